package docstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"preau.education/preau/internal/docstore/engine"
	"preau.education/preau/internal/docstore/mongo"
	"preau.education/preau/internal/docstore/sqlite"
	"preau.education/preau/internal/fault"
)

// DB is an open database. Its methods may be called from any goroutine. All the processes that
// open one database define the same collections.
type DB struct {
	engine    engine.Engine
	log       *slog.Logger
	now       func() time.Time
	keep      time.Duration
	pace      Pace
	written   bell // this process wrote facts
	bell      bell // the log has grown
	relay     *relay
	leases    *Collection[lease]
	positions *Collection[position]
	parked    *Collection[ParkedChange]
	steps     *Collection[step]

	mu     sync.Mutex
	names  map[string]bool                   // of the collections defined; guarded by mu
	rekeys []func(ctx context.Context) error // guarded by mu

	cancel  context.CancelFunc
	upkeep  sync.WaitGroup
	cleanup func() error
	close   func() error // once
}

// Options are the choices of Open; the zero value is right for production.
type Options struct {
	Log         *slog.Logger     // nil: slog.Default
	Now         func() time.Time // nil: time.Now
	KeepChanges time.Duration    // how long the log keeps a change; 0: 14 days
	SweepEvery  time.Duration    // how often what expired is removed; 0: a minute
	Pace        Pace             // how quickly runners look again
}

const (
	defaultKeep  = 14 * 24 * time.Hour
	defaultSweep = time.Minute
)

// Open opens the database at an address: "sqlite:/path/file.db" (made if absent, its folder
// too), "sqlite::memory:" (a file that Close removes) or "mongodb://…/name".
func Open(ctx context.Context, address string, o Options) (*DB, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.KeepChanges == 0 {
		o.KeepChanges = defaultKeep
	}
	if o.SweepEvery == 0 {
		o.SweepEvery = defaultSweep
	}
	db := &DB{log: o.Log, now: o.Now, keep: o.KeepChanges, pace: o.Pace.orDefault(), names: map[string]bool{}, cleanup: func() error { return nil }}
	if err := db.connect(ctx, address); err != nil {
		return nil, err
	}
	if err := db.prepare(ctx); err != nil {
		return nil, errors.Join(err, db.engine.Close(), db.cleanup())
	}
	db.close = sync.OnceValue(func() error {
		db.cancel()
		db.upkeep.Wait()
		return errors.Join(db.engine.Close(), db.cleanup())
	})
	upkeep, cancel := context.WithCancel(context.WithoutCancel(ctx))
	db.cancel = cancel
	db.upkeep.Go(func() { db.sweepLoop(upkeep, o.SweepEvery) })
	db.upkeep.Go(func() { db.relay.run(upkeep) })
	return db, nil
}

func (db *DB) connect(ctx context.Context, address string) (err error) {
	switch {
	case address == "sqlite::memory:":
		dir, err := os.MkdirTemp("", "preau-")
		if err != nil {
			return fault.As("docstore.Open", fault.Unavailable, "store_unavailable", err)
		}
		db.cleanup = func() error { return os.RemoveAll(dir) }
		db.engine, err = sqlite.Open(filepath.Join(dir, "preau.db"), db.now, db.bell.ring)
		return err
	case strings.HasPrefix(address, "sqlite:"):
		path := strings.TrimPrefix(address, "sqlite:")
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return fault.As("docstore.Open", fault.Unavailable, "store_unavailable", err)
		}
		db.engine, err = sqlite.Open(path, db.now, db.bell.ring)
		return err
	case strings.HasPrefix(address, "mongodb://"), strings.HasPrefix(address, "mongodb+srv://"):
		db.engine, err = mongo.Open(ctx, address, mongo.Options{Now: db.now, Written: db.written.ring})
		return err
	}
	return fault.As("docstore.Open", fault.Invalid, "bad_address",
		fmt.Errorf("the database's address must start with sqlite: or mongodb://, not %q", strings.SplitN(address, ":", 2)[0]))
}

// prepare makes the collections that docstore itself keeps.
func (db *DB) prepare(ctx context.Context) (err error) {
	if db.leases, err = Define(db, Definition[lease]{Name: "leases"}); err != nil {
		return err
	}
	if db.positions, err = Define(db, Definition[position]{Name: "positions"}); err != nil {
		return err
	}
	if db.parked, err = Define(db, Definition[ParkedChange]{Name: "parked_changes"}); err != nil {
		return err
	}
	if db.steps, err = Define(db, Definition[step]{Name: "steps"}); err != nil {
		return err
	}
	db.relay = newRelay(db)
	if db.engine.Alone() {
		return db.freeLeases(ctx)
	}
	return nil
}

// InsertsWhole says that InsertMany adds all of its documents or none, whatever happens. Where
// it does not, those that cannot do without one another are shown by a document that is written
// after them.
func (db *DB) InsertsWhole() bool { return db.engine.InsertsWhole() }

// Now is the time by the clock that the database was opened with.
func (db *DB) Now() time.Time { return db.now() }

// Close ends what the database does by itself, waits for the writes under way and closes it.
// Stop the runners first.
func (db *DB) Close() error { return db.close() }

func (db *DB) sweepLoop(ctx context.Context, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := db.Sweep(ctx); err != nil && ctx.Err() == nil {
			db.log.Warn("sweep failed", "error", err)
		}
	}
}

// Sweep removes what has expired, as happens by itself every minute, and brings up to date
// the index entries of documents that an older version of the program wrote meanwhile.
func (db *DB) Sweep(ctx context.Context) error {
	now := db.now()
	if err := db.engine.Sweep(ctx, now, now.Add(-db.keep)); err != nil {
		return err
	}
	db.mu.Lock()
	rekeys := append([]func(context.Context) error(nil), db.rekeys...)
	db.mu.Unlock()
	for _, rekey := range rekeys {
		if err := rekey(ctx); err != nil {
			return err
		}
	}
	return nil
}

var snake = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

// claim takes a collection's name; each has one definition.
func (db *DB) claim(name string) error {
	if !snake.MatchString(name) {
		return misdeclared("collection %q: a name is in snake_case", name)
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.names[name] {
		return misdeclared("collection %q is defined twice", name)
	}
	db.names[name] = true
	return nil
}

func misdeclared(format string, args ...any) error {
	return fault.As("docstore.Define", fault.Internal, "misdeclared", fmt.Errorf(format, args...))
}

// bell tells who waits that the log has grown. The zero bell is ready.
type bell struct {
	mu   sync.Mutex
	rung chan struct{} // closed by the next ring; guarded by mu
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.rung != nil {
		close(b.rung)
		b.rung = nil
	}
}

// next returns a channel that closes at the next ring.
func (b *bell) next() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.rung == nil {
		b.rung = make(chan struct{})
	}
	return b.rung
}
