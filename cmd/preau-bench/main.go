// Preau-bench measures the running binary. It starts `preau demo` in a directory of its own
// on a free loopback port, waits until it answers, and asks it, with a few clients that keep
// their connections, for what people ask of it all day; then it says what one request of
// each kind cost the server in processor time, how many it answered in a second, how long
// they took and how much memory it held. It also measures the start, the idle memory and the
// size of the binary.
//
// Processor time is that of the server process, from /proc: the figure therefore holds
// whatever the clients cost and however the machine is shared, unlike the latencies. It is
// given twice: at the last answer, and once what follows from the requests (progress,
// counters, notices) is done too.
//
// It talks to nobody but the process that it started, does a bounded number of requests in a
// bounded time, and leaves nothing behind.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// options are the flags.
type options struct {
	binary     string
	clients    int
	count      int
	span       time.Duration
	idle       time.Duration
	only       string
	asJSON     bool
	keep       bool
	statements int
	profile    string
}

// wholeRun bounds everything but the filling of the record store, which perStatement bounds: a run
// that hangs ends by itself.
const (
	wholeRun     = 15 * time.Minute
	perStatement = time.Millisecond
)

func main() {
	var o options
	flag.StringVar(&o.binary, "binary", "bin/preau", "the binary to measure")
	flag.IntVar(&o.clients, "clients", 8, "clients at once, each with one connection kept open")
	flag.IntVar(&o.count, "count", 2000, "requests of each kind, at most")
	flag.DurationVar(&o.span, "time", 15*time.Second, "time for each kind, at most")
	flag.DurationVar(&o.idle, "idle", 10*time.Second, "rest before the idle memory is read")
	flag.StringVar(&o.only, "only", "", "measure only the kinds whose name contains this")
	flag.BoolVar(&o.asJSON, "json", false, "print the figures as JSON")
	flag.IntVar(&o.statements, "statements", 100_000, "statements put into the record store before it is measured")
	flag.BoolVar(&o.keep, "keep", false, "keep the data directory and the log, and say where they are")
	flag.StringVar(&o.profile, "profile", "", "folder for a profile of the server during each kind; costs a little of what is measured")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	ctx, cancel := context.WithTimeout(ctx, wholeRun+time.Duration(o.statements)*perStatement)
	failed := run(ctx, o)
	cancel()
	stop()
	if failed != nil {
		fmt.Fprintln(os.Stderr, "preau-bench:", failed)
		os.Exit(1)
	}
}

// run measures everything and prints what it found, even when a kind fails.
func run(ctx context.Context, o options) (err error) {
	if o.clients < 1 || o.count < 1 {
		return errors.New("-clients and -count must be above zero")
	}
	dir, err := os.MkdirTemp("", "preau-bench-")
	if err != nil {
		return err
	}
	if o.keep {
		fmt.Fprintln(os.Stderr, "data and log in", dir)
	} else {
		defer os.RemoveAll(dir)
	}
	s, err := newServer(o.binary, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	if o.profile != "" {
		if s.monitor, err = freePort(); err != nil {
			return err
		}
	}
	r := report{Machine: thisMachine(), Binary: o.binary, Clients: o.clients, At: time.Now().UTC()}
	if err := measureStart(ctx, s, o.idle, &r); err != nil {
		return errors.Join(err, s.logTail())
	}
	failed := measureKinds(ctx, s, o, &r)
	if o.asJSON {
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", "  ")
		failed = errors.Join(failed, out.Encode(r))
	} else {
		fmt.Print(r.String())
	}
	return failed
}
