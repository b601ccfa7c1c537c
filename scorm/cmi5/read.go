package cmi5

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"preau.education/preau/internal/fault"
)

// reader fills course from the tree, as CourseStructure.xsd has it: elements in its order,
// nothing in the specification's own name space that it does not name, extensions of other
// name spaces where it lets them stand (§13.1.5). It goes on after a problem, so that a
// designer learns of all of them at once.
type reader struct {
	course     *Course
	files      Files
	taken      map[string]*node // by ID: unique in the whole structure
	objectives map[string]bool
	problems   []fault.Field
}

// cursor reads the children of an element in the order of the schema.
type cursor struct {
	r         *reader
	of        *node
	rest      []*node
	misplaced bool // said once of an element
}

func (r *reader) children(n *node) *cursor {
	if strings.TrimSpace(string(n.text)) != "" {
		r.refuse(n, "", "structure_invalid", "l’élément « %s » contient du texte hors de ses éléments.", n.name)
	}
	return &cursor{r: r, of: n, rest: n.children}
}

// optional returns the next child if it has the name, else nil.
func (c *cursor) optional(name string) *node {
	if len(c.rest) == 0 || !c.rest[0].is(name) {
		return nil
	}
	n := c.rest[0]
	c.rest = c.rest[1:]
	return n
}

// required returns the next child if it has the name. If not, it says so and looks further,
// so that one misplaced element is not reported as many.
func (c *cursor) required(name string) *node {
	if n := c.optional(name); n != nil {
		return n
	}
	i := slices.IndexFunc(c.rest, func(n *node) bool { return n.is(name) })
	if i < 0 {
		c.r.refuse(c.of, "", "structure_invalid", "l’élément « %s » n’a pas d’élément « %s », qui est obligatoire.", c.of.name, name)
		return nil
	}
	n := c.rest[i]
	if !c.misplaced {
		c.misplaced = true
		c.r.refuse(n, "", "structure_invalid", "l’élément « %s » n’est pas à sa place dans « %s ».", name, c.of.name)
	}
	c.rest = slices.Concat(c.rest[:i], c.rest[i+1:])
	return n
}

// end holds what is left to be extensions.
func (c *cursor) end() {
	for _, n := range c.rest {
		if !n.foreign() {
			c.r.refuse(n, "", "structure_invalid", "l’élément « %s » n’est pas prévu à cet endroit de « %s ».", n.name, c.of.name)
		}
	}
}

// attributes refuses those without name space that are not named; others are extensions where
// the schema lets them stand.
func (r *reader) attributes(n *node, extensible bool, names ...string) {
	for _, a := range n.attrs {
		switch {
		case a.Name.Space == "" && slices.Contains(names, a.Name.Local), a.Name.Space == schemaInstance,
			extensible && a.Name.Space != "" && a.Name.Space != Namespace:
		default:
			r.refuse(n, a.Name.Local, "structure_invalid", "l’élément « %s » n’a pas d’attribut « %s ».", n.name, a.Name.Local)
		}
	}
}

func (r *reader) structure(root *node) {
	r.attributes(root, true)
	c := r.children(root)
	if n := c.required("course"); n != nil {
		r.attributes(n, true, "id")
		r.course.ID = r.identifier(n, "")
		inner := r.children(n)
		r.course.Title, r.course.Description = r.titled(inner)
		inner.end()
	}
	if n := c.optional("objectives"); n != nil {
		r.declared(n)
	}
	r.course.Children = r.body(c, "course_empty", "le cours ne contient aucune unité (AU) ni aucun bloc.")
	c.end()
}

// declared reads the objectives of the course.
func (r *reader) declared(n *node) {
	r.attributes(n, true)
	c := r.children(n)
	for o := c.required("objective"); o != nil; o = c.optional("objective") {
		r.attributes(o, false, "id")
		objective := Objective{ID: r.identifier(o, "duplicate_objective")}
		inner := r.children(o)
		if len(inner.rest) == 2 && inner.rest[0].is("description") { // either order (xs:all)
			inner.rest = []*node{inner.rest[1], inner.rest[0]}
		}
		objective.Title, objective.Description = r.titled(inner)
		for _, extra := range inner.rest {
			r.refuse(extra, "", "structure_invalid", "l’élément « %s » n’est pas prévu dans un objectif.", extra.name)
		}
		if objective.ID != "" {
			r.objectives[objective.ID] = true
		}
		r.course.Objectives = append(r.course.Objectives, objective)
	}
	c.end()
}

// body reads blocks and AUs, of which there must be one.
func (r *reader) body(c *cursor, code, empty string) []Node {
	var nodes []Node
	for {
		if n := c.optional("au"); n != nil {
			nodes = append(nodes, Node{AU: r.au(n)})
		} else if n := c.optional("block"); n != nil {
			nodes = append(nodes, Node{Block: r.block(n)})
		} else {
			break
		}
	}
	if len(nodes) == 0 {
		r.refuse(c.of, "", code, "%s", empty)
	}
	return nodes
}

func (r *reader) block(n *node) *Block {
	r.attributes(n, true, "id")
	b := &Block{ID: r.identifier(n, "duplicate_block")}
	c := r.children(n)
	b.Title, b.Description = r.titled(c)
	b.Objectives = r.references(c.optional("objectives"))
	b.Children = r.body(c, "structure_invalid", "le bloc ne contient aucune unité (AU) ni aucun bloc.")
	c.end()
	return b
}

func (r *reader) au(n *node) *AU {
	r.attributes(n, true, "id", "moveOn", "masteryScore", "launchMethod", "activityType")
	a := &AU{ID: r.identifier(n, "duplicate_au"), MoveOn: NotApplicable, LaunchMethod: AnyWindow}
	c := r.children(n)
	a.Title, a.Description = r.titled(c)
	a.Objectives = r.references(c.optional("objectives"))
	if u := c.required("url"); u != nil {
		r.attributes(u, false)
		r.url(u, a)
	}
	if p := c.optional("launchParameters"); p != nil {
		a.LaunchParameters = p.whole()
	}
	if k := c.optional("entitlementKey"); k != nil {
		a.EntitlementKey = k.whole()
	}
	c.end()
	if v, ok := n.attr("moveOn"); ok {
		a.MoveOn = MoveOn(v)
		if !a.MoveOn.valid() {
			r.refuse(n, "moveOn", "move_on", "« %s » n’est pas une valeur de moveOn.", v)
		}
	}
	if v, ok := n.attr("launchMethod"); ok {
		a.LaunchMethod = LaunchMethod(v)
		if a.LaunchMethod != AnyWindow && a.LaunchMethod != OwnWindow {
			r.refuse(n, "launchMethod", "launch_method", "« %s » n’est pas une valeur de launchMethod.", v)
		}
	}
	if v, ok := n.attr("masteryScore"); ok {
		a.MasteryScore = r.masteryScore(n, v)
	}
	if v, _ := n.attr("activityType"); v != "" {
		a.ActivityType = v
		if !isIRI(v) {
			r.refuse(n, "activityType", "iri_invalid", "« %s » n’est pas un IRI complet.", v)
		}
	}
	return a
}

// decimal is xs:decimal, which has no exponent.
var decimal = regexp.MustCompile(`^[+-]?(\d+(\.\d*)?|\.\d+)$`)

func (r *reader) masteryScore(n *node, written string) *float64 {
	score, err := strconv.ParseFloat(written, 64)
	if err != nil || !decimal.MatchString(written) || score < 0 || score > 1 {
		r.refuse(n, "masteryScore", "mastery_score", "le seuil de réussite « %s » n’est pas un nombre décimal entre 0 et 1.", written)
		return nil
	}
	if _, digits, _ := strings.Cut(strings.TrimRight(written, "0"), "."); len(digits) > 4 {
		r.warn(n, "mastery_score_precision", "le seuil de réussite « %s » a plus de quatre décimales.", written)
	}
	return &score
}

// identifier reads an id, which must be a full IRI (§3.0) that nothing else in the structure
// has (§13.1.2 to 4): what the platform makes of it is then unique too. duplicate is the code
// for one that is taken, "" for the course, which comes first.
func (r *reader) identifier(n *node, duplicate string) string {
	id, ok := n.attr("id")
	switch {
	case !ok:
		r.refuse(n, "id", "structure_invalid", "l’élément « %s » n’a pas d’identifiant.", n.name)
		return ""
	case !isIRI(id):
		r.refuse(n, "id", "iri_invalid", "l’identifiant « %s » n’est pas un IRI complet.", id)
	}
	if other, taken := r.taken[id]; taken {
		r.refuse(n, "id", duplicate, "l’identifiant « %s » est déjà celui de l’élément de la ligne %d.", id, other.line)
		return id
	}
	r.taken[id] = n
	return id
}

func (r *reader) titled(c *cursor) (title, description Text) {
	return r.text(c.required("title")), r.text(c.required("description"))
}

// language is xs:language.
var language = regexp.MustCompile(`^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`)

func (r *reader) text(n *node) Text {
	if n == nil {
		return nil
	}
	r.attributes(n, true)
	c := r.children(n)
	var t Text
	for s := c.required("langstring"); s != nil; s = c.optional("langstring") {
		r.attributes(s, true, "lang")
		r.simple(s)
		lang, ok := s.attr("lang")
		if ok && !language.MatchString(lang) {
			r.refuse(s, "lang", "structure_invalid", "« %s » n’est pas un code de langue.", lang)
		}
		t = append(t, LangString{Lang: lang, Value: strings.TrimSpace(string(s.text))})
	}
	c.end()
	return t
}

// simple refuses elements in an element that holds text.
func (r *reader) simple(n *node) {
	for _, c := range n.children {
		r.refuse(c, "", "structure_invalid", "l’élément « %s » ne contient que du texte, sans « %s ».", n.name, c.name)
	}
}

// references reads the objectives that a block or an AU refers to.
func (r *reader) references(n *node) []string {
	if n == nil {
		return nil
	}
	r.attributes(n, true)
	c := r.children(n)
	var ids []string
	for o := c.required("objective"); o != nil; o = c.optional("objective") {
		r.attributes(o, false, "idref")
		r.children(o).end()
		id, _ := o.attr("idref")
		if !r.objectives[id] {
			r.refuse(o, "idref", "objective_unknown", "l’objectif « %s » n’est pas dans la liste des objectifs du cours.", id)
			continue
		}
		ids = append(ids, id)
	}
	c.end()
	return ids
}
