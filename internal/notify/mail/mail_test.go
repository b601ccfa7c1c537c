package mail

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/notify"
	"preau.education/preau/internal/notify/mail/mailtest"
)

const from = "Préau <ne-pas-repondre@preau.example>"

func message(id, to string) notify.Mail {
	return notify.Mail{ID: id, To: to, Name: "Élise Martin", Subject: "Votre attestation est prête : Laïcité", Text: "Bonjour,\n.point\n",
		HTML: "<p>Bonjour</p>", Date: time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)}
}

func newClient(t *testing.T, s *mailtest.Server) *Client {
	t.Helper()
	cfg, err := Parse(fmt.Sprintf("smtp://%s:%d", s.Host, s.Port), from)
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSend(t *testing.T) {
	s := mailtest.New(t)
	s.Answer("parti@x.fr", "550 5.1.1 no such user")
	s.Answer("plein@x.fr", "452 4.2.2 mailbox full")
	errs := newClient(t, s).Send(context.Background(), []notify.Mail{
		message("n1", "elise@x.fr"), message("n2", "parti@x.fr"), message("n3", "not an address"),
		message("n4", "plein@x.fr"), message("n5", "bob@x.fr"),
	})
	for i, want := range []string{"sent", "refused", "refused", "later", "sent"} {
		got := "later"
		switch {
		case errs[i] == nil:
			got = "sent"
		case errors.Is(errs[i], notify.ErrRefused):
			got = "refused"
		}
		if got != want {
			t.Errorf("message %d: %s (%v), want %s", i+1, got, errs[i], want)
		}
	}
	if n := s.Connections(); n != 1 {
		t.Errorf("%d connections, want 1", n)
	}
	mails := s.Mails()
	if len(mails) != 2 || mails[0].To[0] != "elise@x.fr" || mails[1].To[0] != "bob@x.fr" || mails[0].From != "ne-pas-repondre@preau.example" {
		t.Fatalf("taken: %+v", mails)
	}
	checkMail(t, mails[0].Data)
}

func checkMail(t *testing.T, data string) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	subject, _ := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	for header, want := range map[string]string{
		"Message-Id": "<n1@preau.example>", "Auto-Submitted": "auto-generated", "Date": "Tue, 01 Sep 2026 08:00:00 +0000",
	} {
		if got := m.Header.Get(header); got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
	if subject != "Votre attestation est prête : Laïcité" {
		t.Errorf("subject %q", subject)
	}
	to, err := m.Header.AddressList("To")
	if err != nil || to[0].Name != "Élise Martin" {
		t.Errorf("to %v %v", to, err)
	}
	_, params, _ := mime.ParseMediaType(m.Header.Get("Content-Type"))
	parts := multipart.NewReader(m.Body, params["boundary"])
	for _, want := range []string{"Bonjour,\r\n.point\r\n", "<p>Bonjour</p>"} {
		p, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(quotedprintable.NewReader(p))
		if strings.TrimSpace(string(body)) != strings.TrimSpace(want) {
			t.Errorf("part %q, want %q", body, want)
		}
	}
}

func TestSendLater(t *testing.T) {
	s := mailtest.New(t)
	s.Drop(true)
	c := newClient(t, s)
	for i, err := range c.Send(context.Background(), []notify.Mail{message("n1", "a@x.fr"), message("n2", "b@x.fr")}) {
		if err == nil || errors.Is(err, notify.ErrRefused) {
			t.Errorf("message %d: %v, want to be told to try later", i+1, err)
		}
	}
	gone, _ := New(Config{Host: "127.0.0.1", Port: 1, From: from})
	if err := gone.Send(context.Background(), []notify.Mail{message("n1", "a@x.fr")})[0]; err == nil || errors.Is(err, notify.ErrRefused) {
		t.Errorf("no server: %v", err)
	}
	if errs := c.Send(context.Background(), nil); len(errs) != 0 {
		t.Error(errs)
	}
}

func TestParse(t *testing.T) {
	for address, want := range map[string]Config{
		"smtp://mail.x.fr":               {Host: "mail.x.fr", Port: 587},
		"smtps://u:p%40ss@mail.x.fr":     {Host: "mail.x.fr", Port: 465, TLS: true, User: "u", Password: "p@ss"},
		"smtp://u:secret@mail.x.fr:2525": {Host: "mail.x.fr", Port: 2525, User: "u", Password: "secret"},
	} {
		want.From = from
		if got, err := Parse(address, from); err != nil || got != want {
			t.Errorf("%s: %+v %v", address, got, err)
		}
	}
	for _, bad := range []string{"", "mail.x.fr", "http://mail.x.fr", "smtp://", "smtp://u:secret@"} {
		if _, err := Parse(bad, from); err == nil {
			t.Errorf("%q is accepted", bad)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("the error tells the password: %v", err)
		}
	}
	if _, err := Parse("smtp://mail.x.fr", "nobody"); err == nil {
		t.Error("a sender without address is accepted")
	}
}
