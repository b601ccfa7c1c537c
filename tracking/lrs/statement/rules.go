package statement

import (
	"math"
	"slices"
)

// Voided is the verb by which a statement voids another (Data 2.3.2).
const Voided = "http://adlnet.gov/expapi/verbs/voided"

// rules say, by type, what the tables do not: they are asked once the table is satisfied.
var rules = [numTypes]func(d *doc, i int32) *Problem{
	anInteger:        checkInteger,
	aStatement:       checkStatement,
	aSubStatement:    checkStatement,
	anAgent:          checkAgent,
	aGroup:           checkGroup,
	anAuthorityGroup: checkAuthority,
	aDefinition:      checkDefinition,
	aScore:           checkScore,
	anAttachment:     checkAttachment,
}

// checkStatement holds what concerns several properties of a statement or sub-statement.
func checkStatement(d *doc, i int32) *Problem {
	object := d.find(i, "object")
	kind, _ := d.resolve(object, anObject)
	if d.str(d.find(i, "verb"), "id") == Voided && kind != aReference {
		return problem("object.objectType", "must be StatementRef in a statement that voids another")
	}
	context := d.find(i, "context")
	if context == 0 || kind == anActivity {
		return nil
	}
	for _, key := range []string{"revision", "platform"} {
		if d.find(context, key) != 0 {
			return problem("context."+key, "goes only with an object that is an Activity")
		}
	}
	return nil
}

// identifier returns the member that identifies the agent or group; more says that there are several.
func (d *doc) identifier(i int32) (member int32, more bool) {
	for m := range d.children(i) {
		for f := range identifiers {
			if !d.hasKey(m, identifiers[f].key) {
				continue
			}
			if member != 0 {
				return m, true
			}
			member = m
		}
	}
	return member, false
}

func checkIdentifier(d *doc, i int32) (found bool, p *Problem) {
	m, more := d.identifier(i)
	if more {
		return true, problem(d.segment(m), "is a second identifier: there must be one of mbox, mbox_sha1sum, openid and account")
	}
	return m != 0, nil
}

func checkAgent(d *doc, i int32) *Problem {
	found, p := checkIdentifier(d, i)
	if !found {
		return problem("", "needs one of mbox, mbox_sha1sum, openid and account")
	}
	return p
}

// checkGroup: a group is identified, or it lists its members.
func checkGroup(d *doc, i int32) *Problem {
	found, p := checkIdentifier(d, i)
	if found {
		return p
	}
	if m := d.find(i, "member"); m == 0 || d.nodes[m].count == 0 {
		return problem("member", "is missing: a group without identifier lists its members")
	}
	return nil
}

// checkAuthority: a group as authority is an OAuth consumer, which has an account, and a user (Data 2.4.9).
func checkAuthority(d *doc, i int32) *Problem {
	members := d.find(i, "member")
	if d.nodes[members].count != 2 {
		return problem("member", "must be two Agents: an OAuth consumer and a user")
	}
	for m := range d.children(members) {
		if d.find(m, "account") != 0 {
			return nil
		}
	}
	return problem("member", "must hold an OAuth consumer, identified by its account")
}

// checkDefinition: interaction properties go with an interaction type, component lists with theirs.
func checkDefinition(d *doc, i int32) *Problem {
	interaction := d.str(i, "interactionType")
	for m := range d.children(i) {
		f := d.property(aDefinition, m)
		if f.is != aComponent {
			if f.key == "correctResponsesPattern" && interaction == "" {
				return problem("interactionType", "is missing")
			}
			continue
		}
		if interaction == "" {
			return problem("interactionType", "is missing")
		}
		if !slices.Contains(components[interaction], f.key) {
			return problem(f.key, "does not go with the interaction type "+interaction)
		}
		if p := checkComponents(d, m); p != nil {
			return p.in(f.key)
		}
	}
	return nil
}

// checkComponents: ids are distinct within a list.
func checkComponents(d *doc, list int32) *Problem {
	seen := make(map[string]struct{}, d.nodes[list].count)
	n := int32(0)
	for e := range d.children(list) {
		id := d.str(e, "id")
		if _, again := seen[id]; again {
			return problem(index(n)+".id", "is that of another component of the list")
		}
		seen[id] = struct{}{}
		n++
	}
	return nil
}

// checkScore: scaled from -1 to 1, min below max, raw between them (Data 2.4.5.1).
func checkScore(d *doc, i int32) *Problem {
	value := func(key string, without float64) float64 {
		if m := d.find(i, key); m != 0 {
			return d.float(m)
		}
		return without
	}
	scaled, raw := value("scaled", 0), value("raw", math.NaN())
	least, most := value("min", math.Inf(-1)), value("max", math.Inf(1))
	switch {
	case scaled < -1 || scaled > 1:
		return problem("scaled", "must be between -1 and 1")
	case least >= most:
		return problem("min", "must be less than max")
	case raw < least:
		return problem("raw", "must not be less than min")
	case raw > most:
		return problem("raw", "must not be more than max")
	}
	return nil
}

func checkInteger(d *doc, i int32) *Problem {
	if _, ok := d.integer(i); !ok {
		return problem("", "must be "+specs[anInteger].want)
	}
	return nil
}

// checkAttachment: a signature is an octet stream (Data 2.6).
func checkAttachment(d *doc, i int32) *Problem {
	if d.str(i, "usageType") == SignatureUsage && d.str(i, "contentType") != "application/octet-stream" {
		return problem("contentType", "must be application/octet-stream for a signature")
	}
	return nil
}
