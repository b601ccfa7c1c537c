package statement

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"strings"
	"testing"
	"time"
)

var hashes = map[string]crypto.Hash{"RS256": crypto.SHA256, "RS384": crypto.SHA384, "RS512": crypto.SHA512}

func sign(t *testing.T, key *rsa.PrivateKey, header map[string]any, payload string) string {
	t.Helper()
	h, err := json.Marshal(header)
	if err != nil {
		t.Fatal(err)
	}
	signed := base64.RawURLEncoding.EncodeToString(h) + "." + base64.RawURLEncoding.EncodeToString([]byte(payload))
	hash := crypto.SHA256
	if alg, ok := hashes[header["alg"].(string)]; ok {
		hash = alg
	}
	sum := hash.New()
	sum.Write([]byte(signed))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, hash, sum.Sum(nil))
	if err != nil {
		t.Fatal(err)
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature)
}

func certificate(t *testing.T, public, private any) string {
	t.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<32, 0)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, public, private)
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(der)
}

// Data 2.6.
func TestCheckSignature(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	own, foreign := certificate(t, &key.PublicKey, key), certificate(t, &other.PublicKey, other)
	elliptical := certificate(t, &curve.PublicKey, curve)
	payload := statementWith(t, `"id":"`+uuid+`","result":{"duration":"PT1.239S"}`)
	received := statementWith(t, `"id":"`+uuid+`","result":{"duration":"PT1.23S"},"attachments":[{`+attachmentJSON+`}]`)
	good := sign(t, key, map[string]any{"alg": "RS256", "x5c": []string{own}}, payload)
	parts := strings.Split(good, ".")
	for name, c := range map[string]struct{ jws, path string }{
		"RS256":                         {sign(t, key, map[string]any{"alg": "RS256"}, payload), ""},
		"RS384":                         {sign(t, key, map[string]any{"alg": "RS384"}, payload), ""},
		"RS512":                         {sign(t, key, map[string]any{"alg": "RS512", "typ": "JWT"}, payload), ""},
		"a certificate":                 {good, ""},
		"a certificate, RS512":          {sign(t, key, map[string]any{"alg": "RS512", "x5c": []string{own}}, payload), ""},
		"a chain":                       {sign(t, key, map[string]any{"alg": "RS384", "x5c": []string{own, foreign}}, payload), ""},
		"a certificate of another":      {sign(t, key, map[string]any{"alg": "RS256", "x5c": []string{foreign}}, payload), "signature"},
		"a chain in the wrong order":    {sign(t, key, map[string]any{"alg": "RS256", "x5c": []string{foreign, own}}, payload), "signature"},
		"a signature of something else": {parts[0] + "." + parts[1] + "." + strings.Split(sign(t, key, map[string]any{"alg": "RS256"}, payload), ".")[2], "signature"},
		"no RSA key":                    {sign(t, key, map[string]any{"alg": "RS256", "x5c": []string{elliptical}}, payload), "header.x5c[0]"},
		"no certificate":                {sign(t, key, map[string]any{"alg": "RS256", "x5c": []string{own, "AAAA"}}, payload), "header.x5c[1]"},
		"no base64":                     {sign(t, key, map[string]any{"alg": "RS256", "x5c": []string{"-"}}, payload), "header.x5c[0]"},
		"HS256":                         {sign(t, key, map[string]any{"alg": "HS256"}, payload), "header.alg"},
		"none":                          {sign(t, key, map[string]any{"alg": "none"}, payload), "header.alg"},
		"rs256":                         {sign(t, key, map[string]any{"alg": "rs256"}, payload), "header.alg"},
		"crit":                          {sign(t, key, map[string]any{"alg": "RS256", "crit": []string{"b64"}, "b64": false}, payload), "header.crit"},
		"x5c of another type":           {sign(t, key, map[string]any{"alg": "RS256", "x5c": own}, payload), "header"},
		"another statement":             {sign(t, key, map[string]any{"alg": "RS256"}, statementWith(t, `"id":"`+uuid+`"`)), "payload"},
		"no statement":                  {sign(t, key, map[string]any{"alg": "RS256"}, `{"actor":`+actorJSON+`}`), "payload.verb"},
		"no JSON":                       {sign(t, key, map[string]any{"alg": "RS256"}, strings.Replace(payload, `"`, `'`, 1)), "payload"},
		"no JSON in the header":         {base64.RawURLEncoding.EncodeToString([]byte("x")) + "." + parts[1] + "." + parts[2], "header"},
		"nothing":                       {"", "(root)"},
		"two parts":                     {parts[0] + "." + parts[1], "(root)"},
		"no signature":                  {parts[0] + "." + parts[1] + ".", "(root)"},
		"padding":                       {parts[0] + "." + parts[1] + "." + parts[2] + "==", "(root)"},
		"JSON serialization":            {`{"payload":"` + parts[1] + `"}`, "(root)"},
	} {
		if err := CheckSignature([]byte(received), []byte(c.jws), V1); pathOf(t, err) != c.path {
			t.Errorf("%s: got %v, want a problem at %q", name, err, c.path)
		}
	}
}
