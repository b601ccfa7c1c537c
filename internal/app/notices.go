package app

import (
	"context"
	"strings"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/notify"
	"preau.education/preau/tracking"
)

// noticeKinds are the facts that somebody is told of.
var noticeKinds = []string{courses.FactEnrolled, courses.FactRequested, courses.FactRefused, courses.FactWaiting, courses.FactInvited,
	courses.FactSessionAnnounced, courses.FactSessionOpened, courses.FactSessionClosed, courses.FactSessionCancelled, courses.FactSessionHeldUp,
	courses.FactMessageSent, tracking.KindAttested}

// tell turns a fact into news for those it concerns. The fact's id makes the notice's, so that
// telling again tells nobody twice.
func (a *App) tell(ctx context.Context, c docstore.Change) error {
	var news []notify.News
	var err error
	switch c.Kind {
	case courses.FactEnrolled:
		news, err = newsOfEnrolled(c)
	case courses.FactRequested, courses.FactRefused, courses.FactWaiting:
		news, err = newsOfEnrolment(c)
	case courses.FactInvited:
		news, err = a.newsOfInvited(ctx, c)
	case courses.FactSessionHeldUp:
		news, err = newsOfHeldUp(c)
	case courses.FactSessionAnnounced, courses.FactSessionOpened, courses.FactSessionClosed, courses.FactSessionCancelled:
		return a.tellSession(ctx, c)
	case courses.FactMessageSent:
		news, err = newsOfMessage(c)
	case tracking.KindAttested:
		news, err = a.newsOfAttested(ctx, c)
	}
	if err != nil || len(news) == 0 {
		return err
	}
	return a.Notify.Tell(ctx, actor.System(), news...)
}

func newsOfEnrolled(c docstore.Change) ([]notify.News, error) {
	f, err := decode[courses.EnrolledFact](c)
	if err != nil || f.How == courses.BySelf || f.How == courses.ByImport {
		return nil, err // who did it knows
	}
	kind := notify.Enrolled
	if f.How == courses.ByAcceptance || f.How == courses.ByPromotion {
		kind = notify.RequestAccepted
	}
	return []notify.News{{Key: c.ID, Person: f.Enrolment.Person, Kind: kind, Params: map[string]string{"title": f.Title},
		Link: learnLink(f.Enrolment.Session)}}, nil
}

func newsOfEnrolment(c docstore.Change) ([]notify.News, error) {
	f, err := decode[courses.EnrolmentFact](c)
	if err != nil {
		return nil, err
	}
	e := f.Enrolment
	if c.Kind == courses.FactRequested {
		return toEach(f.Trainers, notify.News{Key: c.ID, Kind: notify.RequestReceived, Link: trainLink(e.Session),
			Params: map[string]string{"title": f.Title, "person": e.Snapshot.Name}}), nil
	}
	kind := notify.RequestRefused
	if c.Kind == courses.FactWaiting {
		kind = notify.Waiting
	}
	return []notify.News{{Key: c.ID, Person: e.Person, Kind: kind, Params: map[string]string{"title": f.Title}, Link: "/parcours/" + e.Parcours}}, nil
}

func (a *App) newsOfInvited(ctx context.Context, c docstore.Change) ([]notify.News, error) {
	f, err := decode[courses.InvitedFact](c)
	if err != nil {
		return nil, err
	}
	names, err := a.people.Names(ctx, []string{f.Invitation.Invited})
	if err != nil {
		return nil, err
	}
	from := names[f.Invitation.Invited]
	if from == "" {
		from = "Préau"
	}
	return []notify.News{{Key: c.ID, Email: f.Invitation.Email, Locale: "fr", Kind: notify.Invited,
		Params: map[string]string{"title": f.Title, "from": from}, Link: "/connexion"}}, nil
}

// tellSession tells its trainers what its dates did, and everybody enrolled, page by page, what
// concerns them.
func (a *App) tellSession(ctx context.Context, c docstore.Change) error {
	f, err := decode[courses.SessionFact](c)
	if err != nil {
		return err
	}
	if news := newsByDate(c, f); len(news) > 0 {
		if err := a.Notify.Tell(ctx, actor.System(), news...); err != nil {
			return err
		}
	}
	var kind, link string
	switch c.Kind {
	case courses.FactSessionOpened:
		kind, link = notify.SessionOpened, learnLink(f.Session)
	case courses.FactSessionClosed:
		kind, link = notify.SessionClosed, learnLink(f.Session)
	case courses.FactSessionCancelled:
		kind, link = notify.SessionCancelled, "/parcours/"+f.Parcours
	default:
		return nil
	}
	var news []notify.News
	for e, err := range a.Courses.AllEnrolments(ctx, actor.System(), f.Session) {
		if err != nil {
			return fault.Wrap("app.tellSession", err)
		}
		if e.State != courses.Enrolled {
			continue
		}
		news = append(news, notify.News{Key: c.ID, Person: e.Person, Kind: kind, Params: map[string]string{"title": f.Title}, Link: link})
		if len(news) == 500 {
			if err := a.Notify.Tell(ctx, actor.System(), news...); err != nil {
				return err
			}
			news = news[:0]
		}
	}
	if len(news) == 0 {
		return nil
	}
	return a.Notify.Tell(ctx, actor.System(), news...)
}

// newsByDate is what trainers are told of a session that moved by itself; who moves one by hand
// knows.
func newsByDate(c docstore.Change, f courses.SessionFact) []notify.News {
	kinds := map[string]string{courses.FactSessionAnnounced: notify.SessionAnnounced, courses.FactSessionOpened: notify.SessionStarted,
		courses.FactSessionClosed: notify.SessionEnded}
	if !f.ByDate {
		return nil
	}
	link := trainLink(f.Session)
	if c.Kind == courses.FactSessionClosed {
		link += "?onglet=presences"
	}
	return toEach(f.Trainers, notify.News{Key: c.ID, Kind: kinds[c.Kind], Params: map[string]string{"title": f.Title}, Link: link})
}

func newsOfHeldUp(c docstore.Change) ([]notify.News, error) {
	f, err := decode[courses.HeldUpFact](c)
	if err != nil {
		return nil, err
	}
	return toEach(f.Trainers, notify.News{Key: c.ID, Kind: notify.SessionHeldUp, Link: trainLink(f.Session) + "?onglet=reglages",
		Params: map[string]string{"title": f.Title, "reason": strings.Join(f.Reasons, "\n")}}), nil
}

// toEach is the same news for several people.
func toEach(persons []string, n notify.News) []notify.News {
	news := make([]notify.News, len(persons))
	for i, p := range persons {
		news[i] = n
		news[i].Person = p
	}
	return news
}

func newsOfMessage(c docstore.Change) ([]notify.News, error) {
	f, err := decode[courses.MessageFact](c)
	if err != nil {
		return nil, err
	}
	news := make([]notify.News, len(f.Message.Persons))
	for i, p := range f.Message.Persons {
		news[i] = notify.News{Key: c.ID, Person: p, Kind: notify.Message, Link: learnLink(f.Message.Session),
			Params: map[string]string{"from": f.FromName, "title": f.Title, "subject": f.Message.Subject, "body": f.Message.Body}}
	}
	return news, nil
}

func (a *App) newsOfAttested(ctx context.Context, c docstore.Change) ([]notify.News, error) {
	f, err := decode[tracking.Attested](c)
	if err != nil || f.State != "valid" {
		return nil, err
	}
	attestation, err := a.Tracking.Attestation(ctx, actor.System(), f.Number)
	if err != nil {
		return nil, err
	}
	return []notify.News{{Key: c.ID, Person: f.Person, Kind: notify.Attested, Params: map[string]string{"title": attestation.Title},
		Link: "/attestations/" + f.Number}}, nil
}

func trainLink(session string) string { return "/former/sessions/" + session }

func learnLink(session string) string { return "/apprendre/" + session }
