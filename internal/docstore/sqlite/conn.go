package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"net/url"
	"slices"

	sqlite "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// conn is one connection and its prepared statements. It is used by one goroutine at a
// time. The driver's own interface is used rather than database/sql: what this package
// needs of a pool is a channel, and every read is a quarter cheaper.
type conn struct {
	raw   driver.Conn
	stmts map[string]driver.Stmt
}

// pragmas hold for every connection. FULL syncs the log at every commit, so that what was
// acknowledged survives a power cut. Page caches are small. The file is not mapped: after
// each write of another connection SQLite would unmap it at the next read.
var pragmas = []string{
	"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "cache_size(-400)",
	"mmap_size(0)", "temp_store(MEMORY)", "wal_autocheckpoint(4000)", "journal_size_limit(67108864)",
}

// writerPragmas are for the one that writes: its cache, which nobody else's writes make
// stale, holds the pages that a large batch changes, and the log grows longer before it is
// brought home, so that a page changed often is written once.
var writerPragmas = []string{"cache_size(-32000)", "wal_autocheckpoint(12000)"}

func openConn(path string, more ...string) (*conn, error) {
	dsn := path + "?" + url.Values{"_pragma": append(slices.Clone(pragmas), more...)}.Encode()
	raw, err := new(sqlite.Driver).Open(dsn)
	if err != nil {
		return nil, err
	}
	return &conn{raw: raw, stmts: map[string]driver.Stmt{}}, nil
}

func (c *conn) prepare(query string) (driver.Stmt, error) {
	if s, ok := c.stmts[query]; ok {
		return s, nil
	}
	s, err := c.raw.Prepare(query)
	if err != nil {
		return nil, err
	}
	c.stmts[query] = s
	return s, nil
}

func named(args []any) []driver.NamedValue {
	values := make([]driver.NamedValue, len(args))
	for i, a := range args {
		values[i] = driver.NamedValue{Ordinal: i + 1, Value: a}
	}
	return values
}

// exec runs a statement and returns how many rows it changed.
func (c *conn) exec(query string, args ...any) (int64, error) {
	s, err := c.prepare(query)
	if err != nil {
		return 0, err
	}
	r, err := s.(driver.StmtExecContext).ExecContext(context.Background(), named(args))
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// script runs a statement once, without keeping it prepared.
func (c *conn) script(query string) error {
	s, err := c.raw.Prepare(query)
	if err != nil {
		return err
	}
	_, err = s.(driver.StmtExecContext).ExecContext(context.Background(), nil)
	return errors.Join(err, s.Close())
}

// query calls each for every row; the slice is its own only during the call.
func (c *conn) query(each func(row []driver.Value) error, query string, args ...any) error {
	s, err := c.prepare(query)
	if err != nil {
		return err
	}
	rows, err := s.(driver.StmtQueryContext).QueryContext(context.Background(), named(args))
	if err != nil {
		return err
	}
	row := make([]driver.Value, len(rows.Columns()))
	for {
		err := rows.Next(row)
		if errors.Is(err, io.EOF) {
			return rows.Close()
		}
		if err == nil {
			err = each(row)
		}
		if err != nil {
			return errors.Join(err, rows.Close())
		}
	}
}

// number returns the one integer that a query answers, 0 for none or NULL.
func (c *conn) number(query string, args ...any) (n int64, err error) {
	err = c.query(func(row []driver.Value) error {
		n, _ = row[0].(int64)
		return nil
	}, query, args...)
	return n, err
}

func (c *conn) close() error {
	var errs []error
	for _, s := range c.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, c.raw.Close())...)
}

// isTaken says that a statement failed on a primary key or a unique index.
func isTaken(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code() == lib.SQLITE_CONSTRAINT_UNIQUE || e.Code() == lib.SQLITE_CONSTRAINT_PRIMARYKEY)
}

// isBusy says that another process held the database for longer than we wait.
func isBusy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == lib.SQLITE_BUSY
}
