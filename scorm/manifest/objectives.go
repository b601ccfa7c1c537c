package manifest

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// objectives reads imsss:objectives, then lays adlseq:objectives over them by identifier.
func (r *reader) objectives(seq *node) []Objective {
	objectives := []Objective{{Primary: true, MinMeasure: 1}}
	for _, n := range seq.all("objectives") {
		if n.isADL() {
			continue
		}
		for _, c := range n.children {
			switch {
			case c.is("primaryObjective"):
				objectives[0] = r.objective(c, true)
			case c.is("objective"):
				objectives = append(objectives, r.objective(c, false))
			}
		}
	}
	for _, n := range seq.all("objectives") {
		if n.isADL() {
			for _, c := range n.all("objective") {
				objectives = r.extend(objectives, c)
			}
		}
	}
	return objectives
}

func (r *reader) objective(n *node, primary bool) Objective {
	o := Objective{ID: n.get("objectiveID"), Primary: primary, SatisfiedByMeasure: n.flag("satisfiedByMeasure", false), MinMeasure: 1}
	if written := n.value("minNormalizedMeasure"); written != "" {
		o.MinMeasure = r.number("minNormalizedMeasure", written, 1, -1)
	}
	for _, m := range n.all("mapInfo") {
		target := m.get("targetObjectiveID")
		if target == "" {
			continue
		}
		om := newMap(target)
		om.IMS = true
		om.ReadSatisfied, om.ReadMeasure = m.flag("readSatisfiedStatus", true), m.flag("readNormalizedMeasure", true)
		om.WriteSatisfied, om.WriteMeasure = m.flag("writeSatisfiedStatus", false), m.flag("writeNormalizedMeasure", false)
		o.Maps = append(o.Maps, om)
	}
	return o
}

func newMap(target string) ObjectiveMap {
	return ObjectiveMap{Target: target, ReadSatisfied: true, ReadMeasure: true,
		ReadRaw: true, ReadMin: true, ReadMax: true, ReadCompletion: true, ReadProgress: true}
}

// extend adds what one adlseq:objective says to the objective of the same identifier.
func (r *reader) extend(objectives []Objective, n *node) []Objective {
	id := n.get("objectiveID")
	at := slices.IndexFunc(objectives, func(o Objective) bool { return o.ID == id })
	if at < 0 {
		// CAM §5.1.7 wants an imsss:objective of that identifier; without one it is local.
		objectives = append(objectives, Objective{ID: id, MinMeasure: 1})
		at = len(objectives) - 1
	}
	o := &objectives[at]
	for _, m := range n.all("mapInfo") {
		target := m.get("targetObjectiveID")
		if target == "" {
			continue
		}
		i := slices.IndexFunc(o.Maps, func(om ObjectiveMap) bool { return om.Target == target && !om.ADL })
		if i < 0 {
			o.Maps = append(o.Maps, newMap(target))
			i = len(o.Maps) - 1
		}
		om := &o.Maps[i]
		om.ADL = true
		om.ReadRaw, om.WriteRaw = m.flag("readRawScore", true), m.flag("writeRawScore", false)
		om.ReadMin, om.WriteMin = m.flag("readMinScore", true), m.flag("writeMinScore", false)
		om.ReadMax, om.WriteMax = m.flag("readMaxScore", true), m.flag("writeMaxScore", false)
		om.ReadCompletion, om.WriteCompletion = m.flag("readCompletionStatus", true), m.flag("writeCompletionStatus", false)
		om.ReadProgress, om.WriteProgress = m.flag("readProgressMeasure", true), m.flag("writeProgressMeasure", false)
	}
	return objectives
}

// flag reads an xs:boolean in any case; what is neither is the default. It may be called on nil.
func (n *node) flag(name string, byDefault bool) bool {
	switch strings.ToLower(n.get(name)) {
	case "true", "1", "yes":
		return true
	case "false", "0", "no":
		return false
	}
	return byDefault
}

// word reads a value of a vocabulary, in any case.
func (r *reader) word(n *node, name string, vocabulary []string, byDefault string) string {
	written, said := n.attr(name)
	if !said {
		return byDefault
	}
	for _, w := range vocabulary {
		if strings.EqualFold(w, written) {
			return w
		}
	}
	r.warn("unknown_word", name, "La valeur « %s » de « %s » n’est pas du vocabulaire de SCORM ; elle a été ignorée.", written, name)
	return byDefault
}

// measure reads a number between lowest and 1.
func (r *reader) measure(n *node, name string, byDefault, lowest float64) float64 {
	written, said := n.attr(name)
	if !said {
		return byDefault
	}
	return r.number(name, written, byDefault, lowest)
}

func (r *reader) number(name, written string, byDefault, lowest float64) float64 {
	v, err := strconv.ParseFloat(written, 64)
	if err != nil || math.IsNaN(v) || v < lowest || v > 1 {
		r.warn("bad_number", name, "La valeur « %s » de « %s » n’est pas un nombre permis ; elle a été ignorée.", written, name)
		return byDefault
	}
	return v
}

// count reads a non-negative integer, 0 when absent or wrong.
func (r *reader) count(n *node, name string) int {
	written, said := n.attr(name)
	if !said {
		return 0
	}
	v, err := strconv.Atoi(written)
	if err != nil || v < 0 {
		r.warn("bad_number", name, "La valeur « %s » de « %s » n’est pas un nombre permis ; elle a été ignorée.", written, name)
		return 0
	}
	return v
}
