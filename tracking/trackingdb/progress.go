package trackingdb

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/tracking"
)

type dimsDoc struct {
	Academie    string `bson:"academie"`
	Departement string `bson:"departement"`
	Degree      string `bson:"degree"`
	Sector      string `bson:"sector"`
	Kind        string `bson:"kind"`
	Parcours    string `bson:"parcours"`
}

type wordDoc struct {
	At        time.Time `bson:"at"`
	Statement string    `bson:"statement"`
	Value     float64   `bson:"value"`
}

type evidenceDoc struct {
	Activity string    `bson:"activity"`
	First    time.Time `bson:"first,omitempty"`
	Last     time.Time `bson:"last,omitempty"`
	Viewed   time.Time `bson:"viewed,omitempty"`
	Done     time.Time `bson:"done,omitempty"`
	Passed   time.Time `bson:"passed,omitempty"`
	Failed   time.Time `bson:"failed,omitempty"`
	Reached  []byte    `bson:"reached,omitempty"` // scores, see packScores
	Scores   []int64   `bson:"scores,omitempty"`  // written before: each a time in milliseconds, then a score in thousandths
	Progress float64   `bson:"progress,omitempty"`
	Position *wordDoc  `bson:"position,omitempty"`
	Tick     *wordDoc  `bson:"tick,omitempty"`
}

type presenceDoc struct {
	Meeting   string    `bson:"meeting"`
	Activity  string    `bson:"activity,omitempty"`
	Present   bool      `bson:"present"`
	Minutes   int       `bson:"minutes"`
	Held      time.Time `bson:"held"`
	By        string    `bson:"by"`
	Reason    string    `bson:"reason,omitempty"`
	At        time.Time `bson:"at"`
	Statement string    `bson:"statement"`
}

type entryDoc struct {
	Day     string `bson:"day"`
	Measure string `bson:"measure"`
	Amount  int    `bson:"amount"`
}

type progressDoc struct {
	Session         string        `bson:"session"`
	Parcours        string        `bson:"parcours"`
	Person          string        `bson:"person"`
	Version         int           `bson:"version"`
	Enrolled        bool          `bson:"enrolled"`
	EnrolledAt      time.Time     `bson:"enrolledAt"`
	Where           dimsDoc       `bson:"where"`
	MinutesDistance int           `bson:"minutesDistance"`
	MinutesPresence int           `bson:"minutesPresence"`
	HasMeetings     bool          `bson:"hasMeetings,omitempty"`
	Activities      []evidenceDoc `bson:"activities,omitempty"`
	Presences       []presenceDoc `bson:"presences,omitempty"`
	Done            int           `bson:"done"`
	Total           int           `bson:"total"`
	Percent         int           `bson:"percent"`
	StartedAt       time.Time     `bson:"startedAt,omitempty"`
	CompletedAt     time.Time     `bson:"completedAt,omitempty"`
	LastAt          time.Time     `bson:"lastAt,omitempty"`
	CountedWhere    dimsDoc       `bson:"countedWhere"`
	Counted         []entryDoc    `bson:"counted,omitempty"`
	ChangedAt       time.Time     `bson:"changedAt,omitempty"`
	Turn            int64         `bson:"turn"`
}

var (
	progressByPerson = &docstore.Index[progressDoc]{Name: "person", Parts: []string{"person", "enrolled_at"},
		Keys: func(d *progressDoc) []any { return []any{d.Person, d.EnrolledAt} }}
	progressBySession = &docstore.Index[progressDoc]{Name: "session", Parts: []string{"session"},
		Keys: func(d *progressDoc) []any { return []any{d.Session} }}
	// By the académie that the figures hold it in, for the rebuild.
	progressByAcademie = &docstore.Index[progressDoc]{Name: "academie", Parts: []string{"academie"},
		Keys: func(d *progressDoc) []any {
			if d.CountedWhere.Academie == "" {
				return nil
			}
			return []any{d.CountedWhere.Academie}
		}}
)

var progressDocs = docstore.Definition[progressDoc]{Name: "progress",
	Indexes: []*docstore.Index[progressDoc]{progressByPerson, progressBySession, progressByAcademie}}

func progressIn(p tracking.Progress) (string, progressDoc) {
	d := progressDoc{
		Session: p.Session, Parcours: p.Parcours, Person: p.Person, Version: p.Version, Enrolled: p.Enrolled,
		EnrolledAt: p.EnrolledAt, Where: dimsDoc(p.Where), MinutesDistance: p.MinutesDistance, MinutesPresence: p.MinutesPresence,
		HasMeetings: p.HasMeetings, Done: p.Done, Total: p.Total, Percent: p.Percent, StartedAt: p.StartedAt,
		CompletedAt: p.CompletedAt, LastAt: p.LastAt, CountedWhere: dimsDoc(p.Ledger.Where), ChangedAt: p.ChangedAt, Turn: p.Turn,
	}
	for id, e := range p.Activities {
		d.Activities = append(d.Activities, evidenceIn(id, e))
	}
	slices.SortFunc(d.Activities, func(a, b evidenceDoc) int { return cmp.Compare(a.Activity, b.Activity) })
	for _, pr := range p.Presences {
		d.Presences = append(d.Presences, presenceDoc(pr))
	}
	slices.SortFunc(d.Presences, func(a, b presenceDoc) int { return cmp.Compare(a.Meeting, b.Meeting) })
	for _, e := range p.Ledger.Entries {
		d.Counted = append(d.Counted, entryDoc{e.Day, string(e.Measure), e.Amount})
	}
	return p.ID, d
}

func progressOut(doc docstore.Doc[progressDoc]) tracking.Progress {
	d := doc.Body
	p := tracking.Progress{
		ID: doc.ID, Rev: doc.Rev, Session: d.Session, Parcours: d.Parcours, Person: d.Person, Version: d.Version, Enrolled: d.Enrolled,
		EnrolledAt: d.EnrolledAt, Where: tracking.Dims(d.Where), MinutesDistance: d.MinutesDistance, MinutesPresence: d.MinutesPresence,
		HasMeetings: d.HasMeetings, Done: d.Done, Total: d.Total, Percent: d.Percent, StartedAt: d.StartedAt,
		CompletedAt: d.CompletedAt, LastAt: d.LastAt, ChangedAt: d.ChangedAt, Turn: d.Turn,
		Ledger: tracking.Ledger{Where: tracking.Dims(d.CountedWhere)},
	}
	if len(d.Activities) > 0 {
		p.Activities = make(map[string]tracking.Evidence, len(d.Activities))
	}
	for _, e := range d.Activities {
		p.Activities[e.Activity] = evidenceOut(e)
	}
	if len(d.Presences) > 0 {
		p.Presences = make(map[string]tracking.Presence, len(d.Presences))
	}
	for _, pr := range d.Presences {
		p.Presences[pr.Meeting] = tracking.Presence(pr)
	}
	for _, e := range d.Counted {
		p.Ledger.Entries = append(p.Ledger.Entries, tracking.Entry{Day: e.Day, Measure: tracking.Measure(e.Measure), Amount: e.Amount})
	}
	return p
}

func evidenceIn(id string, e tracking.Evidence) evidenceDoc {
	return evidenceDoc{Activity: id, First: e.First, Last: e.Last, Viewed: e.ViewedAt, Done: e.DoneAt, Passed: e.PassedAt,
		Failed: e.FailedAt, Reached: packScores(e.Scores), Progress: e.Progress, Position: wordIn(e.Position), Tick: wordIn(e.Tick)}
}

func evidenceOut(d evidenceDoc) tracking.Evidence {
	scores := unpackScores(d.Reached)
	for pair := range slices.Chunk(d.Scores, 2) {
		scores = append(scores, scoreAt(pair[0], pair[1]))
	}
	return tracking.Evidence{First: d.First, Last: d.Last, ViewedAt: d.Viewed, DoneAt: d.Done, PassedAt: d.Passed,
		FailedAt: d.Failed, Scores: scores, Progress: d.Progress, Position: wordOut(d.Position), Tick: wordOut(d.Tick)}
}

func wordIn(w tracking.Word) *wordDoc {
	if w.Statement == "" {
		return nil
	}
	d := wordDoc(w)
	return &d
}

func wordOut(d *wordDoc) tracking.Word {
	if d == nil {
		return tracking.Word{}
	}
	return tracking.Word(*d)
}

type progresses struct {
	docs       *docstore.Collection[progressDoc]
	statements Statements
}

// Get implements tracking.Progresses.
func (s progresses) Get(ctx context.Context, id string) (tracking.Progress, error) {
	d, err := s.docs.Get(ctx, id)
	if err != nil {
		return tracking.Progress{}, err
	}
	return progressOut(d), nil
}

// GetMany implements tracking.Progresses.
func (s progresses) GetMany(ctx context.Context, ids []string) (map[string]tracking.Progress, error) {
	docs, err := s.docs.GetMany(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[string]tracking.Progress, len(docs))
	for id, d := range docs {
		out[id] = progressOut(d)
	}
	return out, nil
}

// Change implements tracking.Progresses.
func (s progresses) Change(ctx context.Context, told []tracking.Told, id string, change func(*tracking.Progress, bool) ([]tracking.Fact, error)) (tracking.Progress, error) {
	before := make([]docstore.Before, len(told))
	for i, t := range told {
		var done func()
		before[i], done = s.statements.Before(t)
		defer done()
	}
	d, err := s.docs.UpsertAfter(ctx, before, id, func(doc *progressDoc, exists bool) ([]docstore.Fact, error) {
		var p tracking.Progress
		if exists {
			p = progressOut(docstore.Doc[progressDoc]{ID: id, Body: *doc})
		}
		facts, err := change(&p, exists)
		if err == nil {
			_, *doc = progressIn(p)
		}
		return changed(facts, err)
	})
	if err != nil {
		return tracking.Progress{}, err
	}
	return progressOut(d), nil
}

// InsertMany implements tracking.Progresses.
func (s progresses) InsertMany(ctx context.Context, all []tracking.Progress) error {
	return many(ctx, s.docs, all, progressIn)
}

// OfPerson implements tracking.Progresses.
func (s progresses) OfPerson(ctx context.Context, person string, limit int, after string) (tracking.List[tracking.Progress], error) {
	page, err := s.docs.Find(ctx, docstore.Query[progressDoc]{Index: progressByPerson, Eq: []any{person}, Desc: true, Limit: limit, After: after})
	return list(page, err, progressOut)
}

// OfSession implements tracking.Progresses.
func (s progresses) OfSession(ctx context.Context, session string) iter.Seq2[tracking.Progress, error] {
	return s.of(ctx, progressBySession, session)
}

// OfAcademie implements tracking.Progresses.
func (s progresses) OfAcademie(ctx context.Context, academie string) iter.Seq2[tracking.Progress, error] {
	return s.of(ctx, progressByAcademie, academie)
}

func (s progresses) of(ctx context.Context, ix *docstore.Index[progressDoc], value string) iter.Seq2[tracking.Progress, error] {
	return each(s.docs.All(ctx, docstore.Query[progressDoc]{Index: ix, Eq: []any{value}, Limit: jobPage}), progressOut)
}
