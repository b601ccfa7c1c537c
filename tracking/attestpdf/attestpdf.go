// Package attestpdf prints: the attestation of a completed training and a person's training
// history, as PDF with the look of the application: paper, ink, the green of the board.
//
// It exists for two libraries: gopdf, which embeds the parts of the fonts that a document
// uses and draws, and rsc.io/qr for the code that leads to the verification. gopdf writes
// neither a language nor structure: title, language and the wish that viewers show the title
// are added as an incremental update of the file (ISO 32000-1 §7.5.6); the documents are
// not tagged, so the accessible form of the same content is its page in the application.
package attestpdf

import (
	"embed"
	"fmt"
	"strings"
	"time"

	"rsc.io/qr"
)

//go:embed fonts/*.ttf
var fonts embed.FS

// Attestation is what the page says.
type Attestation struct {
	Number          string // as displayed
	VerifyURL       string // address of its verification, in the code
	Name            string
	Title           string // intitulé
	Matricule       string
	Origin          string
	Academie        string // "" when unknown
	Kind            string // how it was followed
	MinutesDistance int
	MinutesPresence int
	Meetings        []Meeting
	Started         time.Time
	Completed       time.Time
	Issued          time.Time
	Void            string // "Remplacée", "Révoquée"; "" for a valid one
}

// Meeting is one that the person attended.
type Meeting struct {
	Title   string
	Day     time.Time
	Minutes int
}

// The page: A4, in points, and its margins.
const (
	pageWidth  = 595.28
	pageHeight = 841.89
	left       = 78.0
	right      = 60.0
	width      = pageWidth - left - right
)

// verificationTop is where the foot of the page begins: meetings that do not fit above it
// are counted in words.
const verificationTop = pageHeight - 176

// Render writes the PDF.
func (a Attestation) Render() ([]byte, error) {
	s, err := newSheet()
	if err != nil {
		return nil, err
	}
	s.page()
	if a.Void != "" {
		s.void(a.Void)
	}
	s.brand(left, 62)
	s.text(left, 128, small, ink2, "Attestation de formation")
	y := s.headline(left, 158, width, a.Title)
	s.pdf.SetFillColor(chalk.r, chalk.g, chalk.b)
	s.pdf.RectFromUpperLeftWithStyle(left, y+4, 64, 4, "F")
	y += 46
	s.text(left, y, body, ink2, "Préau atteste que")
	y = s.paragraph(left, y+34, name, board, width, a.Name)
	s.text(left, y+2, body, ink2, "a suivi cette formation en entier.")
	facts := a.facts()
	if room := verificationTop - (y + 34) - 31*float64(len(facts)); room < 90 && len(a.Meetings) > 0 {
		facts, a.Meetings = append(facts, [2]string{"Rencontres", fmt.Sprintf("%d suivies", len(a.Meetings))}), nil
	}
	y = s.facts(y+34, facts)
	if len(a.Meetings) > 0 {
		s.meetings(y+16, a.Meetings)
	}
	if err := s.verification(a); err != nil {
		return nil, err
	}
	return s.bytes("Attestation de formation : "+a.Title, a.Name)
}

// facts are the lines of the table: a name and a value each.
func (a Attestation) facts() [][2]string {
	dates := "terminée le " + frenchDate(a.Completed)
	if !a.Started.IsZero() && frenchDate(a.Started) != frenchDate(a.Completed) {
		dates = "du " + frenchDate(a.Started) + " au " + frenchDate(a.Completed)
	}
	out := [][2]string{{"Dates", dates}}
	add := func(k, v string) {
		if v != "" {
			out = append(out, [2]string{k, v})
		}
	}
	if a.MinutesDistance > 0 {
		add("À distance", Hours(a.MinutesDistance))
	}
	if a.MinutesPresence > 0 {
		add("En présence", Hours(a.MinutesPresence))
	}
	add("Modalité", a.Kind)
	add("Organisme", a.Origin)
	add("Académie", a.Academie)
	add("Matricule", a.Matricule)
	return out
}

// headline writes the title: smaller when it is long, and no more than five lines of it.
func (s *sheet) headline(x, y, w float64, words string) float64 {
	const most = 5
	st := title
	lines := s.lines(st, words, w)
	if len(lines) > 3 {
		st = style{title.font, 18, 23}
		lines = s.lines(st, words, w)
	}
	if len(lines) > most {
		lines = lines[:most]
		lines[most-1] = s.fit(st, lines[most-1]+" …", w)
	}
	for _, l := range lines {
		s.text(x, y, st, ink, l)
		y += st.lead
	}
	return y
}

func (s *sheet) facts(y float64, facts [][2]string) float64 {
	for _, f := range facts {
		s.line(left, y, left+width, y, paperLine)
		s.text(left, y+21, body, ink2, f[0])
		y = s.paragraph(left+130, y+21, strong, ink, width-130, f[1]) - 10
	}
	s.line(left, y, left+width, y, paperLine)
	return y
}

func (s *sheet) meetings(y float64, all []Meeting) {
	s.text(left, y+12, heading, ink, "Rencontres suivies")
	y += 34
	for i, m := range all {
		if more := len(all) - i; more > 1 && y > verificationTop-44 {
			s.text(left, y, small, ink2, fmt.Sprintf("et %d autres", more))
			return
		}
		s.text(left, y, small, ink2, frenchDate(m.Day))
		s.text(left+130, y, small, ink, s.fit(small, m.Title, width-175))
		s.textRight(left+width, y, small, ink, Hours(m.Minutes))
		y += 18
	}
}

// verification is the foot of the page: the number, and the code that leads to its page.
func (s *sheet) verification(a Attestation) error {
	const size, top = 92.0, verificationTop
	code, err := qr.Encode(a.VerifyURL, qr.M)
	if err != nil {
		return fmt.Errorf("attestpdf: %w", err)
	}
	s.line(left, top-22, left+width, top-22, ink2)
	s.qr(code, left, top, size)
	s.pdf.AddExternalLink(a.VerifyURL, left, top, size, size)
	x := left + size + 22
	s.text(x, top+12, small, ink2, "Numéro")
	s.text(x, top+31, strong, ink, a.Number)
	s.text(x, top+52, small, ink2, "Vérifiez cette attestation en lisant le code, ou à l’adresse :")
	s.wrapped(x, top+67, small, board, width-size-22, a.VerifyURL)
	s.paragraph(left, pageHeight-52, tiny, ink2, width, "Délivrée le "+frenchDate(a.Issued)+
		". Les heures sont celles que la formation déclare et que ses formateurs attestent, non un temps de connexion.")
	return nil
}

// void writes across the page, under the words, that it is no longer worth anything.
func (s *sheet) void(word string) {
	s.pdf.Rotate(24, pageWidth/2, pageHeight/2)
	s.textCentred(pageWidth/2, pageHeight/2, stamp, brickPale, strings.ToUpper(word))
	s.pdf.RotateReset()
}

// Hours writes minutes as people say them: "1 h 30", "45 min", "0 h".
func Hours(minutes int) string {
	h, m := minutes/60, minutes%60
	switch {
	case h == 0 && m > 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d h", h)
	}
	return fmt.Sprintf("%d h %02d", h, m)
}

var months = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
	"octobre", "novembre", "décembre"}

func frenchDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	day := fmt.Sprint(t.Day())
	if t.Day() == 1 {
		day = "1er"
	}
	return fmt.Sprintf("%s %s %d", day, months[t.Month()-1], t.Year())
}
