package notify

import (
	"context"
	"sync"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/internal/notify/letter"
)

// MostUnread is where counting unread notices stops: beyond, the interface says "99+".
const MostUnread = 100

// maxParam bounds one parameter, in bytes: a message's body is the longest.
const maxParam = 20_000

// parallel is how many notices of one Tell are written at once: stores commit in groups.
const parallel = 8

// Service is the domain's one door.
type Service struct {
	store   Store
	people  People
	sender  Sender // nil: no mail
	letters *letter.Writer
	now     func() time.Time
}

// Config is what the service is made of.
type Config struct {
	Store   Store
	People  People
	Sender  Sender // nil when no mail server is configured
	Letters *letter.Writer
	Now     func() time.Time
}

// NewService makes the service.
func NewService(cfg Config) *Service {
	now := func() time.Time { return cfg.Now().UTC().Truncate(time.Millisecond) } // as stores keep times
	return &Service{store: cfg.Store, people: cfg.People, sender: cfg.Sender, letters: cfg.Letters, now: now}
}

// Tell tells people news: a notice in the app, and the mail when mail is configured. News told
// before (same key, kind and person) is told already, and no error; so an interrupted Tell is
// simply repeated. For the platform only: whoever asked for it was authorised there.
func (s *Service) Tell(ctx context.Context, who actor.Actor, news ...News) error {
	const op = "notify.Tell"
	if !who.System {
		return fault.New(op, fault.Forbidden, "forbidden", "Vos rôles ne permettent pas cette action.")
	}
	for _, n := range news {
		if err := check(op, n); err != nil {
			return err
		}
	}
	if len(news) == 1 {
		return fault.Wrap(op, s.tell(ctx, news[0]))
	}
	return fault.Wrap(op, s.tellAll(ctx, news))
}

// tellAll tells many, a few at once, and stops at the first error.
func (s *Service) tellAll(ctx context.Context, news []News) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	queue := make(chan News)
	var workers sync.WaitGroup
	for range min(parallel, len(news)) {
		workers.Go(func() {
			for n := range queue {
				if err := s.tell(ctx, n); err != nil {
					cancel(err)
				}
			}
		})
	}
	for _, n := range news {
		if ctx.Err() != nil {
			break
		}
		queue <- n
	}
	close(queue)
	workers.Wait()
	return context.Cause(ctx)
}

func check(op string, n News) error {
	bad := func(err error) error {
		return &fault.Error{Op: op, Kind: fault.Invalid, Code: "bad_notice", Public: "Cet avis est incomplet.", Err: err}
	}
	if err := letter.Check(n.Kind, n.Params); err != nil {
		return bad(err)
	}
	if n.Key == "" || (n.Person == "") == (n.Email == "") {
		return bad(nil)
	}
	for _, value := range n.Params {
		if len(value) > maxParam {
			return bad(nil)
		}
	}
	return nil
}

func (s *Service) tell(ctx context.Context, n News) error {
	now := s.now()
	notice := Notice{
		ID: n.id(), Person: n.Person, Kind: n.Kind, Params: n.Params, Link: n.Link, At: now, ExpiresAt: now.Add(Keep),
	}
	if s.sender != nil {
		notice.Delivery = Delivery{State: Pending, Email: n.Email, Locale: n.Locale, DueAt: now}
	}
	var facts []Fact
	if n.Person != "" {
		facts = append(facts, Fact{
			// Derived like the notice, so that both are known by what happened.
			ID: ids.Derived("noticed", notice.ID), Kind: KindNoticed, Key: n.Person, At: now,
			Body: Noticed{Person: n.Person, Notice: notice.ID},
		})
	}
	if err := s.store.AddNotice(ctx, notice, facts...); err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	return nil
}

// Seen is a notice as its person sees it.
type Seen struct {
	Notice
	Read bool
}

// List returns the actor's notices, the latest first.
func (s *Service) List(ctx context.Context, who actor.Actor, limit int, after string) (seen []Seen, next string, err error) {
	const op = "notify.List"
	if err := signedIn(op, who); err != nil {
		return nil, "", err
	}
	until, err := s.store.ReadUntil(ctx, who.Person)
	if err != nil {
		return nil, "", fault.Wrap(op, err)
	}
	notices, next, err := s.store.Notices(ctx, who.Person, limit, after)
	if err != nil {
		return nil, "", fault.Wrap(op, err)
	}
	for _, n := range notices {
		seen = append(seen, Seen{n, !n.ReadAt.IsZero() || !n.At.After(until)})
	}
	return seen, next, nil
}

// Unread counts the actor's notices that they have not read, up to [MostUnread].
func (s *Service) Unread(ctx context.Context, who actor.Actor) (int, error) {
	const op = "notify.Unread"
	if err := signedIn(op, who); err != nil {
		return 0, err
	}
	until, err := s.store.ReadUntil(ctx, who.Person)
	if err != nil {
		return 0, fault.Wrap(op, err)
	}
	n, err := s.store.Unread(ctx, who.Person, until, MostUnread)
	return n, fault.Wrap(op, err)
}

// Read marks some of the actor's notices as read. Those that are not theirs, or are gone, are
// passed over.
func (s *Service) Read(ctx context.Context, who actor.Actor, notices []string) error {
	const op = "notify.Read"
	if err := signedIn(op, who); err != nil {
		return err
	}
	now := s.now()
	for _, id := range notices { // each is a write of its own document
		_, err := s.store.ChangeNotice(ctx, id, func(n *Notice) ([]Fact, error) {
			if n.Person != who.Person || !n.ReadAt.IsZero() {
				return nil, ErrUnchanged
			}
			n.ReadAt = now
			return []Fact{readFact(who.Person, now)}, nil
		})
		if err != nil && !fault.Is(err, fault.NotFound) {
			return fault.Wrap(op, err)
		}
	}
	return nil
}

// ReadAll marks as read everything the actor has been told so far.
func (s *Service) ReadAll(ctx context.Context, who actor.Actor) error {
	const op = "notify.ReadAll"
	if err := signedIn(op, who); err != nil {
		return err
	}
	now := s.now()
	return fault.Wrap(op, s.store.SetReadUntil(ctx, who.Person, now, readFact(who.Person, now)))
}

func readFact(person string, now time.Time) Fact {
	return Fact{ID: ids.New(now), Kind: KindRead, Key: person, At: now, Body: Read{Person: person}}
}

func signedIn(op string, who actor.Actor) error {
	if who.Person == "" {
		return fault.New(op, fault.Unauthorized, "sign_in_required", "Connectez-vous pour continuer.")
	}
	return nil
}
