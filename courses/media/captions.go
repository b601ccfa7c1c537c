package media

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"preau.education/preau/internal/fault"
)

// maxWrong is how many faults of a file of captions are told at once.
const maxWrong = 10

// timing is the line of a cue (WebVTT §4.1, https://www.w3.org/TR/webvtt1/): two times, then
// its settings.
var timing = regexp.MustCompile(`^[ \t]*((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})[ \t]+-->[ \t]+((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})(?:[ \t]+(.*))?$`)

// setting is one setting of a cue.
var setting = regexp.MustCompile(`^(vertical:(rl|lr)|line:-?\d+(\.\d+)?%?(,(start|center|end))?|position:\d+(\.\d+)?%(,(line-left|center|line-right))?|size:\d+(\.\d+)?%|align:(start|center|end|left|right)|region:\S+)$`)

// Captions checks a file of captions (WebVTT) line by line: a browser shows what it
// understands and drops the rest without a word, which its author should hear of now. The
// error names the lines, and says for each what to write.
func Captions(file []byte) error {
	if !utf8.Valid(file) {
		return refuse("captions_encoding", "Le fichier de sous-titres n’est pas encodé en UTF-8 : enregistrez-le en UTF-8.")
	}
	content := strings.TrimPrefix(string(file), "\ufeff")
	content = strings.ReplaceAll(strings.ReplaceAll(content, "\r\n", "\n"), "\r", "\n")
	c := captions{lines: strings.Split(content, "\n")}
	c.read()
	if len(c.wrong) == 0 {
		return nil
	}
	return &fault.Error{Op: "courses.media", Kind: fault.Invalid, Code: "captions_invalid",
		Public: "Le fichier de sous-titres (WebVTT) est à corriger.", Fields: c.wrong}
}

// captions is a file being read.
type captions struct {
	lines []string
	at    int // of the line being read, from 0
	cues  int
	last  int // start of the cue before, in milliseconds
	wrong []fault.Field
}

func (c *captions) add(line int, code, message string) {
	if len(c.wrong) < maxWrong {
		c.wrong = append(c.wrong, fault.Field{Path: fmt.Sprintf("line[%d]", line+1), Code: code, Message: fmt.Sprintf("Ligne %d : %s", line+1, message)})
	}
}

func (c *captions) read() {
	first := c.lines[0]
	if first != "WEBVTT" && !strings.HasPrefix(first, "WEBVTT ") && !strings.HasPrefix(first, "WEBVTT\t") {
		c.add(0, "header", "le fichier commence par le mot WEBVTT, seul sur sa ligne. Un fichier .srt se convertit en .vtt.")
		return
	}
	c.at = 1
	if len(c.lines) > 1 && strings.Contains(c.lines[1], "-->") {
		c.add(1, "header", "laissez une ligne vide après WEBVTT.")
	} else {
		c.block() // what else the header says
	}
	for c.at < len(c.lines) {
		if c.lines[c.at] == "" {
			c.at++
			continue
		}
		c.cue()
	}
	if c.cues == 0 && len(c.wrong) == 0 {
		c.add(len(c.lines)-1, "empty", "le fichier ne contient aucun sous-titre.")
	}
}

// block passes over the lines up to an empty one, and returns them.
func (c *captions) block() []string {
	from := c.at
	for c.at < len(c.lines) && c.lines[c.at] != "" {
		c.at++
	}
	return c.lines[from:c.at]
}

// cue reads a block: a note, a style, a region, or a cue.
func (c *captions) cue() {
	start := c.at
	lines := c.block()
	if word, _, _ := strings.Cut(lines[0], " "); c.cues == 0 && (lines[0] == "STYLE" || lines[0] == "REGION") || strings.TrimSpace(word) == "NOTE" {
		return
	}
	if !strings.Contains(lines[0], "-->") { // the cue's own name
		start, lines = start+1, lines[1:]
		if len(lines) == 0 || !strings.Contains(lines[0], "-->") {
			c.add(start-1, "timing", "il manque les temps du sous-titre, par exemple 00:01.000 --> 00:04.000.")
			return
		}
	}
	c.cues++
	c.timing(start, lines[0])
	text := lines[1:]
	if strings.TrimSpace(strings.Join(text, "")) == "" {
		c.add(start, "text", "ce sous-titre n’a pas de texte.")
	}
	for i, line := range text {
		if strings.Contains(line, "-->") {
			c.add(start+1+i, "blank", "laissez une ligne vide entre deux sous-titres.")
		}
	}
}

func (c *captions) timing(at int, line string) {
	m := timing.FindStringSubmatch(line)
	if m == nil {
		message := "les temps s’écrivent 00:01.000 --> 00:04.000 (minutes, secondes, millièmes)."
		if strings.Contains(line, ",") {
			message = "les millièmes suivent un point, pas une virgule : 00:01.000 --> 00:04.000."
		}
		c.add(at, "timing", message)
		return
	}
	start, end := milliseconds(m[1]), milliseconds(m[2])
	if end <= start {
		c.add(at, "order", "le sous-titre finit avant de commencer.")
	}
	if start < c.last {
		c.add(at, "order", "ce sous-titre commence avant celui qui le précède.")
	}
	c.last = start
	for word := range strings.FieldsSeq(m[3]) {
		if !setting.MatchString(word) {
			c.add(at, "setting", "le réglage « "+word+" » n’existe pas.")
		}
	}
}

func milliseconds(time string) int {
	total := 0
	whole, thousandths, _ := strings.Cut(time, ".")
	for part := range strings.SplitSeq(whole, ":") {
		n, _ := strconv.Atoi(part) // digits, says the expression
		total = 60*total + n
	}
	n, _ := strconv.Atoi(thousandths)
	return 1000*total + n
}
