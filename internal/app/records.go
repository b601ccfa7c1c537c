package app

import (
	"bytes"
	"context"
	"io"

	"preau.education/preau/internal/fault"
	"preau.education/preau/storage"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/lrsdb"
)

// openRecords makes the record store.
func (a *App) openRecords(context.Context) error {
	stores, err := lrsdb.Open(a.DB)
	if err != nil {
		return err
	}
	a.Records = lrs.NewService(lrs.Config{Stores: stores, Objects: recordFiles{a.Objects}, Now: a.now, HomePage: a.cfg.URL, Log: a.log})
	return nil
}

// recordFiles answers what the record store asks of storage.
type recordFiles struct{ store storage.Store }

// Put answers lrs.
func (f recordFiles) Put(ctx context.Context, key string, data []byte, kind string) error {
	_, err := f.store.Put(ctx, key, bytes.NewReader(data), storage.PutOptions{Type: kind, Size: int64(len(data))})
	return err
}

// Get answers lrs.
func (f recordFiles) Get(ctx context.Context, key string) ([]byte, error) {
	body, _, err := f.store.Get(ctx, key, storage.Range{})
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(body)
	if closed := body.Close(); err == nil {
		err = closed
	}
	return data, fault.Wrap("app.Get", err)
}
