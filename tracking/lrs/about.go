package lrs

import (
	"bytes"
	"context"
	"encoding/json"
	"sync"
	"sync/atomic"

	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs/statement"
)

// learn keeps what statements say of activities and of the names of agents: what was not heard
// lately, several at once so that they share commits.
func (s *Service) learn(ctx context.Context, list []statement.Statement) error {
	news := map[[16]byte]func() error{}
	for i := range list {
		for _, a := range list[i].Activities {
			if m := mark("activity", a.ID, string(a.Definition)); a.Definition != nil && !s.known.has(m) {
				news[m] = func() error { return s.learnActivity(ctx, a) }
			}
		}
		for _, p := range list[i].People {
			key := p.Key()
			if m := mark("agent", key, p.Name); p.Name != "" && key != "" && !s.known.has(m) {
				news[m] = func() error { return s.Stores.Agents.Add(ctx, key, p.Name) }
			}
		}
	}
	var all sync.WaitGroup
	var failed atomic.Pointer[error]
	room := make(chan struct{}, learners)
	for m, tell := range news {
		room <- struct{}{}
		all.Go(func() {
			defer func() { <-room }()
			if err := tell(); err != nil {
				failed.Store(&err)
				return
			}
			s.known.add(m)
		})
	}
	all.Wait()
	if err := failed.Load(); err != nil {
		return fault.Wrap("lrs.Store", *err)
	}
	return nil
}

const learners = 32

func (s *Service) learnActivity(ctx context.Context, a statement.Activity) error {
	return s.Stores.Activities.Change(ctx, a.ID, func(old []byte) ([]byte, error) {
		merged, err := statement.MergeDefinition(old, a.Definition)
		if err != nil {
			return nil, err
		}
		if bytes.Equal(merged, old) {
			return nil, ErrUnchanged
		}
		return merged, nil
	})
}

// Activity returns all that is known of an activity, a JSON Activity (Communication §2.5).
func (s *Service) Activity(ctx context.Context, who Client, id string) ([]byte, error) {
	const op = "lrs.Activity"
	if err := who.require(op, Read, ReadMine, Write, Profile); err != nil {
		return nil, err
	}
	definition, err := s.Stores.Activities.Get(ctx, id)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	out := struct {
		ObjectType string          `json:"objectType"`
		ID         string          `json:"id"`
		Definition json.RawMessage `json:"definition,omitempty"`
	}{"Activity", id, definition}
	raw, err := json.Marshal(out)
	return raw, fault.Wrap(op, err)
}

// Person returns all that is known of an agent, a JSON Person (Communication §2.4).
func (s *Service) Person(ctx context.Context, who Client, agent statement.Agent) ([]byte, error) {
	const op = "lrs.Person"
	if err := who.require(op, Read, ReadMine, Write, Profile); err != nil {
		return nil, err
	}
	names, err := s.Stores.Agents.Names(ctx, agent.Key())
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	same := []statement.Agent{agent}
	for _, name := range names {
		other := agent
		other.Name = name
		same = append(same, other)
	}
	return statement.Person(same), nil
}

// Definition returns what is known of an activity, a JSON object, nil for nothing: what the
// canonical format writes.
func (s *Service) Definition(ctx context.Context, id string) []byte {
	definition, err := s.Stores.Activities.Get(ctx, id)
	if err != nil {
		s.Log.WarnContext(ctx, "definition of an activity not read", "error", err)
	}
	return definition
}
