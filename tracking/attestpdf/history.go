package attestpdf

import (
	"fmt"
	"strings"
	"time"
)

// History is a person's trainings.
type History struct {
	Name  string
	Made  time.Time
	Lines []Line
}

// Line is one training.
type Line struct {
	Title           string
	Kind            string
	Origin          string
	Matricule       string
	Completed       time.Time // zero: attended in part
	MinutesDistance int
	MinutesPresence int
	Number          string // of its attestation, "" for none
}

// bottom is where a page ends.
const bottom = pageHeight - 84

// Render writes the PDF, on as many pages as it takes.
func (h History) Render() ([]byte, error) {
	s, err := newSheet()
	if err != nil {
		return nil, err
	}
	distance, presence := 0, 0
	for _, l := range h.Lines {
		distance, presence = distance+l.MinutesDistance, presence+l.MinutesPresence
	}
	pages := 1
	s.page()
	s.foot(h, pages)
	s.brand(left, 62)
	s.text(left, 122, small, ink2, "Historique de formation")
	y := s.paragraph(left, 150, title, ink, width, h.Name)
	s.text(left, y, body, ink2, strings.Join(append([]string{count(len(h.Lines))}, where(distance, presence)...), ", "))
	y += 26
	for _, l := range h.Lines {
		need := float64(len(s.lines(strong, l.Title, width-110)))*strong.lead + 2*small.lead + 26
		if y+need > bottom {
			pages++
			s.page()
			s.foot(h, pages)
			y = 70
		}
		y = s.training(y, l)
	}
	return s.bytes("Historique de formation", h.Name)
}

func (s *sheet) training(y float64, l Line) float64 {
	s.line(left, y, left+width, y, paperLine)
	y += 21
	s.textRight(left+width, y, strong, board, Hours(l.MinutesDistance+l.MinutesPresence))
	y = s.paragraph(left, y, strong, ink, width-110, l.Title)
	when := "suivie en partie"
	if !l.Completed.IsZero() {
		when = "terminée le " + frenchDate(l.Completed)
	}
	s.text(left, y-1, small, ink2, s.fit(small, join(when, l.Kind, l.Origin, l.Matricule), width))
	y += small.lead
	number := ""
	if l.Number != "" {
		number = "attestation " + l.Number
	}
	s.text(left, y-1, small, ink2, join(strings.Join(where(l.MinutesDistance, l.MinutesPresence), ", "), number))
	return y + 11
}

// where says how much was at a distance and how much in presence; nothing of what was neither.
func where(distance, presence int) []string {
	var out []string
	if distance > 0 {
		out = append(out, Hours(distance)+" à distance")
	}
	if presence > 0 {
		out = append(out, Hours(presence)+" en présence")
	}
	return out
}

func (s *sheet) foot(h History, page int) {
	s.text(left, pageHeight-48, tiny, ink2, h.Name+", le "+frenchDate(h.Made)+
		". Chaque attestation se vérifie à l’adresse de Préau, par son numéro.")
	s.textRight(left+width, pageHeight-48, tiny, ink2, fmt.Sprintf("page %d", page))
}

func count(n int) string {
	switch n {
	case 0:
		return "Aucune formation"
	case 1:
		return "1 formation"
	}
	return fmt.Sprintf("%d formations", n)
}

func join(parts ...string) string {
	out := ""
	for _, p := range parts {
		if p == "" {
			continue
		}
		if out != "" {
			out += " · "
		}
		out += p
	}
	return out
}
