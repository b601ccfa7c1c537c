package tracking

import (
	"cmp"
	"context"
	"slices"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// What a look was at.
const (
	lookSession = "s:" // + session: the list of its participants
)

// maxVisible bounds the sessions of one visibility page.
const maxVisible = 200

// Seer is somebody who can see, or did.
type Seer struct {
	Person string
	Name   string
	First  time.Time // zero: can, but did not look
	Last   time.Time
	Times  int
}

// SessionVisibility is what others can see of a person in one session.
type SessionVisibility struct {
	Session  SessionView
	Trainers []Seer // they see: name, establishment, state of each activity, best scores, presences, last activity
	Others   []Seer // who looked and does not lead the session (any more): administrators, former trainers
}

// Visibility is everything that others can see of a person, and who looked. Peers see
// nothing. Pilots see numbers, in which nobody is named.
type Visibility struct {
	Sessions []SessionVisibility
	Place    Dims // where the last enrolment counts in the pilots' numbers; Parcours and Kind empty
}

// Visibility answers what others can see of who asks.
func (s *Service) Visibility(ctx context.Context, who actor.Actor) (Visibility, error) {
	const op = "tracking.Visibility"
	if err := signedIn(op, who); err != nil {
		return Visibility{}, err
	}
	mine, err := s.Stores.Progresses.OfPerson(ctx, who.Person, maxVisible, "")
	if err != nil {
		return Visibility{}, fault.Wrap(op, err)
	}
	var out Visibility
	var sessions, looks []string
	for _, p := range mine.Items {
		sessions = append(sessions, p.Session)
		looks = append(looks, lookSession+p.Session)
	}
	if len(sessions) == 0 {
		return out, nil
	}
	out.Place = personWhere(mine.Items[0].Where)
	out.Place.Kind = ""
	views, err := s.Offer.Sessions(ctx, sessions)
	if err != nil {
		return Visibility{}, fault.Wrap(op, err)
	}
	looked, err := s.Stores.Looks.GetMany(ctx, looks)
	if err != nil {
		return Visibility{}, fault.Wrap(op, err)
	}
	names, err := s.trainerNames(ctx, views)
	if err != nil {
		return Visibility{}, fault.Wrap(op, err)
	}
	for _, p := range mine.Items {
		v, ok := views[p.Session]
		if !ok {
			continue
		}
		out.Sessions = append(out.Sessions, seers(v, looked[lookSession+p.Session], names))
	}
	return out, nil
}

func (s *Service) trainerNames(ctx context.Context, views map[string]SessionView) (map[string]string, error) {
	var persons []string
	for _, v := range views {
		persons = append(persons, v.Trainers...)
	}
	slices.Sort(persons)
	persons = slices.Compact(persons)
	if len(persons) == 0 {
		return map[string]string{}, nil
	}
	return s.People.Names(ctx, persons)
}

func seers(v SessionView, looks []Look, names map[string]string) SessionVisibility {
	out := SessionVisibility{Session: v}
	byPerson := map[string]Look{}
	for _, l := range looks {
		byPerson[l.By] = l
	}
	for _, t := range v.Trainers {
		l := byPerson[t]
		out.Trainers = append(out.Trainers, Seer{t, names[t], l.First, l.Last, l.Times})
		delete(byPerson, t)
	}
	for _, l := range byPerson {
		out.Others = append(out.Others, Seer{l.By, l.Name, l.First, l.Last, l.Times})
	}
	slices.SortFunc(out.Others, func(a, b Seer) int { return cmp.Or(b.Last.Compare(a.Last), cmp.Compare(a.Person, b.Person)) })
	return out
}

// looked notes that who looked at something of others. Looks close to one another are one.
func (s *Service) looked(ctx context.Context, who actor.Actor, what string) error {
	if who.System {
		return nil
	}
	now := s.now()
	err := s.Stores.Looks.Change(ctx, what, func(looks map[string]Look) error {
		l, ok := looks[who.Person]
		if ok && now.Sub(l.Last) < lookCoalesced {
			return ErrUnchanged
		}
		if !ok {
			l = Look{By: who.Person, First: now}
		}
		l.Name, l.Last = who.Name, now
		l.Times++
		looks[who.Person] = l
		return nil
	})
	return fault.Wrap("tracking.looked", err)
}
