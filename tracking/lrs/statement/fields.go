package statement

import "slices"

// The tables of this file are the data model of the specification (Data 2.4, and 9274.1.1 for
// what 2.0.0 adds). Checks, comparison and formats all read them.

// typ is what a value must be.
type typ uint8

// The types: plain ones, maps, objects, and choices between objects by their objectType.
const (
	aString typ = iota
	aBoolean
	aNumber
	anInteger
	aUUID
	anIRI
	anMbox
	aSHA1
	aSHA2
	aMediaType
	aLanguage
	aTimestamp
	aDuration
	aVersion
	anInteraction
	anything

	aLanguageMap
	extensions

	aStatement
	aSubStatement
	anAgent
	aGroup
	anAuthorityGroup
	anAccount
	aVerb
	anActivity
	aDefinition
	aComponent
	aReference
	aResult
	aScore
	aContext
	contextActivities
	aContextAgent
	aContextGroup
	anAttachment

	anActor
	anAuthority
	anObject
	aSubObject

	numTypes
)

// many is how many values a property takes.
type many uint8

const (
	one       many = iota
	list           // an array
	someOf         // an array that is not empty
	oneOrList      // a value, or an array of such
)

// weight is what a property counts for when two statements are compared (Data 2.3.1).
type weight uint8

const (
	counts  weight = iota
	ifBoth         // only when both have it: the store may have added it
	ignored        // not part of the statement
)

// field is a property of an object.
type field struct {
	key      string
	is       typ
	many     many
	required bool
	only     string // the one value that it may have
	since2   bool   // unknown to 1.0.3
	weight   weight
	anyOrder bool // its elements have no order
}

// spec says what values of a type are.
type spec struct {
	want   string // for messages: "an Activity"
	kind   kind
	text   func(s string, v Version) bool // strings: whether it has the format
	keys   func(key string) bool          // maps: whether a key has the format
	values typ                            // maps: what each value is
	fields []field                        // objects
	cases  map[string]typ                 // choices: by objectType, "" when there is none
}

var identifiers = []field{
	{key: "mbox", is: anMbox}, {key: "mbox_sha1sum", is: aSHA1}, {key: "openid", is: anIRI}, {key: "account", is: anAccount},
}

var statementFields = []field{
	{key: "actor", is: anActor, required: true},
	{key: "verb", is: aVerb, required: true},
	{key: "result", is: aResult},
	{key: "context", is: aContext},
	{key: "timestamp", is: aTimestamp, weight: ifBoth},
	{key: "attachments", is: anAttachment, many: list, weight: ignored},
}

var specs = [numTypes]spec{
	aString:       {want: "a string", kind: text},
	aBoolean:      {want: "true or false", kind: boolean},
	aNumber:       {want: "a number", kind: number},
	anInteger:     {want: "a whole number, not negative", kind: number},
	aUUID:         {want: "a UUID", kind: text, text: plain(IsUUID)},
	anIRI:         {want: "an absolute IRI", kind: text, text: plain(IsIRI)},
	anMbox:        {want: `"mailto:" and an address`, kind: text, text: plain(isMbox)},
	aSHA1:         {want: "a SHA-1 in hexadecimal", kind: text, text: plain(isSHA1)},
	aSHA2:         {want: "a SHA-2 in hexadecimal", kind: text, text: plain(isSHA2)},
	aMediaType:    {want: "a media type", kind: text, text: plain(isMediaType)},
	aLanguage:     {want: "a language tag (RFC 5646)", kind: text, text: plain(IsLanguage)},
	aTimestamp:    {want: "a timestamp (ISO 8601)", kind: text, text: isTimestamp},
	aDuration:     {want: "a duration (ISO 8601)", kind: text, text: plain(isDuration)},
	aVersion:      {want: "a version of the specification", kind: text, text: isVersion},
	anInteraction: {want: "an interaction type", kind: text, text: plain(isInteraction)},
	anything:      {want: "any value"},

	aLanguageMap: {want: "a language map", kind: object, keys: IsLanguage, values: aString},
	extensions:   {want: "an object of extensions", kind: object, keys: IsIRI, values: anything},

	aStatement: {want: "a Statement", kind: object, fields: slices.Concat(statementFields, []field{
		{key: "object", is: anObject, required: true},
		{key: "id", is: aUUID, weight: ifBoth},
		{key: "stored", is: aTimestamp, weight: ignored},
		{key: "authority", is: anAuthority, weight: ignored},
		{key: "version", is: aVersion, weight: ignored},
	})},
	aSubStatement: {want: "a SubStatement", kind: object, fields: slices.Concat(statementFields, []field{
		{key: "object", is: aSubObject, required: true},
		{key: "objectType", is: aString, required: true, only: "SubStatement"},
	})},

	anAgent: {want: "an Agent", kind: object, fields: slices.Concat(identifiers, []field{
		{key: "objectType", is: aString, only: "Agent"},
		{key: "name", is: aString},
	})},
	aGroup: {want: "a Group", kind: object, fields: slices.Concat(identifiers, []field{
		{key: "objectType", is: aString, required: true, only: "Group"},
		{key: "name", is: aString},
		{key: "member", is: anAgent, many: list, anyOrder: true},
	})},
	anAuthorityGroup: {want: "a Group of two Agents", kind: object, fields: []field{
		{key: "objectType", is: aString, required: true, only: "Group"},
		{key: "name", is: aString},
		{key: "member", is: anAgent, many: list, required: true, anyOrder: true},
	}},
	anAccount: {want: "an account", kind: object, fields: []field{
		{key: "homePage", is: anIRI, required: true},
		{key: "name", is: aString, required: true},
	}},
	aVerb: {want: "a Verb", kind: object, fields: []field{
		{key: "id", is: anIRI, required: true},
		{key: "display", is: aLanguageMap, weight: ignored},
	}},

	anActivity: {want: "an Activity", kind: object, fields: []field{
		{key: "objectType", is: aString, only: "Activity"},
		{key: "id", is: anIRI, required: true},
		{key: "definition", is: aDefinition, weight: ignored},
	}},
	aDefinition: {want: "an Activity Definition", kind: object, fields: []field{
		{key: "name", is: aLanguageMap},
		{key: "description", is: aLanguageMap},
		{key: "type", is: anIRI},
		{key: "moreInfo", is: anIRI},
		{key: "extensions", is: extensions},
		{key: "interactionType", is: anInteraction},
		{key: "correctResponsesPattern", is: aString, many: list},
		{key: "choices", is: aComponent, many: list},
		{key: "scale", is: aComponent, many: list},
		{key: "source", is: aComponent, many: list},
		{key: "target", is: aComponent, many: list},
		{key: "steps", is: aComponent, many: list},
	}},
	aComponent: {want: "an interaction component", kind: object, fields: []field{
		{key: "id", is: aString, required: true},
		{key: "description", is: aLanguageMap},
	}},
	aReference: {want: "a StatementRef", kind: object, fields: []field{
		{key: "objectType", is: aString, required: true, only: "StatementRef"},
		{key: "id", is: aUUID, required: true},
	}},

	aResult: {want: "a Result", kind: object, fields: []field{
		{key: "score", is: aScore},
		{key: "success", is: aBoolean},
		{key: "completion", is: aBoolean},
		{key: "response", is: aString},
		{key: "duration", is: aDuration},
		{key: "extensions", is: extensions},
	}},
	aScore: {want: "a Score", kind: object, fields: []field{
		{key: "scaled", is: aNumber},
		{key: "raw", is: aNumber},
		{key: "min", is: aNumber},
		{key: "max", is: aNumber},
	}},

	aContext: {want: "a Context", kind: object, fields: []field{
		{key: "registration", is: aUUID},
		{key: "instructor", is: anActor},
		{key: "team", is: aGroup},
		{key: "contextActivities", is: contextActivities},
		{key: "contextAgents", is: aContextAgent, many: list, since2: true},
		{key: "contextGroups", is: aContextGroup, many: list, since2: true},
		{key: "revision", is: aString},
		{key: "platform", is: aString},
		{key: "language", is: aLanguage},
		{key: "statement", is: aReference},
		{key: "extensions", is: extensions},
	}},
	contextActivities: {want: "an object of context Activities", kind: object, fields: []field{
		{key: "parent", is: anActivity, many: oneOrList},
		{key: "grouping", is: anActivity, many: oneOrList},
		{key: "category", is: anActivity, many: oneOrList},
		{key: "other", is: anActivity, many: oneOrList},
	}},
	aContextAgent: {want: "a contextAgent", kind: object, fields: []field{
		{key: "objectType", is: aString, required: true, only: "contextAgent"},
		{key: "agent", is: anAgent, required: true},
		{key: "relevantTypes", is: anIRI, many: someOf},
	}},
	aContextGroup: {want: "a contextGroup", kind: object, fields: []field{
		{key: "objectType", is: aString, required: true, only: "contextGroup"},
		{key: "group", is: aGroup, required: true},
		{key: "relevantTypes", is: anIRI, many: someOf},
	}},
	anAttachment: {want: "an Attachment", kind: object, fields: []field{
		{key: "usageType", is: anIRI, required: true},
		{key: "display", is: aLanguageMap, required: true},
		{key: "description", is: aLanguageMap},
		{key: "contentType", is: aMediaType, required: true},
		{key: "length", is: anInteger, required: true},
		{key: "sha2", is: aSHA2, required: true},
		{key: "fileUrl", is: anIRI},
	}},

	anActor:     {want: "an Agent or a Group", kind: object, cases: map[string]typ{"": anAgent, "Agent": anAgent, "Group": aGroup}},
	anAuthority: {want: "an Agent or a Group of two", kind: object, cases: map[string]typ{"": anAgent, "Agent": anAgent, "Group": anAuthorityGroup}},
	anObject: {want: "an Activity, an Agent, a Group, a SubStatement or a StatementRef", kind: object, cases: map[string]typ{
		"": anActivity, "Activity": anActivity, "Agent": anAgent, "Group": aGroup, "SubStatement": aSubStatement, "StatementRef": aReference}},
	aSubObject: {want: "an Activity, an Agent, a Group or a StatementRef", kind: object, cases: map[string]typ{
		"": anActivity, "Activity": anActivity, "Agent": anAgent, "Group": aGroup, "StatementRef": aReference}},
}

func plain(ok func(string) bool) func(string, Version) bool {
	return func(s string, _ Version) bool { return ok(s) }
}

func isTimestamp(s string, v Version) bool {
	_, ok := parseTime(s, v)
	return ok
}

func isDuration(s string) bool { return CheckDuration(s) == nil }

// resolve returns which of the types that t stands for the object is, by its objectType; t itself
// when t is no choice.
func (d *doc) resolve(i int32, t typ) (typ, bool) {
	cases := specs[t].cases
	if cases == nil {
		return t, true
	}
	chosen, known := cases[d.str(i, "objectType")]
	return chosen, known
}

// property returns the field of t that the key of member i names, nil when there is none.
func (d *doc) property(t typ, i int32) *field {
	fields := specs[t].fields
	for f := range fields {
		if d.hasKey(i, fields[f].key) {
			return &fields[f]
		}
	}
	return nil
}
