package identity

import (
	"context"

	"preau.education/preau/internal/fault"
)

// NameInEnglish gives the lists of a platform that is older than English labels those of the
// seed, where nobody wrote one nor changed the French. It is a step of the data's history:
// safe to repeat, and nothing on a platform whose lists are still to come.
func (s *Service) NameInEnglish(ctx context.Context) error {
	const op = "identity.NameInEnglish"
	lists, rev, err := s.store.Reference(ctx)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return fault.Wrap(op, err)
	}
	lists.nameInEnglish(Seed())
	fact := newFact(KindReferenceChanged, referenceKey, s.now(), ReferenceChanged{Rev: rev + 1})
	_, err = s.store.SaveReference(ctx, lists, rev, fact)
	return fault.Wrap(op, err)
}

func (r *Reference) nameInEnglish(seed Reference) {
	for i := range r.Fonctions {
		f := &r.Fonctions[i]
		if was, ok := seed.fonction(f.Code); ok && was.Label == f.Label && f.English == "" {
			f.English = was.English
		}
	}
	for i := range r.Corps {
		c := &r.Corps[i]
		for _, was := range seed.Corps {
			if was.Code == c.Code && was.Label == c.Label && c.English == "" {
				c.English = was.English
			}
		}
	}
}
