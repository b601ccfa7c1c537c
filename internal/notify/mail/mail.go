// Package mail is notify's sender: it hands mails to an SMTP server, several on one connection,
// with github.com/wneessen/go-mail.
package mail

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"preau.education/preau/internal/notify"
)

// Config is how to reach the server.
type Config struct {
	Host     string
	Port     int
	TLS      bool // from the first byte (SMTPS); else STARTTLS: required with a user, taken when offered without
	User     string
	Password string
	From     string // "Préau <ne-pas-repondre@example.fr>"
}

// timeout bounds the conversation with the server, each step.
const timeout = 30 * time.Second

// Parse reads the address of a server, smtp://user:password@host:587 or smtps://…:465, with the
// sender's name and address. Ports may be left out.
func Parse(server, from string) (Config, error) {
	u, err := url.Parse(server)
	if err != nil || u.Hostname() == "" {
		return Config{}, fmt.Errorf("mail: %q is not the address of a mail server: write smtp://user:password@host:587", redacted(u))
	}
	cfg := Config{Host: u.Hostname(), From: from, User: u.User.Username()}
	cfg.Password, _ = u.User.Password()
	switch u.Scheme {
	case "smtp":
		cfg.Port = 587
	case "smtps":
		cfg.Port, cfg.TLS = 465, true
	default:
		return Config{}, fmt.Errorf("mail: %q: write smtp:// (STARTTLS) or smtps://", u.Scheme)
	}
	if p := u.Port(); p != "" {
		if cfg.Port, err = strconv.Atoi(p); err != nil {
			return Config{}, fmt.Errorf("mail: %q is not a port", p)
		}
	}
	if _, err := mail.ParseAddress(from); err != nil {
		return Config{}, fmt.Errorf("mail: %q is not a sender: write Préau <ne-pas-repondre@example.fr>", from)
	}
	return cfg, nil
}

func redacted(u *url.URL) string {
	if u == nil {
		return ""
	}
	return u.Redacted()
}

// Client sends mails. It is safe for concurrent use; each Send has its own connection.
type Client struct {
	client *gomail.Client
	from   *mail.Address
	domain string // of the sender: the right-hand side of Message-IDs
}

// New makes a client; it reaches the server at the first Send.
func New(cfg Config) (*Client, error) {
	from, err := mail.ParseAddress(cfg.From)
	if err != nil {
		return nil, fmt.Errorf("mail: sender: %w", err)
	}
	_, domain, _ := strings.Cut(from.Address, "@")
	options := []gomail.Option{gomail.WithPort(cfg.Port), gomail.WithTimeout(timeout)}
	switch {
	case cfg.TLS:
		options = append(options, gomail.WithSSL())
	case cfg.User != "":
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	}
	if cfg.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(cfg.User), gomail.WithPassword(cfg.Password))
	}
	client, err := gomail.NewClient(cfg.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	return &Client{client: client, from: from, domain: domain}, nil
}

// Send sends the messages on one connection and returns one error for each: nil for those the
// server has taken, [notify.ErrRefused] for those it never will.
func (c *Client) Send(ctx context.Context, messages []notify.Mail) []error {
	errs := make([]error, len(messages))
	mails := make([]*gomail.Msg, 0, len(messages))
	index := make([]int, 0, len(messages)) // of each mail in messages
	for i, m := range messages {
		msg, err := c.compose(m)
		if err != nil {
			errs[i] = fmt.Errorf("%w: %w", notify.ErrRefused, err)
			continue
		}
		mails, index = append(mails, msg), append(index, i)
	}
	if len(mails) == 0 {
		return errs
	}
	all := c.client.DialAndSendWithContext(ctx, mails...)
	for j, msg := range mails {
		errs[index[j]] = outcome(msg, all)
	}
	return errs
}

// outcome reads what became of one mail; all is the error of the whole conversation.
func outcome(msg *gomail.Msg, all error) error {
	if msg.IsDelivered() {
		return nil
	}
	err := msg.SendError()
	if err == nil {
		return fmt.Errorf("mail: not sent: %w", all)
	}
	var sent *gomail.SendError
	// Only what the server says of this recipient or this content is final; a refused sender is
	// the operator's to mend.
	if errors.As(err, &sent) && sent.ErrorCode() >= 500 &&
		(sent.Reason == gomail.ErrSMTPRcptTo || sent.Reason == gomail.ErrSMTPDataClose) {
		return fmt.Errorf("%w: %w", notify.ErrRefused, err)
	}
	return fmt.Errorf("mail: not sent: %w", err)
}

func (c *Client) compose(m notify.Mail) (*gomail.Msg, error) {
	to, err := mail.ParseAddress(m.To)
	if err != nil {
		return nil, err
	}
	to.Name = m.Name
	msg := gomail.NewMsg()
	msg.FromMailAddress(c.from)
	msg.ToMailAddress(to)
	msg.Subject(m.Subject)
	// The same notice gives the same Message-ID: sent again, it is not a second mail.
	msg.SetMessageIDWithValue(m.ID + "@" + c.domain)
	msg.SetDateWithValue(m.Date)
	// No robot answers a robot (RFC 3834 §5).
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	return msg, nil
}
