package statement

// checker holds a document to the tables.
type checker struct {
	*doc
	version Version
}

// check says what is wrong with the value if it is to be a t.
func (c *checker) check(i int32, t typ) *Problem {
	s := &specs[t]
	switch {
	case t == anything:
		return nil
	case c.kind(i) == null:
		return problem("", "must be "+s.want+", not null")
	case c.kind(i) != s.kind:
		return problem("", "must be "+s.want)
	case s.text != nil && !s.text(c.text(i), c.version):
		return problem("", "must be "+s.want)
	case s.keys != nil:
		return c.checkMap(i, s)
	case s.cases != nil:
		return c.checkCase(i, t)
	case s.fields != nil:
		if p := c.checkFields(i, t); p != nil {
			return p
		}
	}
	if rule := rules[t]; rule != nil {
		return rule(c.doc, i)
	}
	return nil
}

func (c *checker) checkMap(i int32, s *spec) *Problem {
	for m := range c.children(i) {
		if !s.keys(c.key(m)) {
			return problem(c.segment(m), "is not a key of "+s.want)
		}
		if p := c.check(m, s.values); p != nil {
			return p.in(c.segment(m))
		}
	}
	return nil
}

func (c *checker) checkCase(i int32, t typ) *Problem {
	if o := c.find(i, "objectType"); o != 0 {
		if p := c.check(o, aString); p != nil {
			return p.in("objectType")
		}
		if c.text(o) == "" {
			return problem("objectType", "must not be empty")
		}
	}
	chosen, known := c.resolve(i, t)
	if !known {
		return problem("objectType", "must be that of "+specs[t].want)
	}
	return c.check(i, chosen)
}

func (c *checker) checkFields(i int32, t typ) *Problem {
	for m := range c.children(i) {
		f := c.property(t, m)
		if f == nil || f.since2 && c.version == V1 {
			return problem(c.segment(m), "is not a property of "+specs[t].want)
		}
		if p := c.checkField(m, f); p != nil {
			return p.in(c.segment(m))
		}
	}
	fields := specs[t].fields
	for f := range fields {
		if fields[f].required && c.find(i, fields[f].key) == 0 {
			return problem(fields[f].key, "is missing")
		}
	}
	return nil
}

func (c *checker) checkField(m int32, f *field) *Problem {
	if f.many == one || f.many == oneOrList && c.kind(m) != array {
		if p := c.check(m, f.is); p != nil {
			return p
		}
		if f.only != "" && c.text(m) != f.only {
			return problem("", "must be "+f.only)
		}
		return nil
	}
	if c.kind(m) != array {
		return problem("", "must be an array, each element "+specs[f.is].want)
	}
	if f.many == someOf && c.nodes[m].count == 0 {
		return problem("", "must not be empty")
	}
	n := int32(0)
	for e := range c.children(m) {
		if p := c.check(e, f.is); p != nil {
			return p.in(index(n))
		}
		n++
	}
	return nil
}
