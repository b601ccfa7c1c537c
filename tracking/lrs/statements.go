package lrs

import (
	"context"
	"fmt"
	"slices"
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
	b, key := s.clock.begin(len(list))
	defer s.clock.end(b)
	batch := make([]Stored, len(list))
	for i := range list {
		st := &list[i]
		batch[i] = Stored{
			Key: key(i), ID: st.ID, At: b.at, Client: who.ID, Voids: st.Voids != "", Attachments: kept[i], Tags: tagsOf(st, who),
			Raw: statement.Complete(*st, statement.Completion{ID: st.ID, Stored: b.at, Authority: authority, Version: string(v)}),
		}
	}
	if err := s.insert(ctx, list, batch); err != nil {
		return nil, err
	}
	all := make([]string, len(list))
	for i := range list {
		all[i] = list[i].ID
	}
	return all, nil
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
		tags = append(tags, Tag(tagAgent, agent), Tag(tagAgentVerb, agent, st.Verb), Tag(tagRelatedAgent, agent))
	}
	for _, agent := range st.RelatedAgents {
		tags = append(tags, Tag(tagRelatedAgent, agent))
	}
	tags = append(tags, Tag(tagRelatedAgent, who.Authority.Key()))
	if st.Object != "" {
		tags = append(tags, Tag(tagActivity, st.Object))
	}
	for _, activity := range st.RelatedActivities {
		tags = append(tags, Tag(tagRelatedActivity, activity))
	}
	if st.Registration != "" {
		tags = append(tags, Tag(tagRegistration, st.Registration))
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

// insert stores a batch and what follows from it. Stored again, what follows is done again.
func (s *Service) insert(ctx context.Context, list []statement.Statement, batch []Stored) error {
	const op = "lrs.Store"
	targets, err := s.targets(ctx, list)
	if err != nil {
		return err
	}
	said, err := s.Stores.References.Of(ctx, idsOf(batch))
	if err != nil {
		return fault.Wrap(op, err)
	}
	for i := range batch {
		inherit(list, batch, i, targets)
		for _, r := range said[batch[i].ID] {
			if r.Voids && !batch[i].Voids {
				batch[i].Voided = true
			}
		}
	}
	for i := range batch {
		if len(batch[i].Tags) > maxTags {
			return fault.New(op, fault.TooLarge, "too_many_names", fmt.Sprintf("La trace %d nomme trop de personnes et d’activités.", i+1))
		}
	}
	if err := s.insertNew(ctx, batch); err != nil {
		return err
	}
	if err := s.follow(ctx, list, batch, targets, said); err != nil {
		return err
	}
	return s.learn(ctx, list)
}

func idsOf(batch []Stored) []string {
	all := make([]string, len(batch))
	for i := range batch {
		all[i] = batch[i].ID
	}
	return all
}

// targets are the statements that others of the list refer to and that are kept already. What
// voids another cannot be voided (Data §2.3.2).
func (s *Service) targets(ctx context.Context, list []statement.Statement) (map[string]Stored, error) {
	var wanted []string
	for i := range list {
		if list[i].Target != "" {
			wanted = append(wanted, list[i].Target)
		}
	}
	if len(wanted) == 0 {
		return nil, nil //nolint:nilnil // an empty map is read like a full one
	}
	slices.Sort(wanted)
	found, err := s.Stores.Statements.ByIDs(ctx, slices.Compact(wanted))
	if err != nil {
		return nil, fault.Wrap("lrs.Store", err)
	}
	for i := range list {
		if t, there := found[list[i].Voids]; there && t.Voids {
			return nil, fault.New("lrs.Store", fault.Invalid, "voids_voiding", "Une trace qui en annule une autre ne peut être annulée.")
		}
	}
	return found, nil
}

// inherit lends a statement that refers to another the tags of that other, so that what is said
// of a statement is found with it (Communication §2.1.3).
func inherit(list []statement.Statement, batch []Stored, i int, targets map[string]Stored) {
	target := list[i].Target
	if target == "" {
		return
	}
	tags := targets[target].Tags
	for j := range batch[:i] {
		if batch[j].ID == target {
			tags = batch[j].Tags
		}
	}
	batch[i].lend(tags)
}

func (s *Stored) lend(tags []string) {
	s.Tags = slices.Concat(s.Tags, tags)
	slices.Sort(s.Tags)
	s.Tags = slices.Compact(s.Tags)
}

// insertNew stores those of a batch that are not there yet.
func (s *Service) insertNew(ctx context.Context, batch []Stored) error {
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
		there, err := s.Stores.Statements.ByIDs(ctx, idsOf(fresh))
		if err != nil {
			return fault.Wrap(op, err)
		}
		left := make([]Stored, 0, len(fresh))
		for i := range fresh {
			old, is := there[fresh[i].ID]
			if !is {
				left = append(left, fresh[i])
				continue
			}
			if !statement.Same(old.Raw, fresh[i].Raw) {
				return fault.New(op, fault.Conflict, "other_statement", "Une autre trace porte déjà l’identifiant "+old.ID+".")
			}
		}
		fresh = left
	}
	return fault.New(op, fault.Unavailable, "contended", "Le magasin de traces est très sollicité ; renvoyez cette demande.")
}

// follow does what a batch leads to among other statements: what it voids, what had been said of
// it before it came, what it says of those that have not come.
func (s *Service) follow(ctx context.Context, list []statement.Statement, batch []Stored, targets map[string]Stored, said map[string][]Reference) error {
	const op = "lrs.Store"
	for i := range list {
		if st := &list[i]; st.Target != "" {
			if err := s.refer(ctx, st, batch[i].Key, targets, batch); err != nil {
				return fault.Wrap(op, err)
			}
		}
		for _, r := range said[batch[i].ID] {
			err := s.Stores.Statements.Change(ctx, r.From, func(from *Stored) error {
				if !from.Voided {
					from.lend(batch[i].Tags)
				}
				return nil
			})
			if err != nil && !fault.Is(err, fault.NotFound) {
				return fault.Wrap(op, err)
			}
		}
	}
	return nil
}

// refer does what a statement that refers to another means for that other.
func (s *Service) refer(ctx context.Context, st *statement.Statement, key string, targets map[string]Stored, batch []Stored) error {
	target, there := targets[st.Target]
	for i := range batch {
		if batch[i].ID == st.Target {
			target, there = batch[i], true
		}
	}
	if !there {
		return s.Stores.References.Add(ctx, st.Target, Reference{From: key, Voids: st.Voids != ""})
	}
	if st.Voids == "" || target.Voids {
		return nil
	}
	return s.Stores.Statements.Change(ctx, target.Key, func(t *Stored) error {
		t.Voided = true
		return nil
	})
}
