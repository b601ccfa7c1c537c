package lrs

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/tracking/lrs/remote"
	"preau.education/preau/tracking/lrs/statement"
)

// Target is another record store, to which statements are forwarded: all of them, or those of some
// verbs or of an activity, in the order in which they are stored, at least once each.
type Target struct {
	ID       string
	Name     string // "Observatoire, ministère"
	URL      string // of its root
	Key      string
	Secret   string // kept as it is: it is used, and shown to nobody
	Version  statement.Version
	Verbs    []string // IRIs; empty: all
	Activity string   // IRI of the object; "" for any
	By       string   // person who added it
	At       time.Time
	Paused   bool

	Place   string // key up to which everything was dealt with
	Sent    int64
	Refused int64     // set aside
	InRow   int       // refused since one was last taken
	Tries   int       // that failed since one succeeded
	Due     time.Time // of the next try
	Failure string    // why the last try failed, in French; "" when it did not
	Failed  time.Time
}

// Through is the time up to which everything that was stored has been dealt with.
func (t *Target) Through() time.Time {
	if len(t.Place) < KeyTime {
		return t.At
	}
	ms, _ := strconv.ParseInt(t.Place[:KeyTime], 16, 64) // places are made by keyOf and keyAt
	return time.UnixMilli(ms).UTC()
}

func (t *Target) endpoint() remote.Endpoint {
	return remote.Endpoint{URL: t.URL, Key: t.Key, Secret: t.Secret, Version: string(t.Version)}
}

// Aside is a statement that a target has refused, and that was set aside so that the others go on.
type Aside struct {
	Statement string // its id
	At        time.Time
	Why       string // in French
	Answer    string // the target's own words, cut
}

// Targets keeps targets and what they refused.
type Targets interface {
	Get(ctx context.Context, id string) (Target, error)
	Insert(ctx context.Context, t Target) error
	Change(ctx context.Context, id string, change func(*Target) error) (Target, error)
	// Delete removes a target with what it refused.
	Delete(ctx context.Context, id string) error
	// List returns targets, the last added first.
	List(ctx context.Context, limit int, after string) (List[Target], error)
	// SetAside keeps a refusal, once for each statement.
	SetAside(ctx context.Context, target string, a Aside) error
	// Asides lists refusals, the last first.
	Asides(ctx context.Context, target string, limit int, after string) (List[Aside], error)
}

// Remote is what forwarding asks of other record stores; package remote has it.
type Remote interface {
	Send(ctx context.Context, e remote.Endpoint, statements [][]byte, files []remote.File) error
	Statement(ctx context.Context, e remote.Endpoint, id string) ([]byte, error)
}

const (
	maxTargets = 20
	maxVerbs   = 20
)

// AddTarget has statements forwarded from now on; or, with a time, from those stored at that time.
func (s *Service) AddTarget(ctx context.Context, who actor.Actor, t Target, from time.Time) (Target, error) {
	const op = "lrs.AddTarget"
	if err := s.administers(op, who); err != nil {
		return Target{}, err
	}
	t.Name, t.URL = strings.TrimSpace(t.Name), strings.TrimSuffix(strings.TrimSpace(t.URL), "/")
	t.Version = cmp.Or(t.Version, statement.V1)
	if wrong := t.wrong(); len(wrong) > 0 {
		return Target{}, fault.InvalidFields(op, wrong...)
	}
	there, err := s.Stores.Targets.List(ctx, maxTargets, "")
	if err != nil {
		return Target{}, fault.Wrap(op, err)
	}
	if len(there.Items) == maxTargets {
		return Target{}, fault.New(op, fault.Conflict, "too_many_targets", "Il y a déjà vingt destinations : retirez-en une d’abord.")
	}
	now := s.Now().UTC()
	t.ID, t.By, t.At, t.Place = ids.New(now), who.Person, now, keyAt(now)
	if !from.IsZero() {
		t.Place = keyAt(from)
	}
	return t, fault.Wrap(op, s.Stores.Targets.Insert(ctx, t))
}

func (t *Target) wrong() (wrong []fault.Field) {
	if t.Name == "" || len(t.Name) > maxName {
		wrong = append(wrong, fault.Field{Path: "name", Code: "length", Message: "Dites en quelques mots où vont ces traces."})
	}
	if err := remote.CheckURL(t.URL); err != nil {
		wrong = append(wrong, fault.Field{Path: "url", Code: "bad_endpoint", Message: "Écrivez l’adresse du magasin de traces : https://lrs.exemple.fr/xapi."})
	}
	if t.Key == "" || strings.Contains(t.Key, ":") || len(t.Key) > maxName {
		wrong = append(wrong, fault.Field{Path: "key", Code: "length", Message: "Écrivez la clé que ce magasin vous a donnée ; elle ne contient pas de deux-points."})
	}
	if t.Secret == "" || len(t.Secret) > maxName {
		wrong = append(wrong, fault.Field{Path: "secret", Code: "length", Message: "Écrivez le secret de cette clé."})
	}
	if t.Version != statement.V1 && t.Version != statement.V2 {
		wrong = append(wrong, fault.Field{Path: "version", Code: "unknown", Message: "Choisissez la version 1.0.3 ou 2.0.0."})
	}
	if len(t.Verbs) > maxVerbs || slices.ContainsFunc(t.Verbs, func(v string) bool { return !statement.IsIRI(v) }) {
		wrong = append(wrong, fault.Field{Path: "verbs", Code: "bad_iri", Message: "Un verbe est un IRI : http://adlnet.gov/expapi/verbs/completed."})
	}
	if t.Activity != "" && !statement.IsIRI(t.Activity) {
		wrong = append(wrong, fault.Field{Path: "activity", Code: "bad_iri", Message: "Une activité est un IRI."})
	}
	return wrong
}

// PauseTarget stops forwarding to a target, or has it go on from where it was, at once.
func (s *Service) PauseTarget(ctx context.Context, who actor.Actor, id string, paused bool) (Target, error) {
	const op = "lrs.PauseTarget"
	if err := s.administers(op, who); err != nil {
		return Target{}, err
	}
	t, err := s.Stores.Targets.Change(ctx, id, func(t *Target) error {
		t.Paused = paused
		if !paused {
			t.Due, t.Tries, t.InRow = time.Time{}, 0, 0
		}
		return nil
	})
	return t, fault.Wrap(op, err)
}

// RemoveTarget ends forwarding to a target, and forgets its key.
func (s *Service) RemoveTarget(ctx context.Context, who actor.Actor, id string) error {
	const op = "lrs.RemoveTarget"
	if err := s.administers(op, who); err != nil {
		return err
	}
	return fault.Wrap(op, s.Stores.Targets.Delete(ctx, id))
}

// ListTargets lists the targets, without their secrets.
func (s *Service) ListTargets(ctx context.Context, who actor.Actor, limit int, after string) (List[Target], error) {
	const op = "lrs.ListTargets"
	if err := s.administers(op, who); err != nil {
		return List[Target]{}, err
	}
	l, err := s.Stores.Targets.List(ctx, limit, after)
	for i := range l.Items {
		l.Items[i].Secret = ""
	}
	return l, fault.Wrap(op, err)
}

// ListAsides lists what a target has refused, the last first.
func (s *Service) ListAsides(ctx context.Context, who actor.Actor, target string, limit int, after string) (List[Aside], error) {
	const op = "lrs.ListAsides"
	if err := s.administers(op, who); err != nil {
		return List[Aside]{}, err
	}
	l, err := s.Stores.Targets.Asides(ctx, target, limit, after)
	return l, fault.Wrap(op, err)
}
