package manifest

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// Limits that no manifest in use comes near, so that reading a hostile one stays cheap.
const (
	maxNodes = 500_000
	maxDepth = 200
)

// node is one element. Names are matched without regard to name space or case, because
// manifests get both wrong; the name space is asked only where two elements share a name.
type node struct {
	space, name string
	attrs       []xml.Attr
	text        []byte // of its own, not of its children
	children    []*node
}

func (n *node) is(name string) bool { return strings.EqualFold(n.name, name) }

// child returns the first child with the name, nil when there is none. It may be called on nil.
func (n *node) child(name string) *node {
	if n == nil {
		return nil
	}
	for _, c := range n.children {
		if c.is(name) {
			return c
		}
	}
	return nil
}

func (n *node) all(name string) []*node {
	if n == nil {
		return nil
	}
	var found []*node
	for _, c := range n.children {
		if c.is(name) {
			found = append(found, c)
		}
	}
	return found
}

// value is the trimmed text of the first child with the name, "" when there is none.
func (n *node) value(name string) string {
	if c := n.child(name); c != nil {
		return strings.TrimSpace(string(c.text))
	}
	return ""
}

// attr returns an attribute's trimmed value and whether it is there and not empty.
func (n *node) attr(name string) (string, bool) {
	if n == nil {
		return "", false
	}
	for _, a := range n.attrs {
		if strings.EqualFold(a.Name.Local, name) && a.Name.Space != "xmlns" {
			v := strings.TrimSpace(a.Value)
			return v, v != ""
		}
	}
	return "", false
}

func (n *node) get(name string) string {
	v, _ := n.attr(name)
	return v
}

// readTree reads the whole text. Entities other than those of XML and HTML are refused: no
// authoring tool declares any, and expanding them is how a small file fills a memory.
func readTree(text string) (*node, error) {
	if strings.TrimSpace(text) == "" {
		return nil, invalid("manifest_empty", "Le fichier imsmanifest.xml est vide.")
	}
	d := xml.NewDecoder(strings.NewReader(text))
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil } // decoded already
	var root *node
	var open []*node
	count := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, notXML(err)
		}
		switch t := token.(type) {
		case xml.Directive:
			if strings.Contains(strings.ToUpper(string(t)), "<!ENTITY") {
				return nil, invalid("manifest_entities", "Le manifeste déclare des entités XML, ce qui n’est pas accepté (elles servent à saturer la mémoire).")
			}
		case xml.StartElement:
			if count++; count > maxNodes || len(open) >= maxDepth {
				return nil, invalid("manifest_too_long", "Le manifeste compte trop d’éléments, ou trop imbriqués.")
			}
			n := &node{space: t.Name.Space, name: t.Name.Local, attrs: t.Attr}
			if len(open) > 0 {
				parent := open[len(open)-1]
				parent.children = append(parent.children, n)
			} else if root == nil {
				root = n
			}
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				n := open[len(open)-1]
				n.text = append(n.text, t...)
			}
		}
	}
	if root == nil {
		return nil, invalid("manifest_empty", "Le fichier imsmanifest.xml ne contient aucun élément.")
	}
	return root, nil
}

func notXML(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return invalidf("manifest_not_xml", "Le fichier imsmanifest.xml n’est pas un XML correct (ligne %d : %s).", syntax.Line, syntax.Msg)
	}
	return invalid("manifest_not_xml", "Le fichier imsmanifest.xml n’est pas un XML correct.")
}
