package attestpdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/signintech/gopdf"
	"rsc.io/qr"
)

type colour struct{ r, g, b uint8 }

// The tokens of the look, in its light form.
var (
	paper     = colour{250, 248, 241}
	paperLine = colour{223, 219, 204}
	ink       = colour{29, 37, 33}
	ink2      = colour{75, 86, 79}
	board     = colour{29, 83, 68}
	chalk     = colour{246, 213, 100}
	brickPale = colour{236, 205, 194} // brick under words that must stay readable
)

type style struct {
	font string
	size float64
	lead float64
}

// The styles of type.
var (
	title   = style{"head", 25, 30}
	name    = style{"head", 21, 27}
	heading = style{"head", 13, 17}
	body    = style{"text", 11.5, 17}
	strong  = style{"bold", 11.5, 17}
	small   = style{"text", 10, 14}
	tiny    = style{"text", 8.5, 12}
	stamp   = style{"head", 76, 80}
)

var fontFiles = map[string]string{"text": "atkinson-hyperlegible-next-400.ttf", "bold": "atkinson-hyperlegible-next-700.ttf",
	"head": "bricolage-grotesque-700.ttf"}

// sheet draws; the first thing that fails is kept and the rest is skipped.
type sheet struct {
	pdf *gopdf.GoPdf
	err error
}

func newSheet() (*sheet, error) {
	s := &sheet{pdf: &gopdf.GoPdf{}}
	s.pdf.Start(gopdf.Config{PageSize: gopdf.Rect{W: pageWidth, H: pageHeight}})
	for family, file := range fontFiles {
		data, err := fonts.ReadFile("fonts/" + file)
		if err != nil {
			return nil, fmt.Errorf("attestpdf: %w", err)
		}
		// What a font does not have becomes a space: a name in a rare script must not fail the page.
		opt := gopdf.TtfOption{UseKerning: true, OnGlyphNotFoundSubstitute: func(rune) rune { return ' ' }}
		if err := s.pdf.AddTTFFontDataWithOption(family, data, opt); err != nil {
			return nil, fmt.Errorf("attestpdf: %s: %w", file, err)
		}
	}
	return s, nil
}

// page begins one: paper, and the tab of a binder in the green of the board.
func (s *sheet) page() {
	s.pdf.AddPage()
	s.fill(paper)
	s.pdf.RectFromUpperLeftWithStyle(0, 0, pageWidth, pageHeight, "F")
	s.fill(board)
	s.pdf.RectFromUpperLeftWithStyle(0, 0, 14, pageHeight, "F")
}

// brand draws the mark (a roof on three posts) and the name.
func (s *sheet) brand(x, y float64) {
	const k = 0.84
	s.pdf.SetStrokeColor(board.r, board.g, board.b)
	s.pdf.SetLineWidth(2.6)
	for _, l := range [][4]float64{{2.5, 12.5, 21, 3}, {21, 3, 31.5, 12.5}, {7, 15, 7, 25}, {17, 13, 17, 25}, {27, 15, 27, 25}} {
		s.pdf.Line(x+l[0]*k, y-21+l[1]*k, x+l[2]*k, y-21+l[3]*k)
	}
	s.text(x+36, y, style{"head", 20, 24}, ink, "Préau")
}

func (s *sheet) fill(c colour) { s.pdf.SetFillColor(c.r, c.g, c.b) }

func (s *sheet) keep(err error) {
	if s.err == nil && err != nil {
		s.err = err
	}
}

func (s *sheet) use(st style, c colour) {
	s.keep(s.pdf.SetFont(st.font, "", st.size))
	s.pdf.SetTextColor(c.r, c.g, c.b)
}

// text writes one line whose base line is y.
func (s *sheet) text(x, y float64, st style, c colour, words string) {
	s.use(st, c)
	s.pdf.SetXY(x, y)
	if words = printable(words); words != "" {
		s.keep(s.pdf.Text(words))
	}
}

func (s *sheet) measure(st style, words string) float64 {
	s.use(st, ink)
	w, err := s.pdf.MeasureTextWidth(printable(words))
	s.keep(err)
	return w
}

func (s *sheet) textRight(x, y float64, st style, c colour, words string) {
	s.text(x-s.measure(st, words), y, st, c, words)
}

func (s *sheet) textCentred(x, y float64, st style, c colour, words string) {
	s.text(x-s.measure(st, words)/2, y, st, c, words)
}

// paragraph writes words on as many lines as they need and answers the next base line.
func (s *sheet) paragraph(x, y float64, st style, c colour, w float64, words string) float64 {
	for _, l := range s.lines(st, words, w) {
		s.text(x, y, st, c, l)
		y += st.lead
	}
	return y
}

// wrapped writes what has no spaces, an address, on lines cut anywhere.
func (s *sheet) wrapped(x, y float64, st style, c colour, w float64, words string) {
	for words != "" {
		n := len(words)
		for n > 1 && s.measure(st, words[:n]) > w {
			n--
		}
		s.text(x, y, st, c, words[:n])
		words, y = words[n:], y+st.lead
	}
}

// lines breaks words between spaces; one longer than a line is cut.
func (s *sheet) lines(st style, words string, w float64) []string {
	var out []string
	line := ""
	for word := range strings.FieldsSeq(printable(words)) {
		for s.measure(st, word) > w {
			cut := []rune(word)
			n := len(cut)
			for n > 1 && s.measure(st, string(cut[:n])) > w {
				n--
			}
			if line != "" {
				out, line = append(out, line), ""
			}
			out, word = append(out, string(cut[:n])), string(cut[n:])
		}
		switch {
		case line == "":
			line = word
		case s.measure(st, line+" "+word) <= w:
			line += " " + word
		default:
			out, line = append(out, line), word
		}
	}
	if line != "" {
		out = append(out, line)
	}
	return out
}

// fit cuts words to one line.
func (s *sheet) fit(st style, words string, w float64) string {
	cut := []rune(printable(words))
	if s.measure(st, string(cut)) <= w {
		return string(cut)
	}
	for len(cut) > 0 && s.measure(st, string(cut)+"…") > w {
		cut = cut[:len(cut)-1]
	}
	return strings.TrimSpace(string(cut)) + "…"
}

// printable replaces what moves the pen instead of drawing.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == '\u202f' || r == '\u2009' || r == '\u00a0' {
			return ' '
		}
		return r
	}, s)
}

func (s *sheet) line(x1, y1, x2, y2 float64, c colour) {
	s.pdf.SetStrokeColor(c.r, c.g, c.b)
	s.pdf.SetLineWidth(0.7)
	s.pdf.Line(x1, y1, x2, y2)
}

// qr draws the code as bars, on white with the quiet zone that readers need.
func (s *sheet) qr(code *qr.Code, x, y, size float64) {
	const quiet = 4
	unit := size / float64(code.Size+2*quiet)
	s.pdf.SetFillColor(255, 255, 255)
	s.pdf.RectFromUpperLeftWithStyle(x, y, size, size, "F")
	s.fill(ink)
	for row := range code.Size {
		for from := 0; from < code.Size; {
			n := 0
			for code.Black(from+n, row) {
				n++
			}
			if n > 0 {
				// A hair taller than a module, so that no white line shows between rows.
				s.pdf.RectFromUpperLeftWithStyle(x+float64(quiet+from)*unit, y+float64(quiet+row)*unit, float64(n)*unit, unit*1.02, "F")
			}
			from += n + 1
		}
	}
}

// bytes ends the document: title, subject and language.
func (s *sheet) bytes(docTitle, subject string) ([]byte, error) {
	if s.err != nil {
		return nil, fmt.Errorf("attestpdf: %w", s.err)
	}
	raw, err := s.pdf.GetBytesPdfReturnErr()
	if err != nil {
		return nil, fmt.Errorf("attestpdf: %w", err)
	}
	return describe(raw, docTitle, subject)
}

var trailerForm = regexp.MustCompile(`(?s)/Size (\d+)\n/Root 1 0 R\n.*startxref\n(\d+)\n%%EOF\n$`)

// describe appends an incremental update (ISO 32000-1 §7.5.6) that gives the catalogue its
// language and the document its title.
func describe(raw []byte, docTitle, subject string) ([]byte, error) {
	tail := raw[max(0, len(raw)-400):]
	m := trailerForm.FindSubmatch(tail)
	if m == nil {
		return nil, errors.New("attestpdf: the file does not end as expected")
	}
	size, err := strconv.Atoi(string(m[1]))
	if err != nil {
		return nil, fmt.Errorf("attestpdf: %w", err)
	}
	digest := sha256.Sum256(raw)
	id := hex.EncodeToString(digest[:16])
	out := bytes.NewBuffer(bytes.Clone(raw))
	catalog := out.Len()
	fmt.Fprint(out, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) /ViewerPreferences << /DisplayDocTitle true >> >>\nendobj\n")
	info := out.Len()
	fmt.Fprintf(out, "%d 0 obj\n<< /Title %s /Subject %s /Creator %s >>\nendobj\n", size, hexText(docTitle), hexText(subject), hexText("Préau"))
	table := out.Len()
	fmt.Fprintf(out, "xref\n1 1\n%010d 00000 n \n%d 1\n%010d 00000 n \n", catalog, size, info)
	fmt.Fprintf(out, "trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R /Prev %s /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n",
		size+1, size, m[2], id, id, table)
	return out.Bytes(), nil
}

// hexText writes a string object in UTF-16 with its mark.
func hexText(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String() + ">"
}
