package manifest

import (
	"strconv"
	"strings"
)

// reader fills m from the tree.
type reader struct {
	m        *Manifest
	names    names              // IDs of resources given so far
	anywhere map[string]string  // identifier as written -> ID of the first resource with it, sub-manifests included
	astray   map[string]astray  // by ID: resources whose address is no file of the package
	pending  []pending          // dependencies, resolved once every resource is known
	held     map[*node]struct{} // sub-manifests being unfolded: one that holds itself is cut
}

type astray struct {
	problem problem
	address string
}

type pending struct {
	resource int // index in Manifest.Resources
	scope    *scope
}

// scope is one manifest, the package's own or a sub-manifest (SCORM 1.2 and 2004 2nd and 3rd
// editions): identifiers are looked up in it first, then in those around it.
type scope struct {
	outer         *scope
	node          *node
	bases         []string
	resources     map[string]string // identifier as written -> ID in Manifest.Resources
	subs          map[string]*scope
	organizations []*node
	sequencings   map[string]*node // the sequencing collection
}

func (r *reader) read(root *node) error {
	r.names, r.anywhere = names{}, map[string]string{}
	r.astray, r.held = map[string]astray{}, map[*node]struct{}{}
	m := r.m
	m.ID, m.Version = root.get("identifier"), root.get("version")
	if err := r.detect(root); err != nil {
		return err
	}
	m.Metadata = readMetadata(root.child("metadata"))
	top := r.enter(nil, root)
	if len(top.organizations) == 0 {
		return invalid("no_organization",
			"Le manifeste ne contient aucune organisation : il ne dit pas quelles activités lancer, ni dans quel ordre.")
	}
	r.resolveDependencies()
	for _, n := range top.organizations {
		org, err := r.organization(top, n)
		if err != nil {
			return err
		}
		m.Organizations = append(m.Organizations, org)
	}
	m.Default = root.child("organizations").get("default")
	if m.Organization(m.Default) == nil {
		if m.Default != "" {
			r.warn("default_organization", m.Default, "L’organisation par défaut « %s » n’existe pas ; la première est utilisée.", m.Default)
		}
		m.Default = m.Organizations[0].ID
	}
	return r.checkLaunches()
}

// enter gathers what a manifest and its sub-manifests declare, before any item is read: an
// item may point at what comes later.
func (r *reader) enter(outer *scope, n *node) *scope {
	s := &scope{outer: outer, node: n, resources: map[string]string{}, subs: map[string]*scope{}, sequencings: map[string]*node{}}
	if outer != nil {
		s.bases = outer.bases
	}
	s.bases = addBase(s.bases, n)
	for _, c := range n.all("organizations") {
		s.organizations = append(s.organizations, c.all("organization")...)
	}
	for _, c := range n.all("sequencingCollection") {
		for _, seq := range c.all("sequencing") {
			s.sequencings[seq.get("ID")] = seq
		}
	}
	for _, c := range n.all("resources") {
		bases := addBase(s.bases, c)
		for _, res := range c.all("resource") {
			r.resource(s, bases, res)
		}
	}
	for _, c := range n.all("manifest") {
		sub := r.enter(s, c)
		if id := c.get("identifier"); s.subs[id] == nil {
			s.subs[id] = sub
		}
	}
	return s
}

func addBase(bases []string, n *node) []string {
	if base, ok := n.attr("base"); ok {
		return append(bases[:len(bases):len(bases)], base)
	}
	return bases
}

// find looks a resource up by the identifier that an item or a dependency gives: in its own
// manifest, then around it, then anywhere.
func (r *reader) find(s *scope, ref string) (id string, ok bool) {
	for at := s; at != nil; at = at.outer {
		if id, ok = at.resources[ref]; ok {
			return id, true
		}
	}
	id, ok = r.anywhere[ref]
	return id, ok
}

// manifest returns the sub-manifest with the identifier, here or around; nil when there is none.
func (s *scope) manifest(ref string) *scope {
	for at := s; at != nil; at = at.outer {
		if sub := at.subs[ref]; sub != nil {
			return sub
		}
	}
	return nil
}

// sequencing returns the element of the collection with the ID, here or around.
func (s *scope) sequencing(id string) *node {
	for at := s; at != nil; at = at.outer {
		if n := at.sequencings[id]; n != nil {
			return n
		}
	}
	return nil
}

// names gives each thing a name of its own: the one written, or that with a number after it.
// The value is the last number tried, so that a thousand things of one name cost a thousand.
type names map[string]int

func (n names) give(written string) string {
	free := written
	for {
		if _, taken := n[free]; free != "" && !taken {
			n[free] = 1
			return free
		}
		n[written] = max(n[written], 1) + 1
		free = written + "~" + strconv.Itoa(n[written])
	}
}

// resource reads one, giving it an ID of its own when another has its identifier.
func (r *reader) resource(s *scope, bases []string, n *node) {
	bases = addBase(bases, n)
	id := n.get("identifier")
	unique := r.names.give(id)
	if _, twice := s.resources[id]; twice {
		r.warn("duplicate_resource", id, "Deux ressources portent l’identifiant « %s » ; la première est utilisée.", id)
	} else {
		s.resources[id] = unique
	}
	if _, known := r.anywhere[id]; !known {
		r.anywhere[id] = unique
	}
	res := Resource{
		ID: unique, Type: n.get("type"), Href: n.get("href"),
		SCO:          strings.EqualFold(n.get("scormtype"), "sco"), // scormtype in 1.2, scormType in 2004
		PersistState: n.flag("persistState", false),
	}
	if res.Href != "" {
		r.address(&res, bases)
	}
	r.files(&res, bases, n)
	for _, d := range n.all("dependency") {
		if ref := d.get("identifierref"); ref != "" {
			res.Dependencies = append(res.Dependencies, ref)
		}
	}
	r.m.Resources = append(r.m.Resources, res)
	r.pending = append(r.pending, pending{len(r.m.Resources) - 1, s})
}

func (r *reader) address(res *Resource, bases []string) {
	p := resolve(bases, res.Href)
	res.Query = p.query
	if p.problem != fine {
		r.astray[res.ID] = astray{p.problem, strings.Join(bases, "") + res.Href}
		return
	}
	res.Path, res.Raw = p.path, p.raw
	if p.backslash {
		r.warn("backslash", res.Href, "L’adresse « %s » est écrite avec des barres obliques inverses ; elle a été lue comme « %s ».", res.Href, p.path)
	}
}

func (r *reader) files(res *Resource, bases []string, n *node) {
	seen := map[string]bool{}
	for _, f := range n.all("file") {
		href := f.get("href")
		p := resolve(addBase(bases, f), href)
		switch {
		case href == "" || seen[p.path]:
		case p.problem != fine:
			r.warn("file_ignored", href, "Le fichier « %s » n’est pas dans le paquet ; il a été ignoré.", href)
		default:
			seen[p.path] = true
			res.Files = append(res.Files, FileRef{Path: p.path, Raw: p.raw})
		}
	}
}

// resolveDependencies replaces identifiers by the IDs of what they mean.
func (r *reader) resolveDependencies() {
	for _, p := range r.pending {
		res := &r.m.Resources[p.resource]
		kept := res.Dependencies[:0]
		for _, ref := range res.Dependencies {
			if id, ok := r.find(p.scope, ref); ok {
				kept = append(kept, id)
				continue
			}
			r.warn("dependency_missing", ref, "La ressource « %s » dépend de « %s », qui n’existe pas.", res.ID, ref)
		}
		res.Dependencies = kept
	}
}
