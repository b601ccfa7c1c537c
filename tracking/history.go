package tracking

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/attestpdf"
)

// Training is one line of a person's training history: completed, or attended in part.
type Training struct {
	Enrolment       string
	Session         string
	Parcours        string
	Title           string
	Matricule       string
	Origin          string
	Kind            string
	StartedAt       time.Time
	CompletedAt     time.Time // zero: hours were attested, the training is not complete
	MinutesDistance int
	MinutesPresence int
	Meetings        []AttestedMeeting
	Attestation     string // number of the valid one, "" for none
	Revoked         string // number of the last one, when it was revoked and none is valid
}

// History lists one's own trainings that count: those completed, and those of which a
// trainer attested hours; the last enrolled first.
func (s *Service) History(ctx context.Context, who actor.Actor, limit int, after string) (List[Training], error) {
	const op = "tracking.History"
	if err := signedIn(op, who); err != nil {
		return List[Training]{}, err
	}
	var out List[Training]
	// Enrolments that count for nothing yet are skipped, so a page may take several reads.
	for len(out.Items) < limit {
		page, err := s.Stores.Progresses.OfPerson(ctx, who.Person, limit-len(out.Items), after)
		if err != nil {
			return List[Training]{}, fault.Wrap(op, err)
		}
		lines, err := s.trainings(ctx, page.Items)
		if err != nil {
			return List[Training]{}, err
		}
		out.Items = append(out.Items, lines...)
		if out.Next, after = page.Next, page.Next; after == "" {
			break
		}
	}
	return out, nil
}

func (s *Service) trainings(ctx context.Context, all []Progress) ([]Training, error) {
	const op = "tracking.History"
	var kept []Progress
	var sessions []string
	for _, p := range all {
		if d, pr := p.AttestedMinutes(); p.Complete() || d+pr > 0 {
			kept, sessions = append(kept, p), append(sessions, p.Session)
		}
	}
	if len(kept) == 0 {
		return nil, nil
	}
	views, err := s.Offer.Sessions(ctx, sessions)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	attested, err := s.Stores.Attestations.OfPerson(ctx, kept[0].Person, 1000, "")
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	valid, revoked := map[string]Attestation{}, map[string]string{}
	for _, a := range attested.Items { // the last first
		if a.State == Valid {
			valid[a.Enrolment] = a
		} else if a.State == Revoked && a.Reason != reopened && revoked[a.Enrolment] == "" {
			revoked[a.Enrolment] = a.Number
		}
	}
	out := make([]Training, 0, len(kept))
	for _, p := range kept {
		v := views[p.Session]
		t := Training{Enrolment: p.ID, Session: p.Session, Parcours: p.Parcours, Title: v.ParcoursTitle, Matricule: v.Matricule,
			Origin: v.Origin, Kind: p.Where.Kind, StartedAt: p.StartedAt, CompletedAt: p.CompletedAt,
			Meetings: meetingsOf(&p, v, s.Places.Zone(p.Where.Academie))}
		t.MinutesDistance, t.MinutesPresence = p.AttestedMinutes()
		if a, ok := valid[p.ID]; ok {
			t.Attestation, t.Title, t.Matricule, t.Origin = a.Number, a.Title, a.Matricule, a.Origin
		} else if p.Complete() {
			t.Revoked = revoked[p.ID]
		}
		out = append(out, t)
	}
	return out, nil
}

// WholeHistory is the whole of one's own history, for its exports.
func (s *Service) WholeHistory(ctx context.Context, who actor.Actor) ([]Training, error) {
	var out []Training
	after := ""
	for {
		page, err := s.History(ctx, who, 100, after)
		if err != nil {
			return nil, err
		}
		out = append(out, page.Items...)
		if after = page.Next; after == "" || len(out) >= maxHistory {
			return out, nil
		}
	}
}

// HistoryCSV writes one's own history for a spreadsheet.
func (s *Service) HistoryCSV(ctx context.Context, who actor.Actor, w io.Writer) error {
	all, err := s.WholeHistory(ctx, who)
	if err != nil {
		return err
	}
	out := newSheet(w)
	out.row("Intitulé", "Matricule", "Origine", "Modalité", "Début", "Fin", "Minutes à distance", "Minutes en présence", "Attestation")
	for _, t := range all {
		number := ""
		if t.Attestation != "" {
			number = (&Attestation{Number: t.Attestation}).Display()
		}
		out.row(t.Title, t.Matricule, t.Origin, kindLabel(t.Kind), isoDay(t.StartedAt), isoDay(t.CompletedAt),
			strconv.Itoa(t.MinutesDistance), strconv.Itoa(t.MinutesPresence), number)
	}
	return out.end()
}

func isoDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(dayForm)
}

func kindLabel(kind string) string {
	if kind == "permanent" {
		return "À mon rythme"
	}
	return "Accompagné"
}

// AttestationPDF writes the attestation for print, under the rules of Attestation. One that
// is no longer valid says so across the page.
func (s *Service) AttestationPDF(ctx context.Context, who actor.Actor, number string) ([]byte, error) {
	a, err := s.Attestation(ctx, who, number)
	if err != nil {
		return nil, err
	}
	zone := s.Places.Zone(a.Where.Academie)
	page := attestpdf.Attestation{
		Number: a.Display(), VerifyURL: s.HomePage + "/verifier/" + a.Number, Name: a.Name, Title: a.Title,
		Matricule: a.Matricule, Origin: a.Origin, Academie: s.Places.Academie(a.Where.Academie), Kind: kindLabel(a.Kind),
		MinutesDistance: a.MinutesDistance, MinutesPresence: a.MinutesPresence,
		Started: a.StartedAt.In(zone), Completed: a.CompletedAt.In(zone), Issued: a.IssuedAt.In(zone),
	}
	for _, m := range a.Meetings {
		day, err := time.ParseInLocation(dayForm, m.Day, zone)
		if err != nil {
			continue
		}
		page.Meetings = append(page.Meetings, attestpdf.Meeting{Title: m.Title, Day: day, Minutes: m.Minutes})
	}
	switch a.State {
	case Replaced:
		page.Void = "Remplacée"
	case Revoked:
		page.Void = "Révoquée"
	case Valid:
	}
	out, err := page.Render()
	return out, fault.As("tracking.AttestationPDF", fault.Internal, "", err)
}

// HistoryPDF writes one's own history for print.
func (s *Service) HistoryPDF(ctx context.Context, who actor.Actor) ([]byte, error) {
	all, err := s.WholeHistory(ctx, who)
	if err != nil {
		return nil, err
	}
	doc := attestpdf.History{Name: who.Name, Made: s.now().In(s.Places.Zone(""))}
	for _, t := range all {
		line := attestpdf.Line{Title: t.Title, Kind: kindLabel(t.Kind), Origin: t.Origin, Matricule: t.Matricule,
			Completed: t.CompletedAt, MinutesDistance: t.MinutesDistance, MinutesPresence: t.MinutesPresence}
		if t.Attestation != "" {
			line.Number = (&Attestation{Number: t.Attestation}).Display()
		}
		doc.Lines = append(doc.Lines, line)
	}
	out, err := doc.Render()
	return out, fault.As("tracking.HistoryPDF", fault.Internal, "", err)
}

// sheet writes CSV that French spreadsheets open as it is: UTF-8 with its mark, semicolons,
// CRLF, and no cell that a spreadsheet would run as a formula.
type sheet struct {
	csv *csv.Writer
	err error
}

func newSheet(w io.Writer) *sheet {
	_, err := io.WriteString(w, "\ufeff")
	c := csv.NewWriter(w)
	c.Comma, c.UseCRLF = ';', true
	return &sheet{csv: c, err: err}
}

func (s *sheet) row(cells ...string) {
	for i, c := range cells {
		cells[i] = inert(c)
	}
	if s.err == nil {
		s.err = s.csv.Write(cells)
	}
}

func (s *sheet) end() error {
	s.csv.Flush()
	if s.err == nil {
		s.err = s.csv.Error()
	}
	return fault.As("tracking.csv", fault.Internal, "", s.err)
}

// inert keeps a cell from being run as a formula (OWASP, CSV injection): those that begin
// with = + - @, a tab or a return are quoted as text. Negative numbers stay numbers.
func inert(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return cell
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil {
		return cell
	}
	return "'" + cell
}
