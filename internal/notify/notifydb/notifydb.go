// Package notifydb keeps notices, each with the state of its mail, and until when each person
// has read everything.
package notifydb

import (
	"context"
	"errors"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/notify"
)

// Store is notify's store. It is safe for concurrent use.
type Store struct {
	notices *docstore.Collection[notice]
	marks   *docstore.Collection[mark]
}

var _ notify.Store = (*Store)(nil)

// Open declares the collections and returns the store.
func Open(db *docstore.DB) (*Store, error) {
	n, err1 := docstore.Define(db, notices)
	m, err2 := docstore.Define(db, marks)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	return &Store{n, m}, nil
}

// notice is a notice as it is stored.
type notice struct {
	Person    string            `bson:"person"`
	Kind      string            `bson:"kind"`
	Params    map[string]string `bson:"params,omitempty"`
	Link      string            `bson:"link,omitempty"`
	At        time.Time         `bson:"at"`
	ReadAt    time.Time         `bson:"read_at,omitempty"`
	ExpiresAt time.Time         `bson:"expires_at"`
	Delivery  delivery          `bson:"delivery,omitempty"`
}

type delivery struct {
	State    string    `bson:"state,omitempty"`
	Email    string    `bson:"email,omitempty"`
	Locale   string    `bson:"locale,omitempty"`
	Attempts int       `bson:"attempts,omitempty"`
	DueAt    time.Time `bson:"due_at,omitempty"`
	Fault    string    `bson:"fault,omitempty"`
}

// mark is until when a person has read everything.
type mark struct {
	Until time.Time `bson:"until"`
}

// The ways of finding a notice.
var (
	byPerson = &docstore.Index[notice]{
		Name: "person", Parts: []string{"person", "at"},
		Keys: func(n *notice) []any {
			if n.Person == "" {
				return nil
			}
			return []any{n.Person, n.At}
		},
	}
	byUnread = &docstore.Index[notice]{
		Name: "unread", Parts: []string{"person", "at"},
		Keys: func(n *notice) []any {
			if n.Person == "" || !n.ReadAt.IsZero() {
				return nil
			}
			return []any{n.Person, n.At}
		},
	}
	byDue = &docstore.Index[notice]{
		Name: "due", Parts: []string{"due_at"},
		Keys: func(n *notice) []any {
			if n.Delivery.State != notify.Pending {
				return nil
			}
			return []any{n.Delivery.DueAt}
		},
	}
	notices = docstore.Definition[notice]{
		Name: "notices", Indexes: []*docstore.Index[notice]{byPerson, byUnread, byDue},
		Expires: func(n *notice) time.Time { return n.ExpiresAt },
	}
	marks = docstore.Definition[mark]{Name: "notice_marks"}
)

// AddNotice adds a notice.
func (s *Store) AddNotice(ctx context.Context, n notify.Notice, facts ...notify.Fact) error {
	doc := documentOf(n)
	return s.notices.Insert(ctx, n.ID, &doc, factsIn(facts)...)
}

// ChangeNotice applies change to the notice.
func (s *Store) ChangeNotice(ctx context.Context, id string, change func(*notify.Notice) ([]notify.Fact, error)) (notify.Notice, error) {
	d, err := s.notices.Update(ctx, id, func(doc *notice) ([]docstore.Fact, error) {
		n := noticeOf(id, *doc)
		facts, err := change(&n)
		if errors.Is(err, notify.ErrUnchanged) {
			return nil, docstore.ErrUnchanged
		}
		if err != nil {
			return nil, err
		}
		*doc = documentOf(n)
		return factsIn(facts), nil
	})
	if err != nil {
		return notify.Notice{}, err
	}
	return noticeOf(id, d.Body), nil
}

// Notices returns a person's notices, the latest first.
func (s *Store) Notices(ctx context.Context, person string, limit int, after string) ([]notify.Notice, string, error) {
	page, err := s.notices.Find(ctx, docstore.Query[notice]{Index: byPerson, Eq: []any{person}, Desc: true, Limit: limit, After: after})
	if err != nil {
		return nil, "", err
	}
	return noticesOf(page.Docs), page.Next, nil
}

// Unread counts the person's unread notices after since, up to most. It reads them: most is small.
func (s *Store) Unread(ctx context.Context, person string, since time.Time, most int) (int, error) {
	q := docstore.Query[notice]{Index: byUnread, Eq: []any{person}, Limit: most}
	if !since.IsZero() {
		q.From = since.Add(time.Millisecond) // times are kept to the millisecond
	}
	page, err := s.notices.Find(ctx, q)
	return len(page.Docs), err
}

// Due returns notices whose mail is to be sent by now.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]notify.Notice, error) {
	page, err := s.notices.Find(ctx, docstore.Query[notice]{Index: byDue, To: now.Add(time.Millisecond), Limit: limit})
	if err != nil {
		return nil, err
	}
	return noticesOf(page.Docs), nil
}

// ReadUntil is until when the person has read everything.
func (s *Store) ReadUntil(ctx context.Context, person string) (time.Time, error) {
	d, err := s.marks.Get(ctx, person)
	if fault.Is(err, fault.NotFound) {
		return time.Time{}, nil
	}
	return d.Body.Until, err
}

// SetReadUntil moves it, never back.
func (s *Store) SetReadUntil(ctx context.Context, person string, until time.Time, facts ...notify.Fact) error {
	_, err := s.marks.Upsert(ctx, person, func(m *mark, _ bool) ([]docstore.Fact, error) {
		if !until.After(m.Until) {
			return nil, docstore.ErrUnchanged
		}
		m.Until = until
		return factsIn(facts), nil
	})
	return err
}

func factsIn(facts []notify.Fact) []docstore.Fact {
	in := make([]docstore.Fact, len(facts))
	for i, f := range facts {
		in[i] = docstore.Fact(f)
	}
	return in
}

func documentOf(n notify.Notice) notice {
	return notice{Person: n.Person, Kind: n.Kind, Params: n.Params, Link: n.Link, At: n.At, ReadAt: n.ReadAt,
		ExpiresAt: n.ExpiresAt, Delivery: delivery(n.Delivery)}
}

func noticeOf(id string, d notice) notify.Notice {
	return notify.Notice{ID: id, Person: d.Person, Kind: d.Kind, Params: d.Params, Link: d.Link, At: d.At, ReadAt: d.ReadAt,
		ExpiresAt: d.ExpiresAt, Delivery: notify.Delivery(d.Delivery)}
}

func noticesOf(docs []docstore.Doc[notice]) []notify.Notice {
	out := make([]notify.Notice, len(docs))
	for i, d := range docs {
		out[i] = noticeOf(d.ID, d.Body)
	}
	return out
}
