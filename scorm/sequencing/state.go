package sequencing

import "time"

// State is what one learner has done in one tree, and where they are: the tracking model
// of the SN book, chapter 4. The zero State is that of someone who has not begun. It
// holds identifiers rather than keys (they may contain dots, which stores dislike), and
// only what differs from the beginning.
type State struct {
	Current    string     `json:"current,omitempty" bson:"current,omitempty"`     // the Current Activity
	Suspended  string     `json:"suspended,omitempty" bson:"suspended,omitempty"` // the Suspended Activity
	Activities []Tracking `json:"activities,omitempty" bson:"activities,omitempty"`
	Globals    []Global   `json:"globals,omitempty" bson:"globals,omitempty"`
}

// Tracking is what is known of one activity.
type Tracking struct {
	ID         string     `json:"id" bson:"id"`
	Attempts   int        `json:"attempts,omitempty" bson:"attempts,omitempty"`
	Active     bool       `json:"active,omitempty" bson:"active,omitempty"`
	Suspended  bool       `json:"suspended,omitempty" bson:"suspended,omitempty"`
	Available  []string   `json:"available,omitempty" bson:"available,omitempty"` // the children, when selected or shuffled
	Objectives []Progress `json:"objectives,omitempty" bson:"objectives,omitempty"`

	Within int   `json:"within,omitempty" bson:"within,omitempty"` // the attempt on the parent in which its last one began
	Stated Field `json:"stated,omitempty" bson:"stated,omitempty"` // what the content has set itself in the attempt

	StartedAt time.Time `json:"startedAt,omitzero" bson:"startedAt,omitempty"` // the first attempt
	AttemptAt time.Time `json:"attemptAt,omitzero" bson:"attemptAt,omitempty"` // the current or last one
	Seconds   float64   `json:"seconds,omitempty" bson:"seconds,omitempty"`    // spent in the current or last one
	Before    float64   `json:"before,omitempty" bson:"before,omitempty"`      // seconds spent in those before
}

// Progress is what is known of an objective of an activity. The primary objective is
// the one whose place in the definition is the first, whatever its id.
type Progress struct {
	ID     string `json:"id,omitempty" bson:"id,omitempty"`
	Values `bson:",inline"`
}

// Global is what is known of a global objective.
type Global struct {
	ID     string `json:"id" bson:"id"`
	Values `bson:",inline"`
}

// Env is what the world brings to a pure decision. The zero Env has no clock, so that
// limits of time are not enforced, and no chance, so that nothing is shuffled.
type Env struct {
	Now    time.Time
	Random func(n int) int // uniform in 0…n-1, as math/rand/v2's IntN
}

// Begin returns the state of a new attempt on the tree by someone whose last state was
// the one given: its children are selected and shuffled, and the global objectives stay
// when the tree says that they outlive it.
func Begin(t *Tree, last State, env Env) State {
	var s State
	if t.GlobalToSystem {
		s.Globals = last.Globals
	}
	r := load(t, s, env)
	for a := range r.nodes {
		r.arrange(a, true)
	}
	return r.state()
}
