package courses

import (
	"context"
	"strings"

	"preau.education/preau/internal/fault"
)

// NameInEnglish gives the lists of a platform that is older than English labels those of the
// seed, where nobody wrote one, and the apostrophes of its French. It is a step of the data's
// history: safe to repeat, and nothing on a platform whose lists are still to come.
func (s *Service) NameInEnglish(ctx context.Context) error {
	const op = "courses.NameInEnglish"
	ref, err := s.store.Reference(ctx)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return fault.Wrap(op, err)
	}
	ref.nameInEnglish(SeedReference())
	_, err = s.store.SaveReference(ctx, ref, newFact(FactReferenceChanged, "offer", s.now(), ReferenceFact{Rev: ref.Rev + 1}))
	return fault.Wrap(op, err)
}

func (r *Reference) nameInEnglish(seed Reference) {
	for i := range r.Domains {
		d := &r.Domains[i]
		was, _ := seed.Domain(d.Code)
		rename(&d.Label, &d.English, was.Label, was.English)
	}
	for i := range r.Collections {
		c := &r.Collections[i]
		was := seed.Collection(c.Code)
		rename(&c.Label, &c.English, was.Label, was.English)
	}
	for i := range r.Competences {
		c := &r.Competences[i]
		for _, was := range seed.Competences {
			if was.Code == c.Code {
				rename(&c.Label, &c.English, was.Label, was.English)
				rename(&c.Area, &c.AreaEnglish, was.Area, was.AreaEnglish)
			}
		}
	}
	for i := range r.Durations {
		d := &r.Durations[i]
		for _, was := range seed.Durations {
			if was.Code == d.Code {
				rename(&d.Label, &d.English, was.Label, was.English)
			}
		}
	}
	for _, lists := range [][2][]Option{{r.Publics, seed.Publics}, {r.Origins, seed.Origins}, {r.OriginCodes, seed.OriginCodes},
		{r.Certifications, seed.Certifications}, {r.Natures, seed.Natures}} {
		for i := range lists[0] {
			was := OptionOf(lists[1], lists[0][i].Code)
			rename(&lists[0][i].Label, &lists[0][i].English, was.Label, was.English)
		}
	}
}

// rename completes the labels of one entry from those of the seed. An entry whose French was
// changed keeps it, and gets no English that would say something else.
func rename(label, english *string, seedLabel, seedEnglish string) {
	plain := strings.NewReplacer("’", "'", "\u00a0", " ")
	if plain.Replace(*label) != plain.Replace(seedLabel) {
		return
	}
	*label = seedLabel
	if *english == "" {
		*english = seedEnglish
	}
}
