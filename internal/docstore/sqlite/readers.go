package sqlite

import (
	"context"
	"errors"
	"sync"
)

// readers are the connections that read beside the writer: a few at once, opened when they are
// first needed. The one used last is used next, its cache being the freshest: a node at rest,
// or one that serves one reader at a time, keeps one cache and not several.
type readers struct {
	path string
	free chan struct{} // one for each connection that may be taken

	mu   sync.Mutex
	idle []*conn // guarded by mu
}

const readerCount = 3

func newReaders(path string) *readers {
	r := &readers{path: path, free: make(chan struct{}, readerCount)}
	for range readerCount {
		r.free <- struct{}{}
	}
	return r
}

// do lends a connection to a read.
func (r *readers) do(ctx context.Context, read func(*conn) error) error {
	select {
	case _, open := <-r.free:
		if !open {
			return errClosed
		}
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { r.free <- struct{}{} }()
	c, err := r.take()
	if err != nil {
		return err
	}
	defer r.put(c)
	return read(c)
}

func (r *readers) take() (*conn, error) {
	r.mu.Lock()
	if n := len(r.idle); n > 0 {
		c := r.idle[n-1]
		r.idle = r.idle[:n-1]
		r.mu.Unlock()
		return c, nil
	}
	r.mu.Unlock()
	return openConn(r.path)
}

func (r *readers) put(c *conn) {
	r.mu.Lock()
	r.idle = append(r.idle, c)
	r.mu.Unlock()
}

// close waits for the reads under way; later ones are refused.
func (r *readers) close() error {
	for range readerCount {
		<-r.free
	}
	close(r.free)
	var errs []error
	for _, c := range r.idle {
		errs = append(errs, c.close())
	}
	return errors.Join(errs...)
}
