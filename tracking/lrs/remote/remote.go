// Package remote speaks to another record store, as xAPI 1.0.3 and 2.0.0 have it: it sends
// statements with their attachments, and asks for one again. An administrator names the address;
// where it leads is checked when the connection is made, so that nobody reaches the networks
// behind this server through it.
package remote

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"preau.education/preau/internal/fault"
)

const (
	callTime  = 20 * time.Second // one call, its answer included
	maxAnswer = 8 << 20          // bytes of a statement that is asked for
	maxWords  = 300              // bytes of an answer that are told
)

// Endpoint is a record store and the key under which it is used.
type Endpoint struct {
	URL         string // of its root: "https://lrs.example/xapi"
	Key, Secret string
	Version     string // of xAPI, that it is spoken to in
}

// File is the bytes of an attachment.
type File struct {
	SHA2 string
	Type string
	Data []byte
}

// Client speaks to record stores. It is safe for concurrent use.
type Client struct {
	open, inside *http.Client // over https; in the clear, to what is allowed by name
}

// NewClient makes a client that reaches public addresses over https, and those of the networks
// allowed over https or http.
func NewClient(allowed []netip.Prefix) *Client {
	return &Client{open: client(allowed, false), inside: client(allowed, true)}
}

func client(allowed []netip.Prefix, onlyAllowed bool) *http.Client {
	dialer := &net.Dialer{Timeout: callTime / 2, Control: func(_, address string, _ syscall.RawConn) error {
		return reachable(allowed, onlyAllowed, address)
	}}
	// No proxy: the address that is checked would be the proxy's. No redirect: the key is for one host.
	return &http.Client{Timeout: callTime, Transport: &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: callTime / 2,
		MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

var errPrivate = errors.New("the address is not public")

// notPublic are networks that netip does not call private and that lead to no public host, or to
// one that hides in the address.
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2001::/32"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("fec0::/10"),
}

// reachable checks the address that a name has led to.
func reachable(allowed []netip.Prefix, onlyAllowed bool, address string) error {
	host, err := netip.ParseAddrPort(address)
	if err != nil {
		return errPrivate
	}
	ip := host.Addr().Unmap().WithZone("")
	if within(allowed, ip) {
		return nil
	}
	if onlyAllowed || !ip.IsGlobalUnicast() || ip.IsPrivate() || within(notPublic, ip) {
		return errPrivate
	}
	return nil
}

func within(networks []netip.Prefix, ip netip.Addr) bool {
	for _, n := range networks {
		if n.Contains(ip) {
			return true
		}
	}
	return false
}

// CheckURL refuses what cannot be the root of a record store.
func CheckURL(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return fault.New("remote.CheckURL", fault.Invalid, "bad_endpoint", "Écrivez l’adresse du magasin de traces : https://lrs.exemple.fr/xapi.")
	}
	return nil
}

// Send posts statements, with the attachments that are at hand. An error of kind Invalid, TooLarge
// or Conflict is the store's refusal of what was sent; any other is of the store, or of the way.
func (c *Client) Send(ctx context.Context, e Endpoint, statements [][]byte, files []File) error {
	body := array(statements)
	kind := "application/json"
	if len(files) > 0 {
		body, kind = mixed(body, files)
	}
	answer, err := c.call(ctx, e, http.MethodPost, "/statements", kind, body)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	return refusal(answer)
}

// Statement asks for a statement by its id; NotFound when there is none.
func (c *Client) Statement(ctx context.Context, e Endpoint, id string) ([]byte, error) {
	answer, err := c.call(ctx, e, http.MethodGet, "/statements?statementId="+url.QueryEscape(id), "", nil)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusNotFound {
		return nil, fault.New("remote.Statement", fault.NotFound, "unknown_statement", "Le magasin distant n’a pas cette trace.")
	}
	if err := refusal(answer); err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	if err != nil {
		return nil, away(err)
	}
	return raw, nil
}

func (c *Client) call(ctx context.Context, e Endpoint, method, path, kind string, body []byte) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(e.URL, "/")+path, bytes.NewReader(body))
	if err != nil {
		return nil, fault.As("remote.call", fault.Internal, "bad_endpoint", err)
	}
	r.Header.Set("X-Experience-API-Version", e.Version)
	r.SetBasicAuth(e.Key, e.Secret)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	over := c.open
	if r.URL.Scheme == "http" {
		over = c.inside
	}
	answer, err := over.Do(r)
	if err != nil {
		return nil, away(err)
	}
	return answer, nil
}

// away says why there was no answer.
func away(err error) error {
	out := &fault.Error{Op: "remote.call", Kind: fault.Unavailable, Code: "target_away", Public: "Le magasin distant ne répond pas.", Err: err}
	var name *net.DNSError
	var late interface{ Timeout() bool }
	switch {
	case errors.Is(err, errPrivate):
		out.Code, out.Public = "target_private", "Cette adresse mène à un réseau privé, ou n’est pas en https : l’exploitant doit l’autoriser (PREAU_FORWARD_NETWORKS)."
	case errors.As(err, &name) && name.IsNotFound:
		out.Code, out.Public = "target_unknown", "Le nom de ce serveur n’existe pas."
	case errors.As(err, &late) && late.Timeout():
		out.Code, out.Public = "target_slow", "Le magasin distant n’a pas répondu à temps."
	}
	return out
}

// refusal reads an answer that is not 2xx.
func refusal(answer *http.Response) error {
	kind, code, public := fault.Unavailable, "target_away", "Le magasin distant est indisponible (%d)."
	switch status := answer.StatusCode; {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		kind, code, public = fault.Unauthorized, "target_key", "Le magasin distant refuse la clé, ou ne lui donne pas le droit d’écrire (%d)."
	case status == http.StatusConflict:
		kind, code, public = fault.Conflict, "target_conflict", "Le magasin distant a une autre trace sous cet identifiant (%d)."
	case status == http.StatusRequestEntityTooLarge:
		kind, code, public = fault.TooLarge, "target_refuses", "Le magasin distant trouve cet envoi trop grand (%d)."
	case status == http.StatusBadRequest || status == http.StatusUnprocessableEntity:
		kind, code, public = fault.Invalid, "target_refuses", "Le magasin distant refuse cette trace (%d)."
	case status < 500 && status != http.StatusRequestTimeout && status != http.StatusTooManyRequests:
		kind, code, public = fault.NotFound, "target_other", "Cette adresse ne répond pas comme un magasin de traces (%d)."
	}
	words, _ := io.ReadAll(io.LimitReader(answer.Body, maxWords))
	return &fault.Error{Op: "remote", Kind: kind, Code: code, Public: fmt.Sprintf(public, answer.StatusCode), Err: errors.New(plain(words))}
}

// plain leaves of an answer what can be read in one line.
func plain(words []byte) string {
	text := strings.Map(func(r rune) rune {
		if r < ' ' || r == '\uFFFD' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(string(words), ""))
	return strings.Join(strings.Fields(text), " ")
}

// array writes an array of JSON values.
func array(values [][]byte) []byte {
	begin := byte('[')
	var b bytes.Buffer
	for _, v := range values {
		b.WriteByte(begin)
		b.Write(v)
		begin = ','
	}
	b.WriteByte(']')
	return b.Bytes()
}

// mixed writes statements and the bytes of their attachments (Communication §1.5.2).
func mixed(statements []byte, files []File) (body []byte, kind string) {
	var random [18]byte
	_, _ = rand.Read(random[:])
	boundary := hex.EncodeToString(random[:])
	var b bytes.Buffer
	b.WriteString("--" + boundary + "\r\nContent-Type: application/json\r\n\r\n")
	b.Write(statements)
	for _, f := range files {
		b.WriteString("\r\n--" + boundary + "\r\nContent-Type: " + f.Type + "\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: " + f.SHA2 + "\r\n\r\n")
		b.Write(f.Data)
	}
	b.WriteString("\r\n--" + boundary + "--\r\n")
	return b.Bytes(), "multipart/mixed; boundary=" + boundary
}
