package sequencing

// Field names one piece of information of an objective; several may be or-ed.
type Field uint8

// The fields that an objective's maps read and write.
const (
	FieldSatisfied Field = 1 << iota
	FieldMeasure
	FieldRaw
	FieldMin
	FieldMax
	FieldCompletion
	FieldProgress

	// DefaultRead is what a map reads unless it says otherwise: everything.
	DefaultRead = FieldSatisfied | FieldMeasure | FieldRaw | FieldMin | FieldMax | FieldCompletion | FieldProgress

	objectiveFields = FieldSatisfied | FieldMeasure | FieldRaw | FieldMin | FieldMax
	progressFields  = FieldCompletion | FieldProgress
)

// fields lists them one by one.
var fields = [...]Field{FieldSatisfied, FieldMeasure, FieldRaw, FieldMin, FieldMax, FieldCompletion, FieldProgress}

// Map connects a local objective to a global one (SN 3.6.3, and ADL's extension of it).
type Map struct {
	Target string // the global objective's id
	Read   Field  // what the local objective takes from it
	Write  Field  // what it gives to it
}

// Objective is the definition of an objective of an activity (SN 3.6).
type Objective struct {
	ID                 string // may be empty for the primary one
	SatisfiedByMeasure bool
	MinMeasure         float64 // the passing measure, -1 to 1; 1 unless said
	Maps               []Map
}

// Truth is a fact that may be unknown.
type Truth uint8

// The truths.
const (
	Unknown Truth = iota
	True
	False
)

// String returns "unknown", "true" or "false".
func (t Truth) String() string { return [...]string{"unknown", "true", "false"}[t%3] }

// known tells whether it is true or false.
func (t Truth) known() bool { return t != Unknown }

// not is the negation of three-valued logic.
func (t Truth) not() Truth {
	switch t {
	case True:
		return False
	case False:
		return True
	}
	return Unknown
}

// truth turns a boolean into a Truth.
func truth(b bool) Truth {
	if b {
		return True
	}
	return False
}

// Values is what is known of an objective: of an activity's own, or of a global one.
// For the primary objective Completion and Progress are the activity's attempt
// completion status and amount. A nil number is an unknown one.
type Values struct {
	Satisfied  Truth    `json:"satisfied,omitempty" bson:"satisfied,omitempty"`
	Measure    *float64 `json:"measure,omitempty" bson:"measure,omitempty"` // score.scaled, -1 to 1
	Raw        *float64 `json:"raw,omitempty" bson:"raw,omitempty"`
	Min        *float64 `json:"min,omitempty" bson:"min,omitempty"`
	Max        *float64 `json:"max,omitempty" bson:"max,omitempty"`
	Completion Truth    `json:"completion,omitempty" bson:"completion,omitempty"`
	Progress   *float64 `json:"progress,omitempty" bson:"progress,omitempty"` // 0 to 1
}

// number returns the place of a numeric field.
func (v *Values) number(f Field) **float64 {
	switch f {
	case FieldMeasure:
		return &v.Measure
	case FieldRaw:
		return &v.Raw
	case FieldMin:
		return &v.Min
	case FieldMax:
		return &v.Max
	}
	return &v.Progress
}

// status returns the place of a truth field, nil for a numeric one.
func (v *Values) status(f Field) *Truth {
	switch f {
	case FieldSatisfied:
		return &v.Satisfied
	case FieldCompletion:
		return &v.Completion
	}
	return nil
}

// has tells whether the field is known.
func (v *Values) has(f Field) bool {
	if s := v.status(f); s != nil {
		return s.known()
	}
	return *v.number(f) != nil
}

// same tells whether the field has one value in both.
func (v *Values) same(w *Values, f Field) bool {
	if s := v.status(f); s != nil {
		return *s == *w.status(f)
	}
	a, b := *v.number(f), *w.number(f)
	return a == b || a != nil && b != nil && *a == *b
}

// take copies the field from w.
func (v *Values) take(w *Values, f Field) {
	if s := v.status(f); s != nil {
		*s = *w.status(f)
		return
	}
	*v.number(f) = *w.number(f)
}
