package trackingdb

import (
	"context"
	"iter"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/tracking"
)

type attestedMeetingDoc struct {
	Title   string `bson:"title"`
	Day     string `bson:"day"`
	Minutes int    `bson:"minutes"`
}

type attestationDoc struct {
	Enrolment       string               `bson:"enrolment"`
	Sequence        int64                `bson:"sequence"`
	Session         string               `bson:"session"`
	Parcours        string               `bson:"parcours"`
	Person          string               `bson:"person"`
	Where           dimsDoc              `bson:"where"`
	Name            string               `bson:"name"`
	Title           string               `bson:"title"`
	Matricule       string               `bson:"matricule"`
	Origin          string               `bson:"origin"`
	Kind            string               `bson:"kind"`
	MinutesDistance int                  `bson:"minutesDistance"`
	MinutesPresence int                  `bson:"minutesPresence"`
	StartedAt       time.Time            `bson:"startedAt"`
	CompletedAt     time.Time            `bson:"completedAt"`
	Meetings        []attestedMeetingDoc `bson:"meetings,omitempty"`
	IssuedAt        time.Time            `bson:"issuedAt"`
	State           string               `bson:"state"`
	ReplacedBy      string               `bson:"replacedBy,omitempty"`
	Reason          string               `bson:"reason,omitempty"`
	CountedDay      string               `bson:"countedDay,omitempty"`
	Turn            int64                `bson:"turn"`
}

var (
	// Unique: of two who issue at once, one finds the other's.
	attestationsByEnrolment = &docstore.Index[attestationDoc]{Name: "enrolment", Parts: []string{"enrolment", "sequence"}, Unique: true,
		Keys: func(d *attestationDoc) []any { return []any{d.Enrolment, d.Sequence} }}
	attestationsByPerson = &docstore.Index[attestationDoc]{Name: "person", Parts: []string{"person", "issued_at"},
		Keys: func(d *attestationDoc) []any { return []any{d.Person, d.IssuedAt} }}
	attestationsByAcademie = &docstore.Index[attestationDoc]{Name: "academie", Parts: []string{"academie"},
		Keys: func(d *attestationDoc) []any { return []any{d.Where.Academie} }}
)

var attestationDocs = docstore.Definition[attestationDoc]{Name: "attestations",
	Indexes: []*docstore.Index[attestationDoc]{attestationsByEnrolment, attestationsByPerson, attestationsByAcademie}}

// maxOfEnrolment bounds the attestations of one enrolment that are read: the last ones.
const maxOfEnrolment = 100

func attestationIn(a tracking.Attestation) (string, attestationDoc) {
	d := attestationDoc{
		Enrolment: a.Enrolment, Sequence: int64(a.Sequence), Session: a.Session, Parcours: a.Parcours, Person: a.Person,
		Where: dimsDoc(a.Where), Name: a.Name, Title: a.Title, Matricule: a.Matricule, Origin: a.Origin, Kind: a.Kind,
		MinutesDistance: a.MinutesDistance, MinutesPresence: a.MinutesPresence, StartedAt: a.StartedAt, CompletedAt: a.CompletedAt,
		IssuedAt: a.IssuedAt, State: string(a.State), ReplacedBy: a.ReplacedBy, Reason: a.Reason, CountedDay: a.CountedDay, Turn: a.Turn,
	}
	for _, m := range a.Meetings {
		d.Meetings = append(d.Meetings, attestedMeetingDoc(m))
	}
	return a.Number, d
}

func attestationOut(doc docstore.Doc[attestationDoc]) tracking.Attestation {
	d := doc.Body
	a := tracking.Attestation{
		Number: doc.ID, Rev: doc.Rev, Enrolment: d.Enrolment, Sequence: int(d.Sequence), Session: d.Session, Parcours: d.Parcours,
		Person: d.Person, Where: tracking.Dims(d.Where), Name: d.Name, Title: d.Title, Matricule: d.Matricule, Origin: d.Origin,
		Kind: d.Kind, MinutesDistance: d.MinutesDistance, MinutesPresence: d.MinutesPresence, StartedAt: d.StartedAt,
		CompletedAt: d.CompletedAt, IssuedAt: d.IssuedAt, State: tracking.AttestationState(d.State), ReplacedBy: d.ReplacedBy,
		Reason: d.Reason, CountedDay: d.CountedDay, Turn: d.Turn,
	}
	for _, m := range d.Meetings {
		a.Meetings = append(a.Meetings, tracking.AttestedMeeting(m))
	}
	return a
}

type attestations struct {
	docs *docstore.Collection[attestationDoc]
}

// Insert implements tracking.Attestations.
func (s attestations) Insert(ctx context.Context, a tracking.Attestation, facts ...tracking.Fact) error {
	id, doc := attestationIn(a)
	return s.docs.Insert(ctx, id, &doc, factsOut(facts)...)
}

// InsertMany implements tracking.Attestations.
func (s attestations) InsertMany(ctx context.Context, all []tracking.Attestation) error {
	return many(ctx, s.docs, all, attestationIn)
}

// Get implements tracking.Attestations.
func (s attestations) Get(ctx context.Context, number string) (tracking.Attestation, error) {
	d, err := s.docs.Get(ctx, number)
	if err != nil {
		return tracking.Attestation{}, err
	}
	return attestationOut(d), nil
}

// Change implements tracking.Attestations.
func (s attestations) Change(ctx context.Context, number string, change func(*tracking.Attestation) ([]tracking.Fact, error)) (tracking.Attestation, error) {
	d, err := s.docs.Update(ctx, number, func(doc *attestationDoc) ([]docstore.Fact, error) {
		a := attestationOut(docstore.Doc[attestationDoc]{ID: number, Body: *doc})
		facts, err := change(&a)
		if err == nil {
			_, *doc = attestationIn(a)
		}
		return changed(facts, err)
	})
	if err != nil {
		return tracking.Attestation{}, err
	}
	return attestationOut(d), nil
}

// OfEnrolment implements tracking.Attestations.
func (s attestations) OfEnrolment(ctx context.Context, enrolment string) ([]tracking.Attestation, error) {
	page, err := s.docs.Find(ctx, docstore.Query[attestationDoc]{Index: attestationsByEnrolment, Eq: []any{enrolment}, Desc: true, Limit: maxOfEnrolment})
	l, err := list(page, err, attestationOut)
	return l.Items, err
}

// OfPerson implements tracking.Attestations.
func (s attestations) OfPerson(ctx context.Context, person string, limit int, after string) (tracking.List[tracking.Attestation], error) {
	page, err := s.docs.Find(ctx, docstore.Query[attestationDoc]{Index: attestationsByPerson, Eq: []any{person}, Desc: true, Limit: limit, After: after})
	return list(page, err, attestationOut)
}

// OfAcademie implements tracking.Attestations.
func (s attestations) OfAcademie(ctx context.Context, academie string) iter.Seq2[tracking.Attestation, error] {
	return each(s.docs.All(ctx, docstore.Query[attestationDoc]{Index: attestationsByAcademie, Eq: []any{academie}, Limit: jobPage}), attestationOut)
}
