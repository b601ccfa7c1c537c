package lrs

import (
	"context"
	"errors"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs/statement"
)

// LaunchKey is the user name under which the content of a launch signs; its password is the key of
// the launch, which those who launch content make, read, and let serve as long as it is to.
const LaunchKey = "launch"

// launchClient begins the identifier of the client that the launches of one registration are.
const launchClient = "launch:"

// launchAccount is the client under which the platform says what it does about launches. It is not
// [ownAccount]: what the platform's domains record is read back from that one alone.
const launchAccount = "preau/launches"

// Launched is who speaks under the key of a launch.
type Launched struct {
	Learner      string // person
	Registration string // UUID
	Academie     string // for which the enrolment counts, "" when that is not known
	Activity     string // IRI of what was launched, "" when another launch has followed
	Package      string
	Title        string // of the package: who sent a statement, for people
}

// Heard is a statement that was sent under the key of a launch.
type Heard struct {
	ID    string
	Given bool // by its sender
	Raw   []byte
}

// Call is a call under the key of a launch that is not a statement: on a document, or on nothing
// in particular.
type Call struct {
	State   string // id of a document of state
	Profile string // id of a document of the learner's profile
	Write   bool
	All     bool   // the documents of state, all at once
	Type    string // media type of the document to be
	Content []byte
}

// launched finds the client of the key of a launch.
func (s *Service) launched(ctx context.Context, key string) (Client, error) {
	l, err := s.Launches.Admit(ctx, key)
	if err != nil {
		return Client{}, fault.Wrap("lrs.Authenticate", err)
	}
	return Client{ID: launchClient + l.Registration, Authority: s.account(l.Package, l.Title), Scopes: []Scope{Write, ReadMine, State, Profile},
		Registration: l.Registration, Academie: l.Academie, launch: key, learner: s.account(l.Learner, "").Key(), activity: l.Activity}, nil
}

// hears asks those who launched content whether they let it call.
func (s *Service) hears(ctx context.Context, who Client, call Call) error {
	if who.launch == "" {
		return nil
	}
	return s.Launches.Hear(ctx, who.launch, call)
}

// hearsOf is hears for a call on documents: those of the learner alone, and of what was launched.
func (s *Service) hearsOf(ctx context.Context, op string, who Client, of Of, call Call) error {
	if who.launch == "" {
		return nil
	}
	if of.Kind == ActivityProfile && of.Activity != who.activity || of.Kind != ActivityProfile && of.Agent != who.learner {
		return otherRegistration(op)
	}
	switch of.Kind {
	case AgentProfile:
		call.State, call.Profile = "", call.State
	case ActivityProfile:
		call.State, call.All = "", false
	}
	return s.hears(ctx, who, call)
}

// judge has statements of a launch judged by those who launched it, but for those that are kept
// already, word for word. The function returned is to be called when they are kept, or will not be.
func (s *Service) judge(ctx context.Context, who Client, list []statement.Statement, given []bool) (settle func(context.Context, bool) error, err error) {
	settled := func(context.Context, bool) error { return nil }
	if who.launch == "" {
		return settled, nil
	}
	there, err := s.Stores.Statements.ByIDs(ctx, idsOfStatements(list))
	if err != nil {
		return nil, fault.Wrap("lrs.Store", err)
	}
	var fresh []Heard
	var held []string
	for i := range list {
		if old, is := there[list[i].ID]; is && old.Client == who.ID && statement.Same(old.Raw, list[i].Raw) {
			held = append(held, old.ID)
			continue
		}
		fresh = append(fresh, Heard{ID: list[i].ID, Given: given[i], Raw: list[i].Raw})
	}
	return s.Launches.Judge(ctx, who.launch, fresh, held)
}

// settled tells those who judged statements what became of them, and returns why they are not to
// be acknowledged. A failure may come after they were stored; where that cannot be known now,
// those who judged will ask.
func (s *Service) settled(ctx context.Context, who Client, list []statement.Statement, failed error, settle func(context.Context, bool) error) error {
	ctx = context.WithoutCancel(ctx) // whoever sent them may be gone
	if failed == nil {
		return settle(ctx, true)
	}
	if who.launch == "" {
		return failed
	}
	kept, err := s.Kept(ctx, who.Registration, idsOfStatements(list))
	if err == nil {
		err = settle(ctx, kept)
	}
	return errors.Join(failed, err)
}

func idsOfStatements(list []statement.Statement) []string {
	all := make([]string, len(list))
	for i := range list {
		all[i] = list[i].ID
	}
	return all
}

// givenIDs says which statements have an id of their sender's.
func givenIDs(list []statement.Statement) []bool {
	given := make([]bool, len(list))
	for i := range list {
		given[i] = list[i].ID != ""
	}
	return given
}

// Tell keeps statements of the platform about launches, as JSON, each once; academie is that for
// which the enrolment counts.
func (s *Service) Tell(ctx context.Context, who actor.Actor, academie string, raw [][]byte) error {
	const op = "lrs.Tell"
	if !who.System {
		return fault.New(op, fault.Forbidden, "forbidden", "")
	}
	platform := Client{ID: launchAccount, Authority: s.account(ownAccount, ""), Scopes: []Scope{Write}, Academie: academie}
	var list []statement.Statement
	for _, one := range raw {
		read, _, err := statement.Parse(one, statement.V1)
		if err != nil {
			return fault.As(op, fault.Internal, "bad_statement", err)
		}
		list = append(list, read...)
	}
	_, err := s.Store(ctx, platform, statement.V1, list, nil)
	return err
}

// Prepare writes JSON documents for a launch: those of state replace what is there, those of the
// learner's profile are kept only where there is none.
func (s *Service) Prepare(ctx context.Context, who actor.Actor, l Launched, state, profile map[string][]byte) error {
	const op = "lrs.Prepare"
	if !who.System {
		return fault.New(op, fault.Forbidden, "forbidden", "")
	}
	platform := Client{ID: launchAccount, Scopes: []Scope{State, Profile}}
	learner := s.account(l.Learner, "").Key()
	for id, content := range state {
		of := Of{Kind: StateDocument, Activity: l.Activity, Agent: learner, Registration: l.Registration}
		if err := s.SetDocument(ctx, platform, of, Document{ID: id, Type: "application/json", Content: content}, Conditions{}); err != nil {
			return err
		}
	}
	for id, content := range profile {
		err := s.SetDocument(ctx, platform, Of{Kind: AgentProfile, Agent: learner}, Document{ID: id, Type: "application/json", Content: content}, Conditions{IfNoneMatch: "*"})
		if err != nil && !fault.Is(err, fault.Precondition) {
			return err
		}
	}
	return nil
}

// Kept says whether statements of these ids are kept as launches of a registration sent them.
func (s *Service) Kept(ctx context.Context, registration string, all []string) (bool, error) {
	there, err := s.Stores.Statements.ByIDs(ctx, all)
	if err != nil {
		return false, fault.Wrap("lrs.Kept", err)
	}
	for _, id := range all {
		if there[id].Client != launchClient+registration {
			return false, nil
		}
	}
	return true, nil
}
