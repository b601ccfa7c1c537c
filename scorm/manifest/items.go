package manifest

import (
	"strconv"
	"strings"
)

// maxUnfolded bounds the items of a package: a sub-manifest that several items point at is
// unfolded once for each, which a hostile manifest could use to grow.
const maxUnfolded = 50_000

// tree is the reading of one organization.
type tree struct {
	*reader
	names names
	count int
}

func (r *reader) organization(s *scope, n *node) (Organization, error) {
	t := &tree{reader: r, names: names{}}
	org := Organization{
		ID: n.get("identifier"), Title: n.value("title"), Structure: n.get("structure"),
		Sequencing:               r.sequencing(s, n.child("sequencing")),
		CompletionThreshold:      r.completionThreshold(n),
		ObjectivesGlobalToSystem: n.flag("objectivesGlobalToSystem", true),
		SharedDataGlobalToSystem: n.flag("sharedDataGlobalToSystem", true),
	}
	if org.Structure == "" {
		org.Structure = "hierarchical"
	}
	t.names.give(org.ID)
	var err error
	org.Children, err = t.items(s, n)
	return org, err
}

func (t *tree) items(s *scope, parent *node) ([]Item, error) {
	var items []Item
	for _, n := range parent.all("item") {
		item, err := t.item(s, n)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

func (t *tree) item(s *scope, n *node) (Item, error) {
	if t.count++; t.count > maxUnfolded {
		return Item{}, invalid("manifest_too_long", "Le manifeste décrit trop d’activités.")
	}
	item := Item{
		ID: t.identifier(n.get("identifier")), Title: n.value("title"),
		Visible: n.flag("isvisible", true), Parameters: n.get("parameters"),
		Prerequisites: n.value("prerequisites"), MaxTimeAllowed: n.value("maxtimeallowed"),
		TimeLimitAction: strings.ToLower(n.value("timelimitaction")), DataFromLMS: n.value("datafromlms"),
		CompletionThreshold: t.completionThreshold(n),
		Sequencing:          t.sequencing(s, n.child("sequencing")),
		HideUI:              hiddenUI(n.child("presentation")),
		Data:                dataMaps(n.child("data")),
	}
	item.MasteryScore = t.masteryScore(item.ID, n.value("masteryscore"))
	var err error
	if item.Children, err = t.items(s, n); err != nil {
		return Item{}, err
	}
	return item, t.target(s, &item, n.get("identifierref"))
}

// target finds what an item's identifierref means: a resource, or a sub-manifest whose
// organization becomes its children.
func (t *tree) target(s *scope, item *Item, ref string) error {
	if ref == "" {
		return nil
	}
	if id, ok := t.find(s, ref); ok {
		if len(item.Children) > 0 {
			// Only leaves are delivered (2004 CAM §3.4.1.8); 1.2 content does both, and there the
			// resource is a page of introduction.
			t.warn("cluster_with_resource", item.ID, "L’activité « %s » a des sous-activités et une ressource.", item.Title)
		}
		item.Resource = id
		return nil
	}
	sub := s.manifest(ref)
	if sub == nil {
		return invalidf("resource_missing", "L’activité « %s » pointe sur la ressource « %s », qui n’existe pas dans le manifeste.", item.Title, ref)
	}
	if _, inside := t.held[sub.node]; inside || len(sub.organizations) == 0 {
		return invalidf("resource_missing", "L’activité « %s » pointe sur le sous-manifeste « %s », qui n’a pas d’activités.", item.Title, ref)
	}
	t.held[sub.node] = struct{}{}
	defer delete(t.held, sub.node)
	org := sub.organizations[0]
	def := sub.node.child("organizations").get("default")
	for _, o := range sub.organizations {
		if o.get("identifier") == def {
			org = o
		}
	}
	children, err := t.items(sub, org)
	if err != nil {
		return err
	}
	if item.Title == "" {
		item.Title = org.value("title")
	}
	item.Children = append(item.Children, children...)
	return nil
}

// identifier keeps activities of one tree apart, because progress is kept by them.
func (t *tree) identifier(written string) string {
	id := t.names.give(written)
	if id != written && written != "" {
		t.warn("duplicate_item", written, "Deux activités portent l’identifiant « %s » ; la seconde a été renommée « %s ».", written, id)
	}
	return id
}

func (t *tree) masteryScore(item, written string) *float64 {
	if written == "" {
		return nil
	}
	score, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSuffix(written, "%"), ",", "."), 64)
	if err != nil || score < 0 || score > 100 {
		t.warn("mastery_score", item, "Le score de réussite « %s » n’est pas un nombre de 0 à 100 ; il a été ignoré.", written)
		return nil
	}
	return &score
}

func (r *reader) completionThreshold(n *node) CompletionThreshold {
	c := CompletionThreshold{MinMeasure: 1, Weight: 1}
	e := n.child("completionThreshold")
	if e == nil {
		return c
	}
	if v, err := strconv.ParseFloat(strings.TrimSpace(string(e.text)), 64); err == nil && v >= 0 && v <= 1 {
		c.ByMeasure, c.MinMeasure = true, v
	}
	c.ByMeasure = e.flag("completedByMeasure", c.ByMeasure)
	c.MinMeasure = r.measure(e, "minProgressMeasure", c.MinMeasure, 0)
	c.Weight = r.measure(e, "progressWeight", c.Weight, 0)
	return c
}

func hiddenUI(presentation *node) []string {
	var hidden []string
	for _, n := range presentation.child("navigationInterface").all("hideLMSUI") {
		if v := strings.TrimSpace(string(n.text)); v != "" {
			hidden = append(hidden, v)
		}
	}
	return hidden
}

func dataMaps(data *node) []DataMap {
	var maps []DataMap
	for _, n := range data.all("map") {
		if target := n.get("targetID"); target != "" {
			maps = append(maps, DataMap{Target: target, Read: n.flag("readSharedData", true), Write: n.flag("writeSharedData", true)})
		}
	}
	return maps
}

// checkLaunches refuses an organization that launches nothing, or something that is not in
// the package. The other organizations are never run: what is wrong there is a warning.
func (r *reader) checkLaunches() error {
	byID := make(map[string]*Resource, len(r.m.Resources))
	for i := range r.m.Resources {
		byID[r.m.Resources[i].ID] = &r.m.Resources[i]
	}
	for i := range r.m.Organizations {
		org := &r.m.Organizations[i]
		launches := 0
		var wrong error
		org.Walk(func(item *Item) bool {
			res := byID[item.Resource]
			if res == nil {
				return true
			}
			if wrong = r.checkLaunch(item, res); wrong != nil {
				return false
			}
			launches++
			return true
		})
		if wrong == nil && launches == 0 {
			wrong = invalidf("no_activity", "L’organisation « %s » ne contient aucune activité à lancer.", org.Title)
		}
		if wrong != nil && org.ID == r.m.Default {
			return wrong
		}
		if wrong != nil {
			r.warn("organization_unusable", org.ID, "L’organisation « %s », qui n’est pas celle par défaut, ne peut pas être lancée.", org.Title)
		}
	}
	return nil
}

func (r *reader) checkLaunch(item *Item, res *Resource) error {
	lost := r.astray[res.ID]
	switch {
	case lost.problem == external:
		return invalidf("launch_external", "L’activité « %s » se lance à une adresse extérieure au paquet : %s. Le contenu doit être dans le paquet.", item.Title, lost.address)
	case lost.problem == script:
		return invalidf("launch_script", "L’activité « %s » se lance par du code au lieu d’un fichier : %s.", item.Title, lost.address)
	case lost.problem == outside:
		return invalidf("launch_outside", "L’activité « %s » se lance par un fichier situé hors du paquet : %s.", item.Title, lost.address)
	case res.Path == "":
		return invalidf("launch_missing", "L’activité « %s » pointe sur la ressource « %s », qui ne dit pas quel fichier lancer.", item.Title, res.ID)
	}
	return nil
}
