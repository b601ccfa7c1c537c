package cmi5

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Namespace is that of a course structure (§14.0).
const Namespace = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"

const schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"

// Limits that no structure in use comes near, so that reading a hostile one stays cheap.
const (
	maxNodes = 500_000
	maxDepth = 200
)

// node is one element. Unlike a SCORM manifest's, names are compared exactly, name space
// included: the schema is strict, and its only readers are this one and others as strict.
type node struct {
	space, name string
	attrs       []xml.Attr
	text        []byte // of its own, not of its children
	children    []*node
	parent      *node
	line        int
}

func (n *node) is(name string) bool { return n.space == Namespace && n.name == name }

// foreign says that the element is of another name space, and so an extension (§13.1.5).
func (n *node) foreign() bool { return n.space != "" && n.space != Namespace }

// attr returns the trimmed value of an attribute without name space, and whether it is there.
func (n *node) attr(name string) (string, bool) {
	for _, a := range n.attrs {
		if a.Name.Space == "" && a.Name.Local == name {
			return strings.TrimSpace(a.Value), true
		}
	}
	return "", false
}

// where is the XPath of the element, as "/courseStructure/block[2]/au[1]".
func (n *node) where() string {
	if n.parent == nil {
		return "/" + n.name
	}
	at, many := 0, 0
	for _, c := range n.parent.children {
		if c.name == n.name {
			if many++; c == n {
				at = many
			}
		}
	}
	step := "/" + n.name
	if many > 1 {
		step += "[" + strconv.Itoa(at) + "]"
	}
	return n.parent.where() + step
}

// whole is the element's text and that of everything in it, trimmed.
func (n *node) whole() string {
	var b strings.Builder
	n.write(&b)
	return strings.TrimSpace(b.String())
}

func (n *node) write(b *strings.Builder) {
	b.Write(n.text)
	for _, c := range n.children {
		c.write(b)
	}
}

// treeReader builds the tree and holds the text to what the decoder does not check: one root,
// nothing around it, declared prefixes, no attribute twice.
type treeReader struct {
	d      *xml.Decoder
	root   *node
	open   []*node
	known  map[string]int // how many open elements declare a name space
	spaces [][]string     // those that each of them declares
	count  int
	line   int
}

// readTree reads the whole text.
func readTree(text string) (*node, error) {
	if strings.TrimSpace(text) == "" {
		return nil, refusal("structure_empty", "Le fichier cmi5.xml est vide.")
	}
	r := &treeReader{d: xml.NewDecoder(strings.NewReader(text)), known: map[string]int{}}
	r.d.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil } // decoded already
	for {
		r.line, _ = r.d.InputPos() // where the token begins
		token, err := r.d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, notXML(err)
		}
		if err := r.take(token); err != nil {
			return nil, err
		}
	}
	if r.root == nil {
		return nil, refusal("structure_empty", "Le fichier cmi5.xml ne contient aucun élément.")
	}
	return r.root, nil
}

func (r *treeReader) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.Directive:
		if strings.Contains(strings.ToUpper(string(t)), "<!ENTITY") {
			return refusal("structure_entities",
				"Le fichier cmi5.xml déclare des entités XML, ce qui n’est pas accepté (elles servent à saturer la mémoire).")
		}
	case xml.StartElement:
		return r.start(t)
	case xml.EndElement:
		last := len(r.open) - 1
		for _, space := range r.spaces[last] {
			r.known[space]--
		}
		r.open, r.spaces = r.open[:last], r.spaces[:last]
	case xml.CharData:
		if len(r.open) > 0 {
			n := r.open[len(r.open)-1]
			n.text = append(n.text, t...)
		} else if strings.TrimSpace(string(t)) != "" {
			return r.malformed("du texte se trouve hors de l’élément racine")
		}
	}
	return nil
}

func (r *treeReader) start(t xml.StartElement) error {
	if r.count++; r.count > maxNodes || len(r.open) >= maxDepth {
		return refusal("structure_too_long", "Le fichier cmi5.xml compte trop d’éléments, ou trop imbriqués.")
	}
	n := &node{space: t.Name.Space, name: t.Name.Local, line: r.line}
	var declared []string
	seen := make(map[xml.Name]struct{}, len(t.Attr))
	for _, a := range t.Attr {
		if _, twice := seen[a.Name]; twice {
			return r.malformed("l’attribut « " + short(a.Name.Local) + " » est donné deux fois")
		}
		seen[a.Name] = struct{}{}
		if a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns" {
			declared = append(declared, a.Value)
			r.known[a.Value]++
			continue
		}
		n.attrs = append(n.attrs, a)
	}
	if !r.knows(n.space) {
		return r.malformed("le préfixe « " + short(n.space) + " » n’est pas déclaré")
	}
	for _, a := range n.attrs {
		if !r.knows(a.Name.Space) {
			return r.malformed("le préfixe « " + short(a.Name.Space) + " » n’est pas déclaré")
		}
	}
	switch {
	case len(r.open) > 0:
		n.parent = r.open[len(r.open)-1]
		n.parent.children = append(n.parent.children, n)
	case r.root == nil:
		r.root = n
	default:
		return r.malformed("un deuxième élément racine suit le premier")
	}
	r.open, r.spaces = append(r.open, n), append(r.spaces, declared)
	return nil
}

// knows says whether a name space is declared here. The decoder leaves the prefix in place of
// one that is not.
func (r *treeReader) knows(space string) bool {
	return space == "" || space == "http://www.w3.org/XML/1998/namespace" || r.known[space] > 0
}

func (r *treeReader) malformed(why string) error {
	return refusal("structure_not_xml", fmt.Sprintf("Le fichier cmi5.xml n’est pas un XML correct (ligne %d : %s).", r.line, why))
}

func notXML(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return refusal("structure_not_xml",
			fmt.Sprintf("Le fichier cmi5.xml n’est pas un XML correct (ligne %d : %s).", syntax.Line, short(syntax.Msg)))
	}
	return refusal("structure_not_xml", "Le fichier cmi5.xml n’est pas un XML correct.")
}
