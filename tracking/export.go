package tracking

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// exportLine is the figures of one parcours in one place.
type exportLine struct {
	parcours string
	where    Dims
	figures  FigureSet
}

// Export writes the figures of an académie for a spreadsheet, under the rules of Summary:
// a line for each parcours, département, degree, sector and way of learning.
func (s *Service) Export(ctx context.Context, who actor.Actor, academie, period string, f Filter, w io.Writer) error {
	sum, err := s.Summary(ctx, who, academie, period, f)
	if err != nil {
		return err
	}
	lines, err := s.exportLines(ctx, sum)
	if err != nil {
		return err
	}
	titles := map[string]string{}
	for _, r := range sum.Parcours {
		titles[r.Key] = r.Label
	}
	out := newSheet(w)
	out.row("Académie", "Période", "Département", "Degré", "Secteur", "Modalité", "Parcours", "Identifiant du parcours",
		"Inscrits", "Commencés", "Terminés", "Minutes à distance", "Minutes en présence", "Attestations")
	name := orDefault(s.Places.Academie(academie), academie)
	for _, l := range lines {
		g := l.figures
		out.row(name, sum.Period.Name, s.departementLabel(l.where.Departement), degreeLabel(l.where.Degree),
			sectorLabel(l.where.Sector), kindLabel(l.where.Kind), titles[l.parcours], l.parcours,
			decimal(g.Enrolled), decimal(g.Started), decimal(g.Completed), decimal(g.MinutesDistance), decimal(g.MinutesPresence), decimal(g.Attested))
	}
	return out.end()
}

func (s *Service) exportLines(ctx context.Context, sum Summary) ([]exportLine, error) {
	x := slice{sum.Filter, sum.Restricted}
	at := map[exportLine]*FigureSet{}
	take := func(parcours string, values map[string]int64, byParcours bool) {
		for f, n := range values {
			c, ok := parseField(f, byParcours)
			if !ok || c.measure == MTrained || !x.holds(c.where) {
				continue
			}
			if byParcours {
				parcours = c.parcours
			}
			key := exportLine{parcours: parcours, where: c.where}
			if at[key] == nil {
				at[key] = &FigureSet{}
			}
			at[key].add(c.measure, c.where.Kind, n)
		}
	}
	if err := s.eachParcours(ctx, sum, take); err != nil {
		return nil, fault.Wrap("tracking.Export", err)
	}
	lines := make([]exportLine, 0, len(at))
	for l, g := range at {
		if l.figures = *g; l.figures != (FigureSet{}) {
			lines = append(lines, l)
		}
	}
	slices.SortFunc(lines, func(a, b exportLine) int { return strings.Compare(a.key(), b.key()) })
	return lines, nil
}

func (s *Service) eachParcours(ctx context.Context, sum Summary, take func(string, map[string]int64, bool)) error {
	if sum.Period.Kind == SchoolYear {
		prefix := yearParcoursPrefix(schoolYear(sum.Period.From), sum.Academie)
		for doc, err := range s.Stores.Counters.Prefix(ctx, prefix) {
			if err != nil {
				return err
			}
			take(strings.TrimPrefix(doc.ID, prefix), doc.Values, false)
		}
		return nil
	}
	var want []string
	for _, d := range steps(sum.Period.From, sum.Period.To, func(d string) string { return d }) {
		want = append(want, dayParcoursID(d, sum.Academie))
	}
	docs, err := s.Stores.Counters.GetMany(ctx, want)
	for _, doc := range docs {
		take("", doc.Values, true)
	}
	return err
}

func (l exportLine) key() string {
	return strings.Join([]string{l.where.Departement, l.parcours, l.where.Degree, l.where.Sector, l.where.Kind}, "|")
}

func (s *Service) departementLabel(code string) string {
	if code == Unknown {
		return "Non renseigné"
	}
	if name := s.Places.Departement(code); name != "" {
		return name + " (" + code + ")"
	}
	return code
}

func degreeLabel(code string) string {
	switch code {
	case "1d":
		return "1er degré"
	case "2d":
		return "2d degré"
	case Unknown:
		return "Non renseigné"
	}
	return "Autre"
}

func sectorLabel(code string) string {
	switch code {
	case "public":
		return "Public"
	case "private":
		return "Privé"
	}
	return "Non renseigné"
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

func orDefault(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}
