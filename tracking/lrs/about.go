package lrs

import (
	"bytes"
	"context"
	"encoding/json"
	"sync"

	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs/statement"
)

// news is what statements say of one activity or agent, in order.
type news struct {
	last mark
	tell []func(context.Context) error
}

// learn keeps what statements say of activities and of the names of agents: what was not heard
// last, several at once so that they share commits.
func (s *Service) learn(ctx context.Context, list []statement.Statement) error {
	all := map[mark]*news{}
	hear := func(of, what mark, tell func(context.Context) error) {
		n := all[of]
		if n == nil && s.known.has(of, what) || n != nil && n.last == what {
			return
		}
		if n == nil {
			n = &news{}
			all[of] = n
		}
		n.last, n.tell = what, append(n.tell, tell)
	}
	for i := range list {
		for _, a := range list[i].Activities {
			if a.Definition != nil {
				hear(markOf("activity", a.ID), markOf(string(a.Definition)), func(ctx context.Context) error { return s.learnActivity(ctx, a) })
			}
		}
		for _, p := range list[i].People {
			if key := p.Key(); p.Name != "" && key != "" {
				hear(markOf("agent", key), markOf(p.Name), func(ctx context.Context) error { return s.Stores.Agents.Add(ctx, key, p.Name) })
			}
		}
	}
	return fault.Wrap("lrs.Store", s.take(ctx, all))
}

const learners = 32

// take keeps news, of different things at once.
func (s *Service) take(ctx context.Context, all map[mark]*news) error {
	var taking sync.WaitGroup
	failures := make(chan error, len(all))
	room := make(chan struct{}, learners)
	for of, n := range all {
		room <- struct{}{}
		taking.Go(func() {
			defer func() { <-room }()
			for _, tell := range n.tell {
				if err := tell(ctx); err != nil {
					failures <- err
					return
				}
			}
			s.known.add(of, n.last)
		})
	}
	taking.Wait()
	close(failures)
	return <-failures
}

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
