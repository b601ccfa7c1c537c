package cmi5

import (
	"cmp"
	"slices"
	"time"

	"preau.education/preau/internal/fault"
)

// Session is what has happened in one session so far. The zero value with LaunchedAt is that
// of a session just launched.
type Session struct {
	LaunchedAt time.Time // of the "launched" statement
	// PreferencesRead: the AU has asked for its learner's preferences, found or not (§11.0).
	PreferencesRead bool
	Initialized     time.Time // timestamp of the "initialized" statement, zero before it
	Terminated      time.Time // timestamp of the "terminated" statement, zero before it
	Ended           time.Time // when that statement came, by the platform's clock
	Judged          bool      // "passed" or "failed" has been said
	Last            time.Time // latest timestamp of the AU's statements, zero before the first
	Abandoned       bool
}

// Active says whether the session has neither been terminated nor abandoned. Before an AU is
// launched, the active session of the same registration, whatever its AU, is abandoned (§9.3.6).
func (s Session) Active() bool { return s.Terminated.IsZero() && !s.Abandoned }

// Abandon is the session abandoned, and whether the statement that says so is to be recorded:
// once, and not for one that ended by itself (§9.3, §9.3.6).
func (s Session) Abandon() (Session, bool) {
	if !s.Active() {
		return s, false
	}
	s.Abandoned = true
	return s, true
}

// Duration is how long the session has lasted by its statements: from the launch to the last
// of the AU (§9.5.4.2).
func (s Session) Duration() time.Duration {
	if s.Last.IsZero() {
		return 0
	}
	return max(s.Last.Sub(s.LaunchedAt), 0)
}

// State is what the statements of an AU are judged by: its session, and what it has said in
// the registration, this session and those before.
type State struct {
	Session Session
	Status  Status
}

// Refusal is why a statement or a call is not accepted.
type Refusal struct {
	Code      string // stable, snake_case, begins with "cmi5_"
	Clause    string // of the specification: "9.3.4"
	Public    string // a French sentence
	Statement int    // its position in the batch
}

// Error says the code and the clause, for logs.
func (r *Refusal) Error() string { return r.Code + " (cmi5 §" + r.Clause + ")" }

// Fault is the refusal as every error of the house, of kind Forbidden: the AU has the right to
// be here, not to say this (§6.3).
func (r *Refusal) Fault() error {
	return &fault.Error{Op: "cmi5.Check", Kind: fault.Forbidden, Code: r.Code, Public: r.Public, Err: r}
}

func no(code, clause, public string) *Refusal {
	return &Refusal{Code: "cmi5_" + code, Clause: clause, Public: public}
}

// CheckCall says whether the session still takes calls: statements, state, profiles. Its token
// is worth nothing once it has ended (§8.2.1, §9.3.6, §9.3.8).
func CheckCall(l Launch, s Session, now time.Time) *Refusal {
	switch {
	case s.Abandoned:
		return no("session_abandoned", "9.3.6", "Cette session a été abandonnée : plus rien n’y est enregistré.")
	case !s.Terminated.IsZero() && !now.Before(s.Ended.Add(l.Grace)):
		return no("session_terminated", "9.3.8", "Cette session est terminée : plus rien n’y est enregistré.")
	}
	return nil
}

// CheckStateWrite says whether an AU may write or delete the state document (§10.2.1).
func CheckStateWrite(stateID string) *Refusal {
	if stateID == LaunchDataID {
		return no("launch_data", "10.2.1", "Le document LMS.LaunchData ne peut pas être modifié par le contenu.")
	}
	return nil
}

// Check judges statements that an AU sends together: all are accepted, and the state that
// follows is returned, or none is, and the state comes back as it was with the reason. They
// are taken in the order of their timestamps (§9.3), those of one time in the order given.
//
// The record store asks once each statement has been found to be a statement of xAPI. It does
// not ask about one that it already holds, word for word: an AU that heard no answer repeats
// itself.
func Check(l Launch, s State, batch []Statement, now time.Time) (State, *Refusal) {
	if refusal := CheckCall(l, s.Session, now); refusal != nil {
		return s, refusal
	}
	type timed struct {
		at       time.Time
		position int
	}
	order := make([]timed, len(batch))
	for i, statement := range batch {
		at, refusal := timestamp(statement.Timestamp)
		if refusal != nil {
			refusal.Statement = i
			return s, refusal
		}
		order[i] = timed{at, i}
	}
	slices.SortStableFunc(order, func(a, b timed) int { return a.at.Compare(b.at) })
	next := s
	for _, t := range order {
		var refusal *Refusal
		if next, refusal = check(l, next, batch[t.position], t.at, now); refusal != nil {
			refusal.Statement = t.position
			return s, refusal
		}
	}
	return next, nil
}

// timestamp reads a statement's time, which must be there and in UTC (§9.7).
func timestamp(written string) (time.Time, *Refusal) {
	if written == "" {
		return time.Time{}, no("timestamp_missing", "9.7", "La trace n’est pas datée (timestamp).")
	}
	for _, layout := range [...]string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02T15:04:05.999999999Z07"} {
		at, err := time.Parse(layout, written)
		if err != nil {
			continue
		}
		if _, offset := at.Zone(); offset != 0 || at.IsZero() {
			break
		}
		return at.UTC(), nil
	}
	return time.Time{}, no("timestamp_not_utc", "9.7", "La date de la trace (« "+short(written)+" ») n’est pas en temps universel (UTC).")
}

// check judges one statement after those before it, and returns the state that follows.
func check(l Launch, s State, st Statement, at, now time.Time) (State, *Refusal) {
	refusal := cmp.Or(checkIdentity(l, st), checkContext(l, st), checkOrder(s.Session, st, at))
	if refusal == nil && st.Defined() {
		refusal = cmp.Or(checkVerb(l, s, st), checkResult(st), checkScore(l, st))
	}
	if refusal = cmp.Or(refusal, checkCategory(st)); refusal != nil {
		return s, refusal
	}
	return s.then(st, at, now), nil
}

// then is the state after a statement that was accepted.
func (s State) then(st Statement, at, now time.Time) State {
	if at.After(s.Session.Last) {
		s.Session.Last = at
	}
	if !st.Defined() {
		return s
	}
	s.Status = s.Status.after(st.Verb)
	switch st.Verb {
	case VerbInitialized:
		s.Session.Initialized = at
	case VerbTerminated:
		s.Session.Terminated, s.Session.Ended = at, now
	case VerbPassed, VerbFailed:
		s.Session.Judged = true
	}
	return s
}

// checkOrder holds "initialized" to be the first statement of the session and "terminated" the last,
// of any kind, by their timestamps (§7.1.1, §7.1.2, §7.1.3, §9.3).
func checkOrder(s Session, st Statement, at time.Time) *Refusal {
	begins := st.Defined() && st.Verb == VerbInitialized
	switch {
	case s.Initialized.IsZero() && !begins:
		return no("not_initialized", "9.3.2", "La première trace d’une session doit être « initialized ».")
	case s.Initialized.IsZero() && !s.PreferencesRead:
		return no("preferences_unread", "11.0", "Le contenu doit lire les préférences de l’apprenant avant de commencer.")
	case !s.Initialized.IsZero() && begins:
		return no("verb_repeated", "9.3.2", "La trace « initialized » a déjà été envoyée dans cette session.")
	case at.Before(s.Initialized):
		return no("before_initialized", "9.3", "La trace est datée d’avant le début de la session.")
	case !s.Terminated.IsZero() && at.After(s.Terminated):
		return no("after_terminated", "9.3.8", "La trace est datée d’après la fin de la session.")
	case !st.Defined() || st.Verb != VerbTerminated:
		return nil
	case !s.Terminated.IsZero():
		return no("verb_repeated", "9.3", "La trace « terminated » a déjà été envoyée dans cette session.")
	case at.Before(s.Last):
		return no("terminated_not_last", "9.3.8", "La trace « terminated » est datée d’avant une autre trace de la session.")
	}
	return nil
}
