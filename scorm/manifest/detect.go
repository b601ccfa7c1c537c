package manifest

import (
	"strings"
)

// detect finds which standard and edition a manifest follows. The schemaversion decides;
// where it is absent or says nothing known, the name spaces and spellings do.
func (r *reader) detect(root *node) error {
	schema := strings.ToLower(root.child("metadata").value("schema"))
	version := root.child("metadata").value("schemaversion")
	r.m.SchemaVersion = version
	for _, other := range [...]struct{ sign, name string }{
		{"common cartridge", "Common Cartridge"}, {"qti", "QTI"},
	} {
		if strings.Contains(schema, other.sign) {
			return invalidf("manifest_not_scorm", "Ce paquet est de la norme %s, pas SCORM ; il n’est pas pris en charge.", other.name)
		}
	}
	var said verdict
	if schema == "" || strings.Contains(schema, "scorm") { // "IMS Content" 1.1.3 numbers something else
		said = fromVersion(strings.ToLower(version))
	}
	seen := signsOf(root)
	switch {
	case said.standard != "":
		r.m.Standard, r.m.Edition = said.standard, said.edition
		if seen.standard() != "" && seen.standard() != said.standard {
			r.warn("standard_mixed", version, "Le manifeste se dit « %s » mais mélange des éléments de l’autre norme.", version)
		}
	case seen.standard() != "":
		r.m.Standard = seen.standard()
		r.warn("standard_guessed", version, "La version de SCORM (« %s ») n’est pas indiquée ou pas connue ; elle a été déduite du contenu.", version)
	default:
		r.m.Standard = SCORM12
		r.warn("standard_guessed", version, "Le manifeste ne dit pas quelle version de SCORM il suit ; il a été lu comme du SCORM 1.2.")
	}
	if r.m.Standard == SCORM2004 && r.m.Edition == "" {
		r.m.Edition = Third // the most common by far; it reads what the second has
		if seen.fourth {
			r.m.Edition = Fourth
		}
	}
	return nil
}

type verdict struct {
	standard Standard
	edition  Edition
}

// fromVersion reads a schemaversion in lower case: "1.2", "CAM 1.3", "2004 4th Edition" and
// their many variants.
func fromVersion(v string) verdict {
	for _, row := range [...]struct {
		sign    string
		edition Edition
	}{{"4th", Fourth}, {"3rd", Third}, {"2nd", Second}, {"1st", Second}, {"1.3", Second}} {
		if strings.Contains(v, row.sign) {
			return verdict{SCORM2004, row.edition}
		}
	}
	switch {
	case strings.Contains(v, "2004"):
		return verdict{SCORM2004, ""}
	case strings.Contains(v, "1.2") || strings.Contains(v, "1.1"):
		return verdict{SCORM12, ""}
	}
	return verdict{}
}

// signs are what, beside the schemaversion, tells the standards apart.
type signs struct {
	old, recent bool // of SCORM 1.2; of SCORM 2004
	fourth      bool // of its 4th edition
}

func (s signs) standard() Standard {
	switch {
	case s.recent && !s.old:
		return SCORM2004
	case s.old && !s.recent:
		return SCORM12
	}
	return ""
}

func signsOf(root *node) signs {
	var s signs
	for _, a := range root.attrs {
		s.look(a.Value)
	}
	var visit func(*node)
	visit = func(n *node) {
		s.look(n.space)
		for _, a := range n.attrs {
			s.recent = s.recent || a.Name.Local == "scormType"
			s.old = s.old || a.Name.Local == "scormtype"
		}
		s.fourth = s.fourth || n.is("objectives") && n.isADL() || n.is("data") && n.child("map") != nil
		for _, c := range n.children {
			visit(c)
		}
	}
	visit(root)
	return s
}

func (s *signs) look(space string) {
	space = strings.ToLower(space)
	s.old = s.old || strings.Contains(space, "adlcp_rootv1p2")
	s.recent = s.recent || strings.Contains(space, "adlcp_v1p3") || strings.Contains(space, "adlseq_v1p3") || strings.Contains(space, "/imsss")
}

// readMetadata reads what learning object metadata says in general, in the form of IMS 1.2
// (langstring) and of IEEE LOM (string).
func readMetadata(n *node) Metadata {
	m := Metadata{Location: n.value("location")}
	lom := n.child("lom")
	if lom == nil && n.child("general") != nil {
		lom = n
	}
	general := lom.child("general")
	m.Title = texts(general.child("title"))
	m.Description = texts(general.child("description"))
	m.Language = general.value("language")
	for _, k := range general.all("keyword") {
		for _, t := range texts(k) {
			m.Keywords = append(m.Keywords, t.Value)
		}
	}
	learning := lom.child("educational").child("typicalLearningTime")
	if learning == nil {
		learning = lom.child("educational").child("typicallearningtime")
	}
	m.Duration = learning.value("duration")
	if m.Duration == "" {
		m.Duration = learning.value("datetime")
	}
	return m
}

func texts(n *node) Text {
	var t Text
	if n == nil {
		return nil
	}
	for _, c := range n.children {
		if !c.is("langstring") && !c.is("string") {
			continue
		}
		lang := c.get("lang") // xml:lang
		if lang == "" {
			lang = c.get("language")
		}
		if v := strings.TrimSpace(string(c.text)); v != "" {
			t = append(t, LangString{Lang: lang, Value: v})
		}
	}
	if own := strings.TrimSpace(string(n.text)); own != "" && len(t) == 0 {
		t = Text{{Value: own}}
	}
	return t
}
