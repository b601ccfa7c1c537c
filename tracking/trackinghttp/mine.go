package trackinghttp

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/internal/web"
	"preau.education/preau/tracking"
)

func (h handlers) registerMine(api huma.API) {
	huma.Register(api, operation("listMyHistory", http.MethodGet, "/me/history", "One's own training history"), h.history)
	huma.Register(api, download("exportMyHistoryCSV", "/me/history.csv", "One's own history for a spreadsheet", csvType), h.historyCSV)
	huma.Register(api, operation("exportMyHistoryJSON", http.MethodGet, "/me/history.json", "The whole of one's own history"), h.historyJSON)
	huma.Register(api, download("exportMyHistoryPDF", "/me/history.pdf", "One's own history for print", pdfType), h.historyPDF)
	huma.Register(api, operation("listMyAttestations", http.MethodGet, "/me/attestations", "One's own attestations, the last first"), h.attestations)
	huma.Register(api, operation("readVisibility", http.MethodGet, "/me/visibility", "What others can see of oneself, and who looked"), h.visibility)
	// Before readAttestation, whose path would take it for a number.
	huma.Register(api, download("printAttestation", "/attestations/{number}.pdf", "An attestation for print", pdfType), h.attestationPDF)
	huma.Register(api, operation("readAttestation", http.MethodGet, "/attestations/{number}", "An attestation: its person, their trainers, administrators"), h.attestation)
	huma.Register(api, operation("verifyAttestation", http.MethodGet, "/attestations/{number}/verify",
		"Whether an attestation is valid, whose, of what training; public"), h.verify)
	huma.Register(api, operation("revokeAttestation", http.MethodPost, "/attestations/{number}/revoke", "End an attestation, with a reason"), h.revoke)
	huma.Register(api, operation("reissueAttestation", http.MethodPost, "/attestations/{number}/reissue",
		"Give another in the place of one that was revoked by mistake"), h.reissue)
}

const (
	csvType = "text/csv; charset=utf-8"
	pdfType = "application/pdf"
)

// download is an operation that answers a file.
func download(id, path, summary, contentType string) huma.Operation {
	op := operation(id, http.MethodGet, path, summary)
	op.Responses = map[string]*huma.Response{"200": {Description: "The file",
		Content: map[string]*huma.MediaType{contentType: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}}
	return op
}

// file is a file to save under a name. It holds personal data: no cache keeps it.
type file struct {
	ContentType        string `header:"Content-Type"`
	ContentDisposition string `header:"Content-Disposition"`
	CacheControl       string `header:"Cache-Control"`
	Body               []byte
}

func asFile(body []byte, contentType, name string) *file {
	return &file{contentType, `attachment; filename="` + name + `"`, "private, no-store", body}
}

// ListInput are the parameters of every list.
type ListInput struct {
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
	After string `query:"after" maxLength:"500" doc:"Cursor: next of the previous page"`
}

// Training is one line of a training history.
type Training struct {
	Enrolment       string            `json:"enrolment"`
	Session         string            `json:"session"`
	Parcours        string            `json:"parcours"`
	Title           string            `json:"title"`
	Matricule       string            `json:"matricule"`
	Origin          string            `json:"origin"`
	Kind            string            `json:"kind" enum:"permanent,accompanied"`
	StartedAt       string            `json:"startedAt,omitempty" format:"date-time"`
	CompletedAt     string            `json:"completedAt,omitempty" format:"date-time" doc:"Absent: attended in part"`
	MinutesDistance int               `json:"minutesDistance"`
	MinutesPresence int               `json:"minutesPresence"`
	Meetings        []AttestedMeeting `json:"meetings"`
	Attestation     string            `json:"attestation,omitempty" doc:"Number of the valid one"`
	Revoked         string            `json:"revoked,omitempty" doc:"Number of the last one, when it was revoked and none is valid"`
}

// AttestedMeeting is a meeting that a person attended.
type AttestedMeeting struct {
	Title   string `json:"title"`
	Day     string `json:"day" format:"date"`
	Minutes int    `json:"minutes"`
}

func meetings(in []tracking.AttestedMeeting) []AttestedMeeting {
	out := []AttestedMeeting{}
	for _, m := range in {
		out = append(out, AttestedMeeting(m))
	}
	return out
}

func trainings(in []tracking.Training) []Training {
	out := []Training{}
	for _, t := range in {
		out = append(out, Training{Enrolment: t.Enrolment, Session: t.Session, Parcours: t.Parcours, Title: t.Title, Matricule: t.Matricule,
			Origin: t.Origin, Kind: t.Kind, StartedAt: stamp(t.StartedAt), CompletedAt: stamp(t.CompletedAt),
			MinutesDistance: t.MinutesDistance, MinutesPresence: t.MinutesPresence, Meetings: meetings(t.Meetings), Attestation: t.Attestation,
			Revoked: t.Revoked})
	}
	return out
}

type historyOutput struct {
	Body struct {
		Items []Training `json:"items"`
		Next  string     `json:"next,omitempty"`
	}
}

func (h handlers) history(ctx context.Context, in *ListInput) (*historyOutput, error) {
	l, err := h.svc.History(ctx, web.Actor(ctx), in.Limit, in.After)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	var out historyOutput
	out.Body.Items, out.Body.Next = trainings(l.Items), l.Next
	return &out, nil
}

type historyFile struct {
	ContentDisposition string `header:"Content-Disposition"`
	CacheControl       string `header:"Cache-Control"`
	Body               struct {
		Person    string     `json:"person"`
		Name      string     `json:"name"`
		Trainings []Training `json:"trainings"`
	}
}

func (h handlers) historyJSON(ctx context.Context, _ *struct{}) (*historyFile, error) {
	who := web.Actor(ctx)
	all, err := h.svc.WholeHistory(ctx, who)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	out := historyFile{ContentDisposition: `attachment; filename="historique-de-formation.json"`, CacheControl: "private, no-store"}
	out.Body.Person, out.Body.Name, out.Body.Trainings = who.Person, who.Name, trainings(all)
	return &out, nil
}

func (h handlers) historyCSV(ctx context.Context, _ *struct{}) (*file, error) {
	var b bytes.Buffer
	if err := h.svc.HistoryCSV(ctx, web.Actor(ctx), &b); err != nil {
		return nil, web.Err(ctx, err)
	}
	return asFile(b.Bytes(), csvType, "historique-de-formation.csv"), nil
}

func (h handlers) historyPDF(ctx context.Context, _ *struct{}) (*file, error) {
	body, err := h.svc.HistoryPDF(ctx, web.Actor(ctx))
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return asFile(body, pdfType, "historique-de-formation.pdf"), nil
}

// Attestation is an attestation, whole.
type Attestation struct {
	Number          string            `json:"number"`
	Display         string            `json:"display" doc:"The number as it is printed"`
	State           string            `json:"state" enum:"valid,replaced,revoked"`
	ReplacedBy      string            `json:"replacedBy,omitempty"`
	Reason          string            `json:"reason,omitempty" doc:"Why it was revoked"`
	Name            string            `json:"name"`
	Title           string            `json:"title"`
	Matricule       string            `json:"matricule"`
	Origin          string            `json:"origin"`
	Kind            string            `json:"kind" enum:"permanent,accompanied"`
	Parcours        string            `json:"parcours"`
	Session         string            `json:"session"`
	MinutesDistance int               `json:"minutesDistance"`
	MinutesPresence int               `json:"minutesPresence"`
	StartedAt       string            `json:"startedAt,omitempty" format:"date-time"`
	CompletedAt     string            `json:"completedAt" format:"date-time"`
	IssuedAt        string            `json:"issuedAt" format:"date-time"`
	Meetings        []AttestedMeeting `json:"meetings"`
}

func attestationBody(a tracking.Attestation) Attestation {
	return Attestation{Number: a.Number, Display: a.Display(), State: string(a.State), ReplacedBy: a.ReplacedBy, Reason: a.Reason,
		Name: a.Name, Title: a.Title, Matricule: a.Matricule, Origin: a.Origin, Kind: a.Kind, Parcours: a.Parcours, Session: a.Session,
		MinutesDistance: a.MinutesDistance, MinutesPresence: a.MinutesPresence, StartedAt: stamp(a.StartedAt),
		CompletedAt: stamp(a.CompletedAt), IssuedAt: stamp(a.IssuedAt), Meetings: meetings(a.Meetings)}
}

type attestationsOutput struct {
	Body struct {
		Items []Attestation `json:"items"`
		Next  string        `json:"next,omitempty"`
	}
}

func (h handlers) attestations(ctx context.Context, in *ListInput) (*attestationsOutput, error) {
	l, err := h.svc.Attestations(ctx, web.Actor(ctx), in.Limit, in.After)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	var out attestationsOutput
	out.Body.Items, out.Body.Next = []Attestation{}, l.Next
	for _, a := range l.Items {
		out.Body.Items = append(out.Body.Items, attestationBody(a))
	}
	return &out, nil
}

// NumberPath is a path that names an attestation.
type NumberPath struct {
	Number string `path:"number" maxLength:"60"`
}

type attestationOutput struct{ Body Attestation }

func (h handlers) attestation(ctx context.Context, in *NumberPath) (*attestationOutput, error) {
	a, err := h.svc.Attestation(ctx, web.Actor(ctx), in.Number)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &attestationOutput{attestationBody(a)}, nil
}

func (h handlers) attestationPDF(ctx context.Context, in *NumberPath) (*file, error) {
	body, err := h.svc.AttestationPDF(ctx, web.Actor(ctx), in.Number)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return asFile(body, pdfType, "attestation-"+tracking.ParseNumber(in.Number)+".pdf"), nil
}

// Verification is all that anyone may learn from a number.
type Verification struct {
	Valid bool   `json:"valid"`
	State string `json:"state" enum:"valid,replaced,revoked"`
	Name  string `json:"name,omitempty"`
	Title string `json:"title"`
}

type verificationOutput struct{ Body Verification }

func (h handlers) verify(ctx context.Context, in *NumberPath) (*verificationOutput, error) {
	v, err := h.svc.Verify(ctx, in.Number)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &verificationOutput{Verification{v.State == tracking.Valid, string(v.State), v.Name, v.Title}}, nil
}

type revokeInput struct {
	NumberPath
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

func (h handlers) revoke(ctx context.Context, in *revokeInput) (*attestationOutput, error) {
	a, err := h.svc.Revoke(ctx, web.Actor(ctx), in.Number, in.Body.Reason)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &attestationOutput{attestationBody(a)}, nil
}

func (h handlers) reissue(ctx context.Context, in *NumberPath) (*attestationOutput, error) {
	a, err := h.svc.Reissue(ctx, web.Actor(ctx), in.Number)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &attestationOutput{attestationBody(a)}, nil
}

// Seer is somebody who can see, or did.
type Seer struct {
	Person string `json:"person"`
	Name   string `json:"name"`
	First  string `json:"first,omitempty" format:"date-time" doc:"Absent: can, but did not look"`
	Last   string `json:"last,omitempty" format:"date-time"`
	Times  int    `json:"times"`
}

// SessionVisibility is what others can see in one session.
type SessionVisibility struct {
	Session  SessionRef `json:"session"`
	Trainers []Seer     `json:"trainers" doc:"They see name, establishment, states, best scores, presences, last activity"`
	Others   []Seer     `json:"others" doc:"Looked, and do not lead the session"`
}

type visibilityOutput struct {
	Body struct {
		Sessions    []SessionVisibility `json:"sessions"`
		Academie    string              `json:"academie,omitempty" doc:"Whose pilots count the person, without a name"`
		Departement string              `json:"departement,omitempty"`
		Degree      string              `json:"degree,omitempty"`
		Sector      string              `json:"sector,omitempty"`
	}
}

func (h handlers) visibility(ctx context.Context, _ *struct{}) (*visibilityOutput, error) {
	v, err := h.svc.Visibility(ctx, web.Actor(ctx))
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	var out visibilityOutput
	out.Body.Sessions = []SessionVisibility{}
	out.Body.Academie, out.Body.Departement = v.Place.Academie, v.Place.Departement
	out.Body.Degree, out.Body.Sector = v.Place.Degree, v.Place.Sector
	for _, s := range v.Sessions {
		out.Body.Sessions = append(out.Body.Sessions, SessionVisibility{sessionRef(s.Session), seers(s.Trainers), seers(s.Others)})
	}
	return &out, nil
}

func seers(in []tracking.Seer) []Seer {
	out := []Seer{}
	for _, s := range in {
		out = append(out, Seer{s.Person, s.Name, stamp(s.First), stamp(s.Last), s.Times})
	}
	return out
}

// stamp writes a time, nothing for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
