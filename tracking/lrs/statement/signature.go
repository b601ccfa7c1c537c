package statement

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
)

// header is what is read of a JWS header (RFC 7515 §4.1).
type header struct {
	Alg  string   `json:"alg"`
	Crit []string `json:"crit"`
	X5C  []string `json:"x5c"`
}

// CheckSignature holds a signature attached to a statement to what Data 2.6 asks: a JWS in
// compact serialization, RS256, RS384 or RS512, whose payload is the same statement. When the
// header has a certificate, the signature must be by its key; whether the certificate is to be trusted
// is another question, which nobody here asks. The error is a *Problem.
func CheckSignature(statementRaw, jws []byte, v Version) error {
	parts := bytes.Split(jws, []byte("."))
	if len(parts) != 3 {
		return problem("", "is not a JWS in compact serialization")
	}
	var decoded [3][]byte
	for i, part := range parts {
		b, err := base64.RawURLEncoding.Strict().DecodeString(string(part))
		if err != nil || len(b) == 0 {
			return problem("", "is not a JWS in compact serialization")
		}
		decoded[i] = b
	}
	var h header
	if _, p := read(decoded[0]); p != nil {
		return p.in("header")
	}
	if err := json.Unmarshal(decoded[0], &h); err != nil {
		return problem("header", "is not that of a JWS")
	}
	if h.Crit != nil {
		return problem("header.crit", "names what is not understood here")
	}
	hash, sum, p := digest(h.Alg, jws[:len(parts[0])+1+len(parts[1])])
	if p != nil {
		return p
	}
	if p := checkPayload(statementRaw, decoded[1], v); p != nil {
		return p
	}
	if len(h.X5C) == 0 {
		return nil
	}
	key, p := signer(h.X5C)
	if p != nil {
		return p
	}
	if rsa.VerifyPKCS1v15(key, hash, sum, decoded[2]) != nil {
		return problem("signature", "is not by the key of the certificate in the header")
	}
	return nil
}

func digest(alg string, signed []byte) (crypto.Hash, []byte, *Problem) {
	switch alg {
	case "RS256":
		sum := sha256.Sum256(signed)
		return crypto.SHA256, sum[:], nil
	case "RS384":
		sum := sha512.Sum384(signed)
		return crypto.SHA384, sum[:], nil
	case "RS512":
		sum := sha512.Sum512(signed)
		return crypto.SHA512, sum[:], nil
	}
	return 0, nil, problem("header.alg", "must be RS256, RS384 or RS512")
}

func checkPayload(statementRaw, payload []byte, v Version) *Problem {
	d, p := read(payload)
	if p != nil {
		return p.in("payload")
	}
	c := checker{doc: d, version: v}
	if p := c.check(0, aStatement); p != nil {
		return p.in("payload")
	}
	if !Same(statementRaw, payload) {
		return problem("payload", "is not the statement that the signature is attached to")
	}
	return nil
}

// signer reads the certificates of a header, and returns the key of the first.
func signer(chain []string) (*rsa.PublicKey, *Problem) {
	var key *rsa.PublicKey
	for i, encoded := range chain {
		der, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil {
			return nil, problem("header.x5c"+index(int32(i)), "is not base64")
		}
		certificate, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, problem("header.x5c"+index(int32(i)), "is not an X.509 certificate")
		}
		if i > 0 {
			continue
		}
		public, isRSA := certificate.PublicKey.(*rsa.PublicKey)
		if !isRSA {
			return nil, problem("header.x5c[0]", "has no RSA key")
		}
		key = public
	}
	return key, nil
}
