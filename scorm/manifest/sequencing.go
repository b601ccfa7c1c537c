package manifest

// Sequencing is what imsss:sequencing and its adlseq extensions say of one activity, with
// the defaults of IMS Simple Sequencing 1.0 and the ADL extensions (4th edition CAM §5) for
// all that they leave out. Words are the vocabulary's own ("noOp", "hiddenFromChoice"…).
// An element of the sequencing collection named by IDRef has been merged in: what the
// activity says itself wins, element by element (CAM §5.1.1).
type Sequencing struct {
	Stated        bool // the activity has a sequencing element; false means defaults all through
	Control       ControlMode
	Pre           []Rule
	Exit          []Rule
	Post          []Rule
	Limits        Limits
	Rollup        Rollup
	Objectives    []Objective // the primary one first; always at least that one
	Randomization Randomization
	Delivery      Delivery
	Choice        ConstrainedChoice
	Consider      RollupConsiderations
}

// ControlMode is imsss:controlMode.
type ControlMode struct {
	Choice            bool // default true
	ChoiceExit        bool // default true
	Flow              bool // default false
	ForwardOnly       bool // default false
	CurrentObjectives bool // useCurrentAttemptObjectiveInfo, default true
	CurrentProgress   bool // useCurrentAttemptProgressInfo, default true
}

// Rule is a preConditionRule, exitConditionRule or postConditionRule.
type Rule struct {
	Combination string // "all" (default) or "any"
	Conditions  []Condition
	Action      string // "skip", "disabled", "hiddenFromChoice", "stopForwardTraversal", "exit", "exitParent", "exitAll", "retry", "retryAll", "continue", "previous"
}

// Condition is a ruleCondition, or a rollupCondition (which has neither objective nor threshold).
type Condition struct {
	Condition string  // "satisfied", "completed", "always"…
	Not       bool    // operator="not"
	Objective string  // referencedObjective; "" is the primary objective
	Threshold float64 // measureThreshold, -1..1, default 0
}

// Limits is imsss:limitConditions. Durations are ISO 8601 as written, dates xs:dateTime.
type Limits struct {
	Attempts                    *int // attemptLimit; nil is unlimited
	AttemptAbsoluteDuration     string
	AttemptExperiencedDuration  string
	ActivityAbsoluteDuration    string
	ActivityExperiencedDuration string
	Begin                       string
	End                         string
}

// Rollup is imsss:rollupRules.
type Rollup struct {
	ObjectiveSatisfied bool    // rollupObjectiveSatisfied, default true
	ProgressCompletion bool    // rollupProgressCompletion, default true
	MeasureWeight      float64 // objectiveMeasureWeight, 0..1, default 1
	Rules              []RollupRule
}

// RollupRule is one imsss:rollupRule.
type RollupRule struct {
	Children       string // childActivitySet: "all" (default), "any", "none", "atLeastCount", "atLeastPercent"
	MinimumCount   int    // default 0
	MinimumPercent float64
	Combination    string // "any" (default) or "all"
	Conditions     []Condition
	Action         string // "satisfied", "notSatisfied", "completed", "incomplete"
}

// Objective is imsss:primaryObjective or imsss:objective, with its maps.
type Objective struct {
	ID                 string // "" only for a primary objective that has none
	Primary            bool
	SatisfiedByMeasure bool    // default false
	MinMeasure         float64 // minNormalizedMeasure, -1..1, default 1
	Maps               []ObjectiveMap
}

// ObjectiveMap ties an objective to a global one: imsss:mapInfo, adlseq:mapInfo (4th edition),
// or both when they name the same target. In the element that is there, reads are true unless
// said and writes false; the reads of an element that is absent are true too, as an objective
// map's defaults are (SN 4th edition §3.10.3), and IMS and ADL say which was there.
type ObjectiveMap struct {
	Target   string
	IMS, ADL bool

	ReadSatisfied, ReadMeasure   bool
	WriteSatisfied, WriteMeasure bool

	ReadRaw, ReadMin, ReadMax, ReadCompletion, ReadProgress      bool
	WriteRaw, WriteMin, WriteMax, WriteCompletion, WriteProgress bool
}

// Randomization is imsss:randomizationControls.
type Randomization struct {
	Timing          string // randomizationTiming: "never" (default), "once", "onEachNewAttempt"
	SelectCount     int    // 0 is all
	ReorderChildren bool   // default false
	SelectionTiming string // "never" (default), "once", "onEachNewAttempt"
}

// Delivery is imsss:deliveryControls.
type Delivery struct {
	Tracked                bool // default true
	CompletionSetByContent bool // default false
	ObjectiveSetByContent  bool // default false
}

// ConstrainedChoice is adlseq:constrainedChoiceConsiderations.
type ConstrainedChoice struct {
	PreventActivation bool // default false
	ConstrainChoice   bool // default false
}

// RollupConsiderations is adlseq:rollupConsiderations. The words are "always" (default),
// "ifAttempted", "ifNotSkipped", "ifNotSuspended".
type RollupConsiderations struct {
	RequiredForSatisfied        string
	RequiredForNotSatisfied     string
	RequiredForCompleted        string
	RequiredForIncomplete       string
	MeasureSatisfactionIfActive bool // default true
}
