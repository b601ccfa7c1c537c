// Package mailtest is a small SMTP server for tests (RFC 5321): it listens on the loopback,
// keeps what it is sent, and refuses what it is told to.
package mailtest

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
)

// Mail is one mail as the server took it.
type Mail struct {
	From string
	To   []string
	Data string // headers and body, as sent
}

// Server is a running server.
type Server struct {
	Host string
	Port int

	listener net.Listener
	wait     sync.WaitGroup

	mu          sync.Mutex // guards the fields below
	mails       []Mail
	connections int
	answers     map[string]string // address of a recipient → what RCPT answers
	drop        bool              // close the connection instead of acknowledging the content
}

// New starts a server that ends with the test.
func New(t testing.TB) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, listener: l, answers: map[string]string{}}
	s.wait.Go(s.accept)
	t.Cleanup(func() {
		_ = l.Close()
		s.wait.Wait()
	})
	return s
}

// Answer makes the server answer this to a recipient: "550 5.1.1 unknown", "451 later". An
// empty answer takes the mail again.
func (s *Server) Answer(recipient, answer string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[recipient] = answer
}

// Drop makes the server take the content of mails and break off before it says so.
func (s *Server) Drop(drop bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drop = drop
}

// Mails returns what the server has taken so far.
func (s *Server) Mails() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail(nil), s.mails...)
}

// Connections is how many clients have connected so far.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.connections
}

func (s *Server) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.connections++
		s.mu.Unlock()
		s.wait.Go(func() {
			defer func() { _ = conn.Close() }()
			s.serve(conn)
		})
	}
}

func (s *Server) serve(conn net.Conn) {
	in := bufio.NewReader(conn)
	say := func(line string) { _, _ = fmt.Fprintf(conn, "%s\r\n", line) }
	say("220 mailtest")
	var m Mail
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		verb, _, _ := strings.Cut(strings.ToUpper(line), " ")
		switch verb {
		case "EHLO", "HELO":
			say("250-mailtest")
			say("250-8BITMIME")
			say("250 ENHANCEDSTATUSCODES")
		case "MAIL":
			m = Mail{From: address(line)}
			say("250 2.1.0 ok")
		case "RCPT":
			if answer := s.answer(address(line)); answer != "" {
				say(answer)
				continue
			}
			m.To = append(m.To, address(line))
			say("250 2.1.5 ok")
		case "DATA":
			say("354 go on")
			if m.Data, err = content(in); err != nil {
				return
			}
			if s.keep(m) {
				return
			}
			say("250 2.0.0 taken")
		case "RSET", "NOOP":
			say("250 2.0.0 ok")
		case "QUIT":
			say("221 2.0.0 bye")
			return
		default:
			say("502 5.5.1 unknown")
		}
	}
}

func (s *Server) answer(recipient string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.answers[recipient]
}

// keep takes the mail, and says whether to break off.
func (s *Server) keep(m Mail) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mails = append(s.mails, m)
	return s.drop
}

func address(line string) string {
	_, rest, _ := strings.Cut(line, "<")
	a, _, _ := strings.Cut(rest, ">")
	return a
}

func content(in *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return "", err
		}
		if line == ".\r\n" {
			return b.String(), nil
		}
		b.WriteString(strings.TrimPrefix(line, ".")) // RFC 5321 §4.5.2
	}
}
