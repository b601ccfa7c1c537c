package lrs

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs/statement"
)

// pseudonymSecret names the secret without which nobody finds out whose a pseudonym is.
const pseudonymSecret = "pseudonyms" // #nosec G101 -- the name of a secret

func (s *Service) pseudonyms() string { return s.HomePage + "/xapi/pseudonyms" }

// everybody is all whom a statement names.
func everybody(statement.Agent) bool { return true }

// pseudonymise gives pseudonyms to those of the people that a statement names: one person has one
// in all the statements of a source, and another in those of another. Signatures, which name them,
// go. masked says that no name is left.
func (s *Service) pseudonymise(ctx context.Context, st *Stored, whom func(statement.Agent) bool, masked bool) error {
	secret, err := s.secret(ctx)
	if err != nil {
		return err
	}
	var gone []string
	var names map[string]string // keys of before, and of now
	err = s.Stores.Statements.Change(ctx, st.Key, func(t *Stored) error {
		names = map[string]string{}
		authority, err := authorityOf(t)
		if err != nil {
			return err
		}
		raw, signed := statement.Rename(t.Raw, func(a statement.Agent) (statement.Account, bool) {
			key := a.Key()
			if a.Account.HomePage == s.pseudonyms() || !whom(a) || key == authority {
				return statement.Account{}, false
			}
			to := statement.Account{HomePage: s.pseudonyms(), Name: pseudonym(secret, SourceOf(t.Client), key)}
			names[key] = statement.Agent{Account: to}.Key()
			return to, true
		})
		gone = signed
		if len(names) == 0 && t.Masked == (t.Masked || masked) {
			return ErrUnchanged
		}
		t.Raw, t.Masked, t.Tags = raw, t.Masked || masked, renamed(t.Tags, names)
		t.Attachments = slices.DeleteFunc(t.Attachments, func(a Attachment) bool { return slices.Contains(signed, a.SHA2) })
		return nil
	})
	if fault.Is(err, fault.NotFound) {
		return nil // removed meanwhile
	}
	if err != nil {
		return err
	}
	for _, sha2 := range gone {
		if err := s.removeFile(ctx, sha2); err != nil {
			return err
		}
	}
	return s.relend(ctx, st.ID, names)
}

// relend has the statements that refer to one be found by its people as they are named now, from
// one to the next: they were lent its tags. Those that name somebody themselves are found by both.
func (s *Service) relend(ctx context.Context, id string, names map[string]string) error {
	for waiting := []string{id}; len(names) > 0 && len(waiting) > 0; waiting = waiting[1:] {
		said, err := s.said(ctx, waiting[:1])
		if err != nil {
			return err
		}
		for _, by := range said[waiting[0]] {
			changed := false
			err := s.Stores.Statements.Change(ctx, by.Key, func(t *Stored) error {
				tags := slices.Clone(renamed(t.Tags, names))
				for from := range names {
					if namesAgent(t.Raw, from) {
						tags = append(tags, of(t.Tags, from)...)
					}
				}
				slices.Sort(tags)
				tags = slices.Compact(tags)
				if changed = !slices.Equal(tags, t.Tags); !changed {
					return ErrUnchanged
				}
				t.Tags = tags
				return nil
			})
			if err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
			if changed {
				waiting = append(waiting, by.ID)
			}
		}
	}
	return nil
}

// namesAgent says whether a statement names an agent itself.
func namesAgent(raw []byte, key string) bool {
	list, _, err := statement.Parse(raw, versionIn(raw))
	return err == nil && len(list) == 1 && slices.ContainsFunc(list[0].People, func(a statement.Agent) bool { return a.Key() == key })
}

// of are the tags by which a statement is found with an agent.
func of(tags []string, key string) (found []string) {
	for _, tag := range tags {
		if strings.HasPrefix(tag, short(key)) {
			found = append(found, tag)
		}
	}
	return found
}

// authorityOf is the key of the program, content or platform that answers for a statement, which
// keeps its name; "" for a person, who is renamed with the rest.
func authorityOf(st *Stored) (string, error) {
	var raw rawTrace
	if SourceOf(st.Client) == SourcePersons {
		return "", nil
	}
	if err := json.Unmarshal(st.Raw, &raw); err != nil {
		return "", fault.As("lrs.authorityOf", fault.Internal, "unreadable", err)
	}
	return statement.Agent{Account: statement.Account(raw.Authority.Account)}.Key(), nil
}

// pseudonym is that of an agent in the statements of a source.
func pseudonym(secret []byte, source, key string) string {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte(source + "\x00" + key))
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// renamed are tags in which agents have other keys. Tags lent by other statements are among them.
func renamed(tags []string, names map[string]string) []string {
	other := make(map[string]string, len(names))
	for from, to := range names {
		other[short(from)] = short(to)
	}
	out := slices.Clone(tags)
	for i, tag := range out {
		of := tag[:min(len(tag), shortLength)]
		if to, is := other[of]; is && strings.HasPrefix(tag[len(of):], tagAgent) || is && strings.HasPrefix(tag[len(of):], tagAgentVerb) ||
			is && strings.HasPrefix(tag[len(of):], tagRelatedAgent) {
			out[i] = to + tag[len(of):]
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (s *Service) secret(ctx context.Context) ([]byte, error) {
	fresh := make([]byte, 32)
	_, _ = rand.Read(fresh)
	return s.Stores.Secrets.Once(ctx, pseudonymSecret, fresh)
}

// Forget gives a person a pseudonym wherever the record store names them, of whatever source and
// age, voided statements among the rest, and forgets the names under which they were told of. It
// returns how many statements named them; called again, it goes on.
func (s *Service) Forget(ctx context.Context, who actor.Actor, agent statement.Agent) (int, error) {
	const op = "lrs.Forget"
	if err := s.administers(op, who); err != nil {
		return 0, err
	}
	key := agent.Key()
	if key == "" {
		return 0, fault.New(op, fault.Invalid, "bad_agent", "Cet agent n’a pas d’identifiant.")
	}
	them := func(a statement.Agent) bool { return a.Key() == key }
	tags, n := related(key), 0
	for {
		page, err := s.tagged(ctx, tags, Range{Ascending: true, Limit: agingPage})
		if err != nil {
			return n, fault.Wrap(op, err)
		}
		for i := range page.Items {
			if err := s.forgetIn(ctx, &page.Items[i], them, key); err != nil {
				return n, fault.Wrap(op, err)
			}
			n++
		}
		if page.Next == "" {
			break
		}
	}
	for st, err := range s.walk(ctx, Range{Ascending: true, Voided: true, Limit: agingPage}) {
		if err == nil && hasOneOfEach(st.Tags, [][]string{tags}) {
			n++
			err = s.forgetIn(ctx, &st, them, key)
		}
		if err != nil {
			return n, fault.Wrap(op, err)
		}
	}
	return n, fault.Wrap(op, s.Stores.Agents.Forget(ctx, key))
}

// forgetIn has a statement name somebody no more, and be found by them no more: also where another
// that names them lent it the tag.
func (s *Service) forgetIn(ctx context.Context, st *Stored, them func(statement.Agent) bool, key string) error {
	if err := s.pseudonymise(ctx, st, them, false); err != nil {
		return err
	}
	secret, err := s.secret(ctx)
	if err != nil {
		return err
	}
	to := statement.Agent{Account: statement.Account{HomePage: s.pseudonyms(), Name: pseudonym(secret, SourceOf(st.Client), key)}}
	return s.Stores.Statements.Change(ctx, st.Key, func(t *Stored) error {
		if !hasOneOfEach(t.Tags, [][]string{related(key)}) {
			return ErrUnchanged
		}
		t.Tags = renamed(t.Tags, map[string]string{key: to.Key()})
		return nil
	})
}
