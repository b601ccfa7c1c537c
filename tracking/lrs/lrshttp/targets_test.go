package lrshttp

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/lrsdb"
	"preau.education/preau/tracking/lrs/remote"
	"preau.education/preau/tracking/lrs/statement"
)

func TestTargets(t *testing.T) {
	w := newWorld(t)
	const path = "/api/v1/records/targets"
	good := `{"name":"Observatoire","url":"https://lrs.test/xapi","key":"k","secret":"hush"}`
	w.run(
		ask{name: "a visitor", method: "GET " + path, as: "nobody", status: 401},
		ask{name: "a person", method: "GET " + path, as: "ann", status: 403},
		ask{name: "a person adds", method: "POST " + path, as: "ann", body: good, status: 403},
		ask{name: "a bad address", method: "POST " + path, as: "root", body: `{"name":"x","url":"nowhere","key":"k","secret":"s"}`, status: 422, has: []string{`"path":"url"`}},
		ask{name: "added", method: "POST " + path, as: "root", body: good, status: 201, has: []string{`"version":"1.0.3"`, `"verbs":[]`}, hasNot: []string{"hush"}},
		ask{name: "listed", method: "GET " + path, as: "root", has: []string{"Observatoire", `"paused":false`}, hasNot: []string{"hush", "failure"}},
	)
	list, err := w.svc.ListTargets(t.Context(), root, 1, "")
	if err != nil {
		t.Fatal(err)
	}
	one := path + "/" + list.Items[0].ID
	w.run(
		ask{name: "a person pauses", method: "PUT " + one + "/paused", as: "ann", body: `{"paused":true}`, status: 403},
		ask{name: "paused", method: "PUT " + one + "/paused", as: "root", body: `{"paused":true}`, has: []string{`"paused":true`}, hasNot: []string{"hush"}},
		ask{name: "refusals", method: "GET " + one + "/refusals", as: "root", has: []string{`"items":[]`}},
		ask{name: "a person reads refusals", method: "GET " + one + "/refusals", as: "ann", status: 403},
		ask{name: "a person removes", method: "DELETE " + one, as: "ann", status: 403},
		ask{name: "removed", method: "DELETE " + one, as: "root", status: 204},
		ask{name: "no more", method: "DELETE " + one, as: "root", status: 404},
	)
}

// TestForwardToAnother forwards to a record store like this one, over the wire, with an attachment,
// one that it refuses, and one that it has already.
func TestForwardToAnother(t *testing.T) {
	far := newWorld(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- far.app.Listener(listener) }()
	t.Cleanup(func() {
		if err := far.app.Shutdown(); err != nil {
			t.Error(err)
		}
		<-ended
	})

	stores, _, err := lrsdb.Open(docstoretest.New(t))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	near := lrs.NewService(lrs.Config{Stores: stores, Objects: &cupboard{files: map[string][]byte{}}, Now: func() time.Time { return now }, HomePage: "http://near.test",
		Log: slog.New(slog.DiscardHandler), Remote: remote.NewClient([]netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")})})
	pair, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(far.keys["all"], "Basic "))
	if err != nil {
		t.Fatal(err)
	}
	key, secret, _ := strings.Cut(string(pair), ":")
	if _, err := near.AddTarget(t.Context(), root, lrs.Target{Name: "far", URL: "http://" + listener.Addr().String() + "/xapi", Key: key, Secret: secret}, time.Time{}); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte("bytes"))
	hash := hex.EncodeToString(sum[:])
	const format = `{"id":"00000000-0000-4000-8000-%012d","actor":{"mbox":"mailto:ann@school.test"},"verb":{"id":"https://school.test/v"},"object":{"id":"https://school.test/o"},"timestamp":"2026-11-01T08:00:00Z"%s}`
	attachment := `,"attachments":[{"usageType":"https://school.test/u","display":{"fr":"p"},"contentType":"text/plain","length":5,"sha2":"` + hash + `"}]`
	only2 := `,"context":{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:bob@school.test"}}]}`
	store := func(files []lrs.File, list ...string) {
		t.Helper()
		parsed, _, err := statement.Parse([]byte("["+strings.Join(list, ",")+"]"), statement.V2)
		if err == nil {
			_, err = near.Store(t.Context(), lrs.Client{ID: "k", Scopes: []lrs.Scope{lrs.All}, Authority: statement.Agent{OpenID: "https://school.test/k"}}, statement.V2, parsed, files)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	store(nil, fmt.Sprintf(format, 1, ""), fmt.Sprintf(format, 2, only2))
	store([]lrs.File{{SHA2: hash, Type: "text/plain", Data: []byte("bytes")}}, fmt.Sprintf(format, 3, attachment))
	far.run(ask{method: "POST /statements", body: fmt.Sprintf(format, 1, ""), has: []string{"000000000001"}})
	now = now.Add(time.Minute)
	if err := near.Forward(t.Context()); err != nil {
		t.Fatal(err)
	}
	list, err := near.ListTargets(t.Context(), root, 1, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := list.Items[0]; got.Sent != 2 || got.Refused != 1 || got.Failure != "" {
		t.Errorf("%+v", got)
	}
	asides, err := near.ListAsides(t.Context(), root, list.Items[0].ID, 10, "")
	if err != nil || len(asides.Items) != 1 || !strings.Contains(asides.Items[0].Answer, "contextAgents") {
		t.Errorf("%+v, %v", asides, err)
	}
	far.run(ask{method: "GET /statements?statementId=00000000-0000-4000-8000-000000000003&attachments=true", has: []string{hash, "\r\nbytes\r\n"}})
}
