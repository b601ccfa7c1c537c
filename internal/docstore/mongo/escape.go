package mongo

import (
	"strings"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/x/bsonx/bsoncore"
)

// Names of fields may hold anything in a body (a SCORM element is "cmi.core.lesson_status"),
// but on a server "." and a leading "$" have meanings of their own. They are kept as %2E and
// %24, and "%" as %25.
var (
	escaper   = strings.NewReplacer("%", "%25", ".", "%2E")
	unescaper = strings.NewReplacer("%2E", ".", "%24", "$", "%25", "%")
)

func escape(name string) string {
	if !strings.ContainsAny(name, "%.$") {
		return name
	}
	name = escaper.Replace(name)
	if strings.HasPrefix(name, "$") {
		name = "%24" + name[1:]
	}
	return name
}

func unescape(name string) string {
	if !strings.Contains(name, "%") {
		return name
	}
	return unescaper.Replace(name)
}

// rename gives the fields of a document, at every depth, other names. A document none of
// whose names change is returned as it is.
func rename(doc []byte, to func(string) string) (bson.Raw, error) {
	changes, err := anyRenamed(doc, to)
	if err != nil || !changes {
		return doc, err
	}
	return renamed(doc, to)
}

func inner(v bsoncore.Value) []byte {
	if v.Type == bson.TypeEmbeddedDocument || v.Type == bson.TypeArray {
		return v.Data
	}
	return nil
}

func anyRenamed(doc []byte, to func(string) string) (bool, error) {
	elements, err := bsoncore.Document(doc).Elements()
	if err != nil {
		return false, err
	}
	for _, e := range elements {
		if name := e.Key(); to(name) != name {
			return true, nil
		}
		if sub := inner(e.Value()); sub != nil {
			if yes, err := anyRenamed(sub, to); yes || err != nil {
				return yes, err
			}
		}
	}
	return false, nil
}

func renamed(doc []byte, to func(string) string) ([]byte, error) {
	elements, err := bsoncore.Document(doc).Elements()
	if err != nil {
		return nil, err
	}
	at, out := bsoncore.AppendDocumentStart(make([]byte, 0, len(doc)+16))
	for _, e := range elements {
		v := e.Value()
		data := v.Data
		if sub := inner(v); sub != nil {
			if data, err = renamed(sub, to); err != nil {
				return nil, err
			}
		}
		out = bsoncore.AppendHeader(out, v.Type, to(e.Key()))
		out = append(out, data...)
	}
	return bsoncore.AppendDocumentEnd(out, at)
}
