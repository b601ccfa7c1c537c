package lrs

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/tracking/lrs/statement"
)

// Limits of one request.
const (
	MaxStatements = 1000
	maxTags       = 1000 // of one statement: agents and activities that it names
)

// File is the bytes of an attachment as they came.
type File struct {
	SHA2 string
	Type string
	Data []byte
}

// Store keeps statements, all of them or none, and returns their ids. What is there already
// and is the same is accepted and changes nothing; under the id of another statement it is a
// Conflict (other_statement). When it returns, what it kept is durable and found.
func (s *Service) Store(ctx context.Context, who Client, v statement.Version, list []statement.Statement, files []File) ([]string, error) {
	const op = "lrs.Store"
	if err := who.require(op, Write); err != nil {
		return nil, err
	}
	if len(list) > MaxStatements {
		return nil, fault.New(op, fault.TooLarge, "too_many_statements", fmt.Sprintf("Au plus %d traces à la fois.", MaxStatements))
	}
	if err := who.confined(op, list); err != nil {
		return nil, err
	}
	given := givenIDs(list)
	if err := named(list, s.Now); err != nil {
		return nil, err
	}
	kept, err := checkFiles(v, list, files)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if err := s.Objects.Put(ctx, objectKey(f.SHA2), f.Data, f.Type); err != nil {
			return nil, fault.Wrap(op, err)
		}
	}
	authority, err := who.Authority.MarshalJSON()
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	settle, err := s.judge(ctx, who, list, given)
	if err != nil {
		return nil, err
	}
	err = s.store(ctx, who, v, list, kept, authority)
	if err := s.settled(ctx, who, list, err, settle); err != nil {
		return nil, err
	}
	s.announce(list)
	return idsOfStatements(list), nil
}

// announce tells whoever follows them of statements of people of this platform: once of several in a
// row of one registration.
func (s *Service) announce(list []statement.Statement) {
	if s.Followers == nil {
		return
	}
	type told struct{ person, registration string }
	var before told
	here := s.account("", "").Key()
	for i := range list {
		person, ours := strings.CutPrefix(list[i].Actor, here)
		if one := (told{person, list[i].Registration}); ours && one != before {
			s.Followers.Came(one.person, one.registration)
			before = one
		}
	}
}

// store completes statements and keeps them.
func (s *Service) store(ctx context.Context, who Client, v statement.Version, list []statement.Statement, kept [][]Attachment, authority []byte) error {
	b, key := s.clock.begin(len(list))
	defer s.clock.end(b)
	batch := make([]Stored, len(list))
	for i := range list {
		st := &list[i]
		batch[i] = Stored{
			Key: key(i), ID: st.ID, At: b.at, Client: who.ID, Target: st.Target, Voids: st.Voids != "", Attachments: kept[i], Tags: tagsOf(st, who),
			Raw: statement.Complete(*st, statement.Completion{ID: st.ID, Stored: b.at, Authority: authority, Version: versionOf(v)}),
		}
	}
	return s.insert(ctx, who, list, batch)
}

// versionOf is that of a statement which has none: 1.0.0 for the whole of 1.0 (Data §2.4.10).
func versionOf(v statement.Version) string {
	if v == statement.V1 {
		return "1.0.0"
	}
	return string(v)
}

// named gives an id to the statements that have none, and refuses two of one.
func named(list []statement.Statement, now func() time.Time) error {
	seen := make(map[string]bool, len(list))
	for i := range list {
		if list[i].ID == "" {
			list[i].ID = ids.New(now())
		}
		if seen[list[i].ID] {
			return fault.New("lrs.Store", fault.Invalid, "duplicate_id", fmt.Sprintf("La trace %d porte le même identifiant qu’une autre de cet envoi.", i+1))
		}
		seen[list[i].ID] = true
	}
	return nil
}

// tagsOf are the ways in which a statement is found.
func tagsOf(st *statement.Statement, who Client) []string {
	tags := []string{Tag(tagVerb, st.Verb)}
	for _, agent := range st.Agents {
		tags = append(tags, Tag(tagAgent, agent), Tag(tagAgentVerb, agent, st.Verb))
	}
	for _, agent := range st.RelatedAgents {
		tags = append(tags, Tag(tagRelatedAgent, agent))
	}
	if key := who.Authority.Key(); key != "" {
		tags = append(tags, Tag(tagRelatedAgent, key))
	}
	if st.Object != "" {
		tags = append(tags, Tag(tagActivity, st.Object))
	}
	for _, activity := range st.RelatedActivities {
		if activity != st.Object {
			tags = append(tags, Tag(tagRelatedActivity, activity))
		}
	}
	if who.Academie != "" {
		tags = append(tags, Tag(tagAcademie, who.Academie))
	}
	if st.Registration != "" {
		tags = append(tags, Tag(tagRegistration, st.Registration))
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

// insert stores a batch and what follows from it. Stored again, what follows is done again.
func (s *Service) insert(ctx context.Context, who Client, list []statement.Statement, batch []Stored) error {
	const op = "lrs.Store"
	targets, err := s.targets(ctx, who, list)
	if err != nil {
		return err
	}
	if err := voidWithin(list, batch); err != nil {
		return err
	}
	if err := s.voidedBefore(ctx, batch); err != nil {
		return fault.Wrap(op, err)
	}
	inherit(list, batch, targets)
	for i := range batch {
		if len(batch[i].Tags) > maxTags {
			return fault.New(op, fault.TooLarge, "too_many_names", fmt.Sprintf("La trace %d nomme trop de personnes et d’activités.", i+1))
		}
	}
	// Told before it is stored, a reference is seen by whoever stores its target meanwhile.
	for i := range list {
		if target := list[i].Target; target != "" {
			if err := s.Stores.References.Add(ctx, target, Reference{From: batch[i].ID, Voids: batch[i].Voids}); err != nil {
				return fault.Wrap(op, err)
			}
		}
	}
	if err := s.insertNew(ctx, list, batch); err != nil {
		return err
	}
	if err := s.follow(ctx, list, batch); err != nil {
		return fault.Wrap(op, err)
	}
	return s.learn(ctx, list)
}

func otherStatement(op, id string) error {
	return fault.New(op, fault.Conflict, "other_statement", "Une autre trace porte déjà l’identifiant "+id+".")
}

func idsOf(batch []Stored) []string {
	all := make([]string, len(batch))
	for i := range batch {
		all[i] = batch[i].ID
	}
	return all
}

// insertNew stores those of a batch that are not there yet; in the place of the others it puts
// what is there. These are compared as they were received: what the store has added to the old
// one, a timestamp among it, says nothing of whether they are the same.
func (s *Service) insertNew(ctx context.Context, list []statement.Statement, batch []Stored) error {
	const op = "lrs.Store"
	fresh := batch
	for range 3 {
		if len(fresh) == 0 {
			return nil
		}
		err := s.Stores.Statements.Insert(ctx, fresh)
		if !fault.Is(err, fault.Conflict) {
			return fault.Wrap(op, err)
		}
		there, err := s.Stores.Statements.ByIDs(ctx, idsOf(batch))
		if err != nil {
			return fault.Wrap(op, err)
		}
		fresh = make([]Stored, 0, len(batch))
		for i := range batch {
			old, is := there[batch[i].ID]
			switch {
			case !is:
				fresh = append(fresh, batch[i])
			case !statement.Same(old.Raw, list[i].Raw):
				return otherStatement(op, old.ID)
			default:
				batch[i] = old
			}
		}
	}
	return fault.New(op, fault.Unavailable, "contended", "Le magasin de traces est très sollicité ; renvoyez cette demande.")
}
