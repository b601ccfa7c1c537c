package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// server is the process that is measured: `preau demo` on a loopback port, with its data in
// a directory of its own. One process runs at a time.
type server struct {
	binary, dir string
	port        int
	monitor     int // port of the profiles; 0 for none

	process *exec.Cmd
	ended   chan error // receives what the process ended with
}

const (
	firstStart = 5 * time.Minute  // the demonstration is made at the first start
	laterStart = 30 * time.Second // and found at the next ones
	stopTime   = 20 * time.Second
	probeEvery = 2 * time.Millisecond
)

// newServer prepares the directory: a place for the data, and the package whose files are
// asked for.
func newServer(binary, dir string) (*server, error) {
	path, err := filepath.Abs(binary)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("%w; build it first: make build", err)
	}
	packages := filepath.Join(dir, "packages")
	if err := os.Mkdir(packages, 0o700); err != nil {
		return nil, err
	}
	if err := writePackage(filepath.Join(packages, packageName+".zip")); err != nil {
		return nil, err
	}
	port, err := freePort()
	return &server{binary: path, dir: dir, port: port}, err
}

// freePort asks the system for a port of the loopback that nobody listens on.
func freePort() (int, error) {
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

// address is the app's public address.
func (s *server) address() string { return fmt.Sprintf("http://localhost:%d", s.port) }

// pid names the process that runs.
func (s *server) pid() int { return s.process.Process.Pid }

// start runs the binary and waits until it answers the catalogue. It returns how long that
// took from exec.
func (s *server) start(ctx context.Context, patience time.Duration) (time.Duration, error) {
	log, err := os.OpenFile(s.logPath(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	defer log.Close() // the process has its own handle
	port := strconv.Itoa(s.port)
	cmd := exec.Command(s.binary, "demo", "-packages", filepath.Join(s.dir, "packages")) // #nosec G204 -- the binary to measure
	cmd.Env = []string{"PREAU_LISTEN=127.0.0.1:" + port, "PREAU_URL=http://localhost:" + port,
		"PREAU_CONTENT_URL=http://content.localhost:" + port, "PREAU_DATA=" + filepath.Join(s.dir, "data")}
	if s.monitor > 0 {
		cmd.Env = append(cmd.Env, "PREAU_METRICS=127.0.0.1:"+strconv.Itoa(s.monitor))
	}
	cmd.Dir, cmd.Stderr = s.dir, log
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	s.process, s.ended = cmd, ended
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return s.untilItAnswers(ctx, begin)
}

func (s *server) untilItAnswers(ctx context.Context, begin time.Time) (time.Duration, error) {
	// A client that keeps nothing: the first answer includes a connection, as a visitor's does.
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	probe := time.NewTicker(probeEvery)
	defer probe.Stop()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.address()+"/api/v1/catalogue?limit=25", nil)
		if err != nil {
			return 0, err
		}
		if res, err := client.Do(req); err == nil {
			_, err = io.Copy(io.Discard, res.Body)
			if res.Body.Close(); err == nil && res.StatusCode == http.StatusOK {
				return time.Since(begin), nil
			}
		}
		select {
		case err := <-s.ended:
			s.process = nil
			return 0, fmt.Errorf("the server ended at its start: %w", orEnded(err))
		case <-ctx.Done():
			return 0, fmt.Errorf("the server does not answer: %w", ctx.Err())
		case <-probe.C:
		}
	}
}

func orEnded(err error) error {
	if err == nil {
		return errors.New("without an error")
	}
	return err
}

// stop asks the process to end, as an operator does, and ends it after a while if it has not.
func (s *server) stop() error {
	if s.process == nil {
		return nil
	}
	process := s.process.Process
	s.process = nil
	if err := process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case err := <-s.ended:
		return err
	case <-time.After(stopTime):
		return errors.Join(fmt.Errorf("the server had not stopped after %v", stopTime), process.Kill(), <-s.ended)
	}
}

func (s *server) logPath() string { return filepath.Join(s.dir, "preau.log") }

// logTail is the end of what the server wrote, as an error to show beside another.
func (s *server) logTail() error {
	const most = 2000
	text, err := os.ReadFile(s.logPath())
	if err != nil || len(text) == 0 {
		return err
	}
	return fmt.Errorf("the server wrote:\n%s", text[max(0, len(text)-most):])
}
