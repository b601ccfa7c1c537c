package docstore

import (
	"context"
	"time"

	"preau.education/preau/internal/fault"
)

// Lease is the right to be the only one in the cluster to do something, until a time.
type Lease struct {
	db     *DB
	name   string
	holder string
	ttl    time.Duration
	token  int64
}

// lease is its document. Token grows with every change of holder: what a former holder still
// writes can be told from what the present one does.
type lease struct {
	Holder string    `bson:"holder"`
	Until  time.Time `bson:"until"`
	Token  int64     `bson:"token"`
}

// NewLease prepares a lease; nothing is held until Acquire. holder names the process (unique
// in the cluster); ttl is how long the others wait when the holder vanishes, several seconds
// more than clocks differ.
func NewLease(db *DB, name, holder string, ttl time.Duration) *Lease {
	return &Lease{db: db, name: name, holder: holder, ttl: ttl}
}

// Acquire takes the lease or renews it; false when another holds it. Call it again before ttl
// has passed to keep the lease.
func (l *Lease) Acquire(ctx context.Context) (bool, error) {
	now := l.db.now()
	held := false
	doc, err := l.db.leases.Upsert(ctx, l.name, func(d *lease, _ bool) ([]Fact, error) {
		if held = d.Holder == l.holder || !now.Before(d.Until); !held {
			return nil, ErrUnchanged
		}
		if d.Holder != l.holder || !now.Before(d.Until) {
			d.Token++
		}
		d.Holder, d.Until = l.holder, now.Add(l.ttl)
		return nil, nil
	})
	if err != nil || !held {
		return false, err
	}
	l.token = doc.Body.Token
	return true, nil
}

// Token is the number of this holding: greater than that of every holding before. A document
// that keeps the greatest token it has seen refuses whoever lost the lease without knowing.
func (l *Lease) Token() int64 { return l.token }

// Release lets go of the lease, if it is held.
func (l *Lease) Release(ctx context.Context) error {
	_, err := l.db.leases.Update(ctx, l.name, func(d *lease) ([]Fact, error) {
		if d.Holder != l.holder {
			return nil, ErrUnchanged
		}
		d.Holder, d.Until = "", time.Time{}
		return nil, nil
	})
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// freeLeases lets go of what processes that are gone held.
func (db *DB) freeLeases(ctx context.Context) error {
	for after := ""; ; {
		page, err := db.leases.Prefix(ctx, "", MaxLimit, after)
		if err != nil {
			return err
		}
		for _, doc := range page.Docs {
			if doc.Body.Holder == "" {
				continue
			}
			free := lease{Token: doc.Body.Token}
			if _, err := db.leases.Replace(ctx, doc.ID, doc.Rev, &free); err != nil {
				return err
			}
		}
		if after = page.Next; after == "" {
			return nil
		}
	}
}
