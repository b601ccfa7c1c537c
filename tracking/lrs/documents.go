package lrs

import (
	"context"
	"crypto/sha1" // #nosec G505 -- the specification names SHA-1 for entity tags (Communication §3.1)
	"encoding/hex"
	"encoding/json"
	"errors"
	"mime"
	"slices"
	"strings"
	"time"

	"preau.education/preau/internal/fault"
)

// ErrUnchanged is returned by a change function that finds nothing to write.
var ErrUnchanged = errors.New("lrs: unchanged")

// MaxDocument bounds one document, in bytes.
const MaxDocument = 8 << 20

// Kind is a kind of document, each with what it is a document of.
type Kind string

// The kinds of documents (Communication §2.3, §2.6, §2.7).
const (
	StateDocument   Kind = "state"    // of an agent in an activity
	AgentProfile    Kind = "agent"    // of an agent
	ActivityProfile Kind = "activity" // of an activity
)

// Of says whose documents are meant: empty fields are those that the kind has not.
type Of struct {
	Kind         Kind
	Activity     string // IRI
	Agent        string // key
	Registration string // UUID, "" for none
}

func (o Of) scope() string {
	return string(o.Kind) + ":" + short(o.Activity+"\x00"+o.Agent+"\x00"+o.Registration)
}

func (o Of) mayUse(op string, who Client) error {
	if o.Kind == StateDocument {
		if err := who.require(op, State); err != nil || who.Registration == "" || o.Registration == who.Registration {
			return err
		}
		return otherRegistration(op)
	}
	return who.require(op, Profile)
}

// mayUse refuses a client the use of documents.
func (s *Service) mayUse(ctx context.Context, op string, who Client, of Of, call Call) error {
	if err := of.mayUse(op, who); err != nil {
		return err
	}
	return s.hearsOf(ctx, op, who, of, call)
}

// Conditions are what the sender asks of the document that is there (RFC 9110 §13.1).
type Conditions struct {
	IfMatch, IfNoneMatch string
	// Needed has a document that is there replaced under a condition only; Always has a new one
	// made under a condition only too, as profiles in 1.0.3.
	Needed, Always bool
}

// ETag is the entity tag of a document: the SHA-1 of its content (Communication §3.1).
func (d *Document) ETag() string {
	sum := sha1.Sum(d.Content) // #nosec G401 -- see the import
	return `"` + hex.EncodeToString(sum[:]) + `"`
}

func (c Conditions) check(op string, d *Document, exists bool) error {
	failed := fault.New(op, fault.Precondition, "precondition_failed", "Ce document a changé depuis que vous l’avez lu, ou n’est pas dans l’état attendu.")
	switch {
	case c.IfMatch != "" && (!exists || !matches(c.IfMatch, d.ETag())):
		return failed
	case c.IfNoneMatch != "" && exists && matches(c.IfNoneMatch, d.ETag()):
		return failed
	case c.IfMatch != "" || c.IfNoneMatch != "":
	case c.Always && !exists:
		return fault.New(op, fault.Invalid, "condition_needed", "Envoyez If-None-Match: * pour créer ce document, ou If-Match pour le remplacer.")
	case c.Needed && exists:
		return fault.New(op, fault.Conflict, "condition_needed",
			"Un document existe déjà sous ce nom : lisez-le, puis envoyez If-Match avec son ETag, ou If-None-Match: * pour n’en créer qu’un nouveau.")
	}
	return nil
}

func matches(header, tag string) bool {
	for one := range strings.SplitSeq(header, ",") {
		one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
		if one == "*" || one == tag || `"`+one+`"` == tag {
			return true
		}
	}
	return false
}

// Document returns a document.
func (s *Service) Document(ctx context.Context, who Client, of Of, id string) (Document, error) {
	const op = "lrs.Document"
	if err := s.mayUse(ctx, op, who, of, Call{State: id}); err != nil {
		return Document{}, err
	}
	d, err := s.Stores.Documents.Get(ctx, of.scope(), id)
	return d, fault.Wrap(op, err)
}

// DocumentIDs returns the ids of the documents changed after since; the zero time is all.
func (s *Service) DocumentIDs(ctx context.Context, who Client, of Of, since time.Time) ([]string, error) {
	const op = "lrs.DocumentIDs"
	if err := s.mayUse(ctx, op, who, of, Call{}); err != nil {
		return nil, err
	}
	list, err := s.Stores.Documents.List(ctx, of.scope(), since)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	ids := make([]string, len(list))
	for i, d := range list {
		ids[i] = d.ID
	}
	slices.Sort(ids)
	return ids, nil
}

// SetDocument keeps a document in the place of what was there.
func (s *Service) SetDocument(ctx context.Context, who Client, of Of, d Document, c Conditions) error {
	const op = "lrs.SetDocument"
	if err := s.mayUse(ctx, op, who, of, Call{State: d.ID, Write: true, Type: d.Type, Content: d.Content}); err != nil {
		return err
	}
	return s.change(ctx, op, of, d, func(old *Document, exists bool) error {
		if err := c.check(op, old, exists); err != nil {
			return err
		}
		old.Type, old.Content = d.Type, d.Content
		return nil
	})
}

// MergeDocument brings the properties of a JSON object into the document, which must be one
// too; without one it is kept as it is (Communication §2.2).
func (s *Service) MergeDocument(ctx context.Context, who Client, of Of, d Document, c Conditions) error {
	const op = "lrs.MergeDocument"
	if err := s.mayUse(ctx, op, who, of, Call{State: d.ID, Write: true, Type: d.Type, Content: d.Content}); err != nil {
		return err
	}
	return s.change(ctx, op, of, d, func(old *Document, exists bool) error {
		c.Needed, c.Always = false, false
		if err := c.check(op, old, exists); err != nil {
			return err
		}
		if !exists {
			if isJSON(d.Type) && !json.Valid(d.Content) {
				return notObject(op)
			}
			old.Type, old.Content = d.Type, d.Content
			return nil
		}
		merged, err := merge(op, old, &d)
		if err != nil {
			return err
		}
		old.Type, old.Content = d.Type, merged
		return nil
	})
}

func (s *Service) change(ctx context.Context, op string, of Of, d Document, change func(old *Document, exists bool) error) error {
	if len(d.Content) > MaxDocument {
		return fault.New(op, fault.TooLarge, "document_too_large", "Ce document dépasse 8 Mo.")
	}
	err := s.Stores.Documents.Change(ctx, of.scope(), d.ID, func(old *Document, exists bool) error {
		if err := change(old, exists); err != nil {
			return err
		}
		old.Updated = s.Now().UTC()
		return nil
	})
	return fault.Wrap(op, err)
}

func isJSON(kind string) bool {
	media, _, err := mime.ParseMediaType(kind)
	return err == nil && media == "application/json"
}

func notObject(op string) error {
	return fault.New(op, fault.Invalid, "not_json_object", "Pour compléter un document, l’ancien et le nouveau doivent être des objets JSON.")
}

func merge(op string, old, d *Document) ([]byte, error) {
	var into, from map[string]json.RawMessage
	if !isJSON(old.Type) || !isJSON(d.Type) || json.Unmarshal(old.Content, &into) != nil || json.Unmarshal(d.Content, &from) != nil || into == nil || from == nil {
		return nil, notObject(op)
	}
	for k, v := range from {
		into[k] = v
	}
	return json.Marshal(into)
}

// DeleteDocument removes a document; there need not be one.
func (s *Service) DeleteDocument(ctx context.Context, who Client, of Of, id string, c Conditions) error {
	const op = "lrs.DeleteDocument"
	if err := s.mayUse(ctx, op, who, of, Call{State: id, Write: true}); err != nil {
		return err
	}
	c.Needed, c.Always = false, false
	var check func(*Document) error
	if c.IfMatch != "" || c.IfNoneMatch != "" {
		check = func(d *Document) error { return c.check(op, d, true) }
	}
	err := s.Stores.Documents.Delete(ctx, of.scope(), id, check)
	if fault.Is(err, fault.NotFound) {
		return c.check(op, &Document{}, false)
	}
	return fault.Wrap(op, err)
}

// DeleteDocuments removes all the documents of a scope.
func (s *Service) DeleteDocuments(ctx context.Context, who Client, of Of) error {
	if err := s.mayUse(ctx, "lrs.DeleteDocuments", who, of, Call{Write: true, All: true}); err != nil {
		return err
	}
	ids, err := s.DocumentIDs(ctx, who, of, time.Time{})
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.DeleteDocument(ctx, who, of, id, Conditions{}); err != nil {
			return err
		}
	}
	return nil
}
