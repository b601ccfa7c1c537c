package trackinghttp

import (
	"bytes"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/internal/web"
	"preau.education/preau/tracking"
)

func (h handlers) registerPilot(api huma.API) {
	huma.Register(api, operation("readPilotSummary", http.MethodGet, "/pilot/{academie}/summary",
		"The figures of an académie, for those who pilot it"), h.summary)
	huma.Register(api, download("exportPilot", "/pilot/{academie}/export.csv", "The same figures for a spreadsheet", csvType), h.export)
}

type pilotInput struct {
	Academie    string `path:"academie" maxLength:"50" pattern:"^[a-z0-9-]+$"`
	Period      string `query:"period" maxLength:"30" doc:"2026-2027, 2026-11 or 2026-09-01/2026-10-15; the current school year when absent"`
	Departement string `query:"departement" maxLength:"10"`
	Degree      string `query:"degree" enum:"1d,2d,other,none"`
	Sector      string `query:"sector" enum:"public,private,none"`
}

func (in *pilotInput) filter() tracking.Filter {
	return tracking.Filter{Departement: in.Departement, Degree: in.Degree, Sector: in.Sector}
}

// Figures are the figures of a slice.
type Figures struct {
	Enrolled        int64 `json:"enrolled" doc:"Enrolments accepted and not withdrawn"`
	Autonomous      int64 `json:"autonomous" doc:"Of those, in self-paced parcours"`
	Started         int64 `json:"started"`
	Completed       int64 `json:"completed"`
	MinutesDistance int64 `json:"minutesDistance" doc:"Declared, counted at completion"`
	MinutesPresence int64 `json:"minutesPresence" doc:"Attested at meetings; declared where there are none"`
	Attested        int64 `json:"attested" doc:"Valid attestations"`
}

// Row is the figures of one value of a dimension.
type Row struct {
	Key     string  `json:"key" doc:"Code; none for what is not known"`
	Label   string  `json:"label,omitempty"`
	Figures Figures `json:"figures"`
}

// ParcoursRow is the figures of one parcours.
type ParcoursRow struct {
	ID      string  `json:"id"`
	Title   string  `json:"title"`
	Figures Figures `json:"figures"`
}

// Point is one step of the series.
type Point struct {
	Period    string `json:"period" format:"date" doc:"Its first day"`
	Enrolled  int64  `json:"enrolled"`
	Completed int64  `json:"completed"`
	Partial   bool   `json:"partial,omitempty" doc:"It is not over"`
}

// Summary is a pilot's first page.
type Summary struct {
	Academie     string        `json:"academie"`
	Period       string        `json:"period"`
	From         string        `json:"from" format:"date"`
	To           string        `json:"to" format:"date" doc:"Included"`
	Restricted   []string      `json:"restricted,omitempty" doc:"Départements to which the role is limited"`
	Figures      Figures       `json:"figures"`
	Previous     *Figures      `json:"previous,omitempty" doc:"Of the school year before, up to the same date"`
	Trained      *int64        `json:"trained,omitempty" doc:"Persons with a completion, each once; absent for a period of days"`
	Step         string        `json:"step" enum:"week,day" doc:"Of the series"`
	Series       []Point       `json:"series"`
	Departements []Row         `json:"departements"`
	Degrees      []Row         `json:"degrees"`
	Sectors      []Row         `json:"sectors"`
	Parcours     []ParcoursRow `json:"parcours" doc:"The most enrolled first"`
	AsOf         string        `json:"asOf" format:"date-time"`
}

type summaryOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         Summary
}

func (h handlers) summary(ctx context.Context, in *pilotInput) (*summaryOutput, error) {
	s, err := h.svc.Summary(ctx, web.Actor(ctx), in.Academie, in.Period, in.filter())
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	out := Summary{Academie: s.Academie, Period: s.Period.Name, From: s.Period.From, To: s.Period.To, Restricted: s.Restricted,
		Figures: Figures(s.Figures), Trained: s.Trained, Step: s.Step, Series: []Point{}, Departements: rows(s.Departements),
		Degrees: rows(s.Degrees), Sectors: rows(s.Sectors), Parcours: []ParcoursRow{}, AsOf: stamp(s.AsOf)}
	if s.Previous != nil {
		before := Figures(*s.Previous)
		out.Previous = &before
	}
	for _, p := range s.Series {
		out.Series = append(out.Series, Point{p.Start, p.Enrolled, p.Completed, p.Partial})
	}
	for _, r := range s.Parcours {
		out.Parcours = append(out.Parcours, ParcoursRow{r.Key, r.Label, Figures(r.Figures)})
	}
	return &summaryOutput{"private, no-store", out}, nil
}

func rows(in []tracking.Row) []Row {
	out := []Row{}
	for _, r := range in {
		out = append(out, Row{r.Key, r.Label, Figures(r.Figures)})
	}
	return out
}

func (h handlers) export(ctx context.Context, in *pilotInput) (*file, error) {
	var b bytes.Buffer
	if err := h.svc.Export(ctx, web.Actor(ctx), in.Academie, in.Period, in.filter(), &b); err != nil {
		return nil, web.Err(ctx, err)
	}
	return asFile(b.Bytes(), csvType, "preau-"+in.Academie+".csv"), nil
}
