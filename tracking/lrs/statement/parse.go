package statement

import "strings"

// Parse reads what was sent to the Statements resource: one statement, or an array of them, which
// may be empty. The first thing wrong refuses the whole; the error is then a *Problem, whose path
// begins with the index in a batch. Two statements of a batch may not have one id.
//
// What is returned shares the bytes of body.
func Parse(body []byte, v Version) (list []Statement, batch bool, err error) {
	d, p := read(body)
	if p != nil {
		return nil, false, p
	}
	c := checker{doc: d, version: v}
	if d.kind(0) != array {
		if p := c.check(0, aStatement); p != nil {
			return nil, false, p
		}
		return []Statement{d.statement(0)}, false, nil
	}
	list = make([]Statement, 0, d.nodes[0].count)
	ids := make(map[string]struct{}, d.nodes[0].count)
	for e := range d.children(0) {
		n := int32(len(list))
		if p := c.check(e, aStatement); p != nil {
			return nil, true, p.in(index(n))
		}
		s := d.statement(e)
		if _, again := ids[s.ID]; again && s.ID != "" {
			return nil, true, problem(index(n)+".id", "is that of another statement of the batch")
		}
		ids[s.ID] = struct{}{}
		list = append(list, s)
	}
	return list, true, nil
}

// statement says what a statement that was checked is about.
func (d *doc) statement(i int32) Statement {
	s := Statement{
		Raw:   d.bytes(i),
		ID:    strings.ToLower(d.str(i, "id")),
		Actor: d.agent(d.find(i, "actor")).Key(),
		Verb:  d.str(d.find(i, "verb"), "id"),
	}
	if c := d.find(i, "context"); c != 0 {
		s.Registration = strings.ToLower(d.str(c, "registration"))
	}
	if t := d.find(i, "timestamp"); t != 0 {
		s.Timestamp, _ = parseTime(d.text(t), V1) // checked, and what 2.0.0 takes 1.0.3 takes
	}
	if t := d.find(i, "stored"); t != 0 {
		s.Stored, _ = parseTime(d.text(t), V1)
	}
	s.Version = d.str(i, "version")
	if a := d.find(i, "authority"); a != 0 {
		s.Authority = d.bytes(a)
	}
	g := gatherer{doc: d, into: &s}
	g.gather(i, &g.agents)
	s.Agents, s.RelatedAgents, s.RelatedActivities = g.agents.list, g.related.list, g.activities.list
	if s.Target != "" && s.Verb == Voided {
		s.Voids = s.Target
	}
	return s
}

// gatherer collects the agents, activities and attachments of a statement.
type gatherer struct {
	*doc
	into            *Statement
	agents, related keys
	people          keys // key and name, of into.People
	activities      keys // ids
	definitions     keys // id and definition, of into.Activities
}

// gather reads a statement or sub-statement; its actor and its object go to agents.
func (g *gatherer) gather(i int32, agents *keys) {
	s := g.into
	g.actor(g.find(i, "actor"), agents)
	object := g.find(i, "object")
	switch kind, _ := g.resolve(object, anObject); kind {
	case anActivity:
		if agents == &g.agents {
			s.Object = g.str(object, "id")
		}
		g.activity(object)
	case anAgent, aGroup:
		g.actor(object, agents)
	case aReference:
		if agents == &g.agents {
			s.Target = strings.ToLower(g.str(object, "id"))
		}
	case aSubStatement:
		g.gather(object, &g.related)
	}
	if c := g.find(i, "context"); c != 0 {
		g.context(c)
	}
	if a := g.find(i, "attachments"); a != 0 {
		for e := range g.children(a) {
			g.attachment(e)
		}
	}
}

func (g *gatherer) context(i int32) {
	related := &g.related
	for m := range g.children(i) {
		switch g.key(m) {
		case "instructor", "team":
			g.actor(m, related)
		case "contextAgents":
			for e := range g.children(m) {
				g.actor(g.find(e, "agent"), related)
			}
		case "contextGroups":
			for e := range g.children(m) {
				g.actor(g.find(e, "group"), related)
			}
		case "contextActivities":
			for list := range g.children(m) {
				if g.kind(list) == object {
					g.activity(list)
					continue
				}
				for e := range g.children(list) {
					g.activity(e)
				}
			}
		}
	}
}

// actor adds an agent, or a group and its members. All that count as agents come before any
// that is related.
func (g *gatherer) actor(i int32, to *keys) {
	a := g.agent(i)
	if key := a.Key(); key != "" {
		if to == &g.agents || g.agents.find(key) < 0 {
			to.add(key)
		}
		if g.people.add(key + "\x00" + a.Name) {
			g.into.People = append(g.into.People, a)
		}
	}
	if m := g.find(i, "member"); m != 0 {
		for e := range g.children(m) {
			g.actor(e, to)
		}
	}
}

// activity adds an activity: once, or once more for each other definition that it is given.
func (g *gatherer) activity(i int32) {
	a := Activity{ID: g.str(i, "id")}
	if d := g.find(i, "definition"); d != 0 {
		a.Definition = g.bytes(d)
	}
	first := g.activities.add(a.ID)
	if !first && a.Definition == nil || !g.definitions.add(a.ID+"\x00"+string(a.Definition)) {
		return
	}
	g.into.Activities = append(g.into.Activities, a)
}

func (g *gatherer) attachment(i int32) {
	length, _ := g.integer(g.find(i, "length"))
	g.into.Attachments = append(g.into.Attachments, Attachment{
		SHA2:        strings.ToLower(g.str(i, "sha2")),
		ContentType: g.str(i, "contentType"),
		UsageType:   g.str(i, "usageType"),
		Length:      length,
		FileURL:     g.str(i, "fileUrl"),
	})
}
