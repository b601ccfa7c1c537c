package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// answerTime bounds the wait for one answer.
const answerTime = 30 * time.Second

// browser asks as one person: one connection, kept open, one sign-in.
type browser struct {
	http *http.Client
	app  string // address of the app

	email, access string
	signedInAt    time.Time
}

// newBrowser makes a browser that reaches the server's port whatever the name: a machine
// need not know content.localhost.
func newBrowser(s *server) *browser {
	dialer := &net.Dialer{Timeout: answerTime}
	loopback := fmt.Sprintf("127.0.0.1:%d", s.port)
	return &browser{app: s.address(), http: &http.Client{
		Timeout: answerTime,
		Transport: &http.Transport{
			MaxIdleConnsPerHost: 1, MaxConnsPerHost: 1, DisableCompression: true,
			DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
				return dialer.DialContext(ctx, network, loopback)
			},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// ask makes one request as a browser does, with the encodings browsers take, and drops the
// answer once it is there: what is measured.
func (b *browser) ask(ctx context.Context, method, address string, body []byte) error {
	req, err := b.request(ctx, method, address, body)
	if err != nil {
		return err
	}
	req.Header.Set("Accept-Encoding", "gzip, deflate, br")
	return b.send(req, func(r io.Reader) error {
		_, err := io.Copy(io.Discard, r)
		return err
	})
}

// call makes one request and reads the JSON of the answer into out, unless nil: what
// prepares a measure.
func (b *browser) call(ctx context.Context, method, address string, in, out any) error {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return err
		}
	}
	req, err := b.request(ctx, method, address, body)
	if err != nil {
		return err
	}
	return b.send(req, func(r io.Reader) error {
		if out == nil {
			return nil
		}
		return json.NewDecoder(r).Decode(out)
	})
}

// request makes a request to an address of the app or, when it is whole, of the content host.
func (b *browser) request(ctx context.Context, method, address string, body []byte) (*http.Request, error) {
	if strings.HasPrefix(address, "/") {
		address = b.app + address
	}
	var content io.Reader
	if body != nil {
		content = bytes.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, address, content)
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if b.access != "" && strings.HasPrefix(address, b.app) {
		req.Header.Set("Authorization", "Bearer "+b.access)
	}
	return req, nil
}

func (b *browser) send(req *http.Request, read func(io.Reader) error) error {
	res, err := b.http.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode < 200 || res.StatusCode > 299 {
		const most = 600
		said, _ := io.ReadAll(io.LimitReader(res.Body, most))
		return fmt.Errorf("%s %s: %s: %s", req.Method, req.URL.Path, res.Status, said)
	}
	if err := read(res.Body); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, res.Body) // all of it, so that the connection serves again
	return err
}

// signIn signs the browser in, as programs do: with the tokens in the answer.
func (b *browser) signIn(ctx context.Context, email, password string) error {
	var answer struct {
		Tokens struct {
			Access string `json:"access"`
		} `json:"tokens"`
	}
	b.access = ""
	err := b.call(ctx, http.MethodPost, "/api/v1/sign-in",
		map[string]any{"email": email, "password": password, "bearer": true}, &answer)
	if err != nil {
		return fmt.Errorf("signing in as %s: %w", email, err)
	}
	if answer.Tokens.Access == "" {
		return fmt.Errorf("signing in as %s: no token in the answer", email)
	}
	b.email, b.access, b.signedInAt = email, answer.Tokens.Access, time.Now()
	return nil
}
