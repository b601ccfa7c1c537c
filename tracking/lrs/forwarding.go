package lrs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs/remote"
	"preau.education/preau/tracking/lrs/statement"
)

const (
	// settleTime is how old a statement is when it is forwarded: until then a statement that another
	// node places before it may still be on its way, and the cursor would pass it by. A request ends
	// within thirty seconds; clocks differ by less than what is added.
	settleTime  = 40 * time.Second
	forwardTurn = 15 * time.Second // of one target; then the others, or another node, have theirs
	forwardPage = 200              // statements looked at together
	forwardSent = 50               // sent together
	forwardSize = 16 << 20         // bytes sent together, attachments included, unless one alone has more
	restTime    = time.Minute      // how far an idle target's place may lag: a write for each beat would be many
	firstWait   = 15 * time.Second
	longestWait = time.Hour
	// maxInRow is after how many refusals in a row a target is paused: it is the target that does not
	// fit, not the statements.
	maxInRow = 100
	saveTime = 5 * time.Second
)

// Forward sends each target what was stored since it last did, as far as a turn goes. One node at
// a time does so; should two, statements are sent twice, which their identifiers make harmless, and
// one of the two stops.
func (s *Service) Forward(ctx context.Context) error {
	list, err := s.Stores.Targets.List(ctx, maxTargets, "")
	if err != nil {
		return fault.Wrap("lrs.Forward", err)
	}
	failures := make([]error, len(list.Items))
	var turns sync.WaitGroup
	for i, t := range list.Items {
		turns.Go(func() { failures[i] = s.forwardTo(ctx, t.ID) })
	}
	turns.Wait()
	return fault.Wrap("lrs.Forward", errors.Join(failures...))
}

// forwardTo gives a target its turn.
func (s *Service) forwardTo(ctx context.Context, id string) error {
	for end := s.Now().Add(forwardTurn); s.Now().Before(end) && ctx.Err() == nil; {
		t, err := s.Stores.Targets.Get(ctx, id)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if t.Paused || s.Now().Before(t.Due) {
			return nil
		}
		more, err := s.forwardSome(ctx, t)
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// storedUpTo is the time up to which nothing will be stored any more.
func (s *Service) storedUpTo() time.Time {
	at := s.Now().UTC().Truncate(time.Millisecond).Add(-settleTime)
	if through := s.ConsistentThrough(); through.Before(at) {
		return through
	}
	return at
}

// forwardSome sends the next statements of a target; more says that others wait.
func (s *Service) forwardSome(ctx context.Context, t Target) (more bool, err error) {
	until := s.storedUpTo()
	page, err := s.Stores.Statements.Tagged(ctx, t.tag(), Range{Ascending: true, After: t.Place, To: keyAt(until.Add(time.Millisecond)), Limit: forwardPage})
	if err != nil {
		return false, err
	}
	d := &delivery{Service: s, target: &t, place: t.Place}
	for next := page.Items; len(next) > 0 && err == nil; {
		var some []Stored
		some, next = t.part(next)
		if len(next) == 0 {
			d.passed = page.Items[len(page.Items)-1].Key
		}
		if len(some) > 0 {
			err = d.send(ctx, some)
		}
		if err == nil && d.passed != "" {
			d.place = d.passed
		}
	}
	if ctx.Err() != nil && err != nil {
		return false, d.save(ctx, nil) // it is this node that stops, not the target that failed
	}
	if len(page.Items) == 0 {
		if until.Sub(t.Through()) < restTime {
			return false, nil
		}
		d.place = keyAt(until)
	}
	if err != nil && !foreign(err) {
		return false, errors.Join(err, d.save(ctx, nil))
	}
	return err == nil && page.Next != "", d.save(ctx, err)
}

// tag is by what the statements of a target are found.
func (t *Target) tag() string {
	switch {
	case t.Activity != "":
		return Tag(tagActivity, t.Activity)
	case len(t.Verbs) == 1:
		return Tag(tagVerb, t.Verbs[0])
	}
	return ""
}

func (t *Target) wants(st *Stored) bool {
	return len(t.Verbs) == 0 || slices.ContainsFunc(t.Verbs, func(v string) bool { return hasAll(st.Tags, []string{Tag(tagVerb, v)}) })
}

// part is what is sent together of a list, and what is left of it.
func (t *Target) part(list []Stored) (some, left []Stored) {
	size := int64(0)
	for i := range list {
		if !t.wants(&list[i]) {
			continue
		}
		weight := int64(len(list[i].Raw))
		for _, a := range list[i].Attachments {
			weight += a.Size
		}
		if len(some) == forwardSent || len(some) > 0 && size+weight > forwardSize {
			return some, list[i:]
		}
		some, size = append(some, list[i]), size+weight
	}
	return some, nil
}

// foreign says whether an error is of the target or of the way to it.
func foreign(err error) bool {
	switch fault.KindOf(err) {
	case fault.Unavailable, fault.Unauthorized, fault.NotFound:
		return true
	}
	return false
}

// delivery is statements on their way to a target.
type delivery struct {
	*Service
	target        *Target
	place         string // up to which all was dealt with
	passed        string // place to go to once what is being sent was
	sent, refused int64
	inRow         int
}

// send sends statements in their order. Of those that are refused together, each half is sent
// alone, until the one that is refused is; it is set aside.
func (d *delivery) send(ctx context.Context, list []Stored) error {
	err := d.post(ctx, list)
	switch kind := fault.KindOf(err); {
	case err == nil:
		d.sent, d.inRow = d.sent+int64(len(list)), 0
	case kind != fault.Invalid && kind != fault.TooLarge && kind != fault.Conflict:
		return err
	case len(list) > 1:
		half := len(list) / 2
		if err := d.send(ctx, list[:half]); err != nil {
			return err
		}
		return d.send(ctx, list[half:])
	default:
		if err := d.refuse(ctx, &list[0], err); err != nil {
			return err
		}
	}
	d.place = list[len(list)-1].Key
	return nil
}

func (d *delivery) post(ctx context.Context, list []Stored) error {
	statements := make([][]byte, len(list))
	for i := range list {
		statements[i] = statement.As(list[i].Raw, d.target.Version)
	}
	files, err := d.Files(ctx, list)
	if fault.Is(err, fault.NotFound) { // it never will be there: its statement is set aside
		return fault.New("lrs.Forward", fault.Invalid, "attachment_lost", "Les octets d’une pièce jointe de cette trace ne sont plus là.")
	}
	if err != nil {
		return fault.As("lrs.Forward", fault.Internal, "attachment_unread", err)
	}
	told := make([]remote.File, len(files))
	for i, f := range files {
		told[i] = remote.File(f)
	}
	return d.Remote.Send(ctx, d.target.endpoint(), statements, told)
}

// refuse sets a statement aside, unless the target has the same already.
func (d *delivery) refuse(ctx context.Context, st *Stored, why error) error {
	if fault.Is(why, fault.Conflict) {
		theirs, err := d.Remote.Statement(ctx, d.target.endpoint(), st.ID)
		if err == nil && statement.Same(theirs, st.Raw) {
			d.sent, d.inRow = d.sent+1, 0
			return nil
		}
		if fault.Is(err, fault.Unavailable) {
			return err
		}
	}
	var f *fault.Error
	a := Aside{Statement: st.ID, At: d.Now().UTC(), Why: "Le magasin distant refuse cette trace."}
	if errors.As(why, &f) {
		a.Why = fault.French(f.Public)
		if f.Err != nil {
			a.Answer = f.Err.Error()
		}
	}
	d.refused++
	d.inRow++
	if err := d.Stores.Targets.SetAside(ctx, d.target.ID, a); err != nil {
		return fault.As("lrs.Forward", fault.Internal, "not_set_aside", err)
	}
	return nil
}

// save notes how far a delivery came and why it stopped. What was sent is noted though this node is
// stopping.
func (d *delivery) save(ctx context.Context, failed error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveTime)
	defer cancel()
	now := d.Now().UTC()
	_, err := d.Stores.Targets.Change(ctx, d.target.ID, func(t *Target) error {
		if t.Place != d.target.Place {
			return ErrUnchanged // another node went on from there
		}
		t.Place, t.Sent, t.Refused = d.place, t.Sent+d.sent, t.Refused+d.refused
		if t.InRow += d.inRow; d.sent > 0 {
			t.InRow = d.inRow
		}
		switch {
		case failed != nil:
			t.fail(failed, now)
		case d.place != d.target.Place: // it goes on: a node that stops at once says nothing of the target
			t.Tries, t.Due, t.Failure, t.Failed = 0, time.Time{}, "", time.Time{}
		}
		if t.InRow >= maxInRow {
			t.Paused, t.Failed = true, now
			t.Failure = fmt.Sprintf("Le magasin distant a refusé %d traces de suite : l’envoi est suspendu.", t.InRow)
		}
		return nil
	})
	if fault.Is(err, fault.NotFound) {
		return nil // removed meanwhile
	}
	return err
}

// fail notes a failure, and when to try again: later each time.
func (t *Target) fail(why error, now time.Time) {
	t.Failure, t.Failed = "L’envoi a échoué.", now
	var f *fault.Error
	if errors.As(why, &f) && f.Public != "" {
		t.Failure = fault.French(f.Public)
	}
	wait := longestWait
	if t.Tries < 12 {
		wait = min(longestWait, firstWait<<t.Tries)
	}
	t.Tries++
	t.Due = now.Add(wait)
}
