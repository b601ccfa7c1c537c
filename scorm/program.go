package scorm

import (
	"slices"
	"sync"

	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm/bundle"
	"preau.education/preau/scorm/manifest"
	"preau.education/preau/scorm/sequencing"
)

// program is a package ready to run. It does not change and is shared between requests.
type program struct {
	*Package
	// What follows is of SCORM. Packages that have units run by Package.Course.

	tree      *sequencing.Tree
	items     map[string]*manifest.Item
	resources map[string]*manifest.Resource
	leaves    []string // activities that are content, in order
	locks     map[string]condition
	shares    bool // it uses global objectives or shared data that outlive its attempts
}

// newProgram makes a package ready, as its kind has it. A kind that has no case of its own here
// is not run by SCORM's rules by mistake.
func (s *Service) newProgram(p *Package) (*program, error) {
	switch p.Kind {
	case bundle.KindSCORM:
		return newSequence(p)
	case bundle.KindCMI5, bundle.KindXAPI, bundle.KindH5P:
		return &program{Package: p}, nil
	}
	return nil, fault.New("scorm.newProgram", fault.Internal, "unknown_kind", "")
}

// newSequence makes a package of SCORM ready.
func newSequence(p *Package) (*program, error) {
	tree, err := ActivityTree(p.Standard, &p.Organization)
	if err != nil {
		return nil, fault.As("scorm.newSequence", fault.Invalid, "bad_organization", err)
	}
	c := &program{Package: p, tree: tree, items: map[string]*manifest.Item{}, resources: map[string]*manifest.Resource{}, locks: map[string]condition{}}
	for i := range p.Resources {
		c.resources[p.Resources[i].ID] = &p.Resources[i]
	}
	p.Organization.Walk(func(it *manifest.Item) bool {
		c.items[it.ID] = it
		c.shares = c.shares || len(it.Data) > 0 && p.Organization.SharedDataGlobalToSystem ||
			p.Organization.ObjectivesGlobalToSystem && mapsGlobals(it)
		if len(it.Children) == 0 {
			c.leaves = append(c.leaves, it.ID)
		}
		if p.Standard == manifest.SCORM12 && it.Prerequisites != "" {
			if lock, ok := readCondition(it.Prerequisites); ok {
				c.locks[it.ID] = lock
			}
		}
		return true
	})
	return c, nil
}

// mapsGlobals says whether an activity reads or writes global objectives.
func mapsGlobals(it *manifest.Item) bool {
	return slices.ContainsFunc(it.Sequencing.Objectives, func(o manifest.Objective) bool { return len(o.Maps) > 0 })
}

// sco says whether an activity's content calls the run-time; else it is an asset.
func (c *program) sco(item string) bool {
	it := c.items[item]
	if it == nil {
		return false
	}
	r := c.resources[it.Resource]
	return r != nil && r.SCO
}

// address is what launches an activity, from the package's root; "" for a mere heading.
func (c *program) address(item string) string {
	it := c.items[item]
	if it == nil {
		return ""
	}
	r := c.resources[it.Resource]
	if r == nil {
		return ""
	}
	return manifest.LaunchAddress(r, c.Launches[r.ID], it.Parameters)
}

// single says whether the package is one content alone.
func (c *program) single() bool { return len(c.leaves) == 1 }

// programs keeps the packages that run ready: a learner's commit then parses nothing.
type programs struct {
	mu    sync.Mutex // guards the fields below
	kept  map[string]*program
	order []string // the least recently added first
}

// maxPrograms is how many packages are kept ready: tens of kilobytes each.
const maxPrograms = 200

func (k *programs) get(id string) *program {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.kept[id]
}

func (k *programs) put(c *program) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept == nil {
		k.kept = map[string]*program{}
	}
	if k.kept[c.ID] == nil {
		k.order = append(k.order, c.ID)
	}
	k.kept[c.ID] = c
	if len(k.order) > maxPrograms {
		delete(k.kept, k.order[0])
		k.order = k.order[1:]
	}
}
