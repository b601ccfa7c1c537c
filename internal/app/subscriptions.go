package app

import (
	"context"
	"slices"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/ids"
	"preau.education/preau/internal/notify"
	"preau.education/preau/internal/web"
	"preau.education/preau/scorm"
	"preau.education/preau/tracking"
)

// subscriptions is everything that follows from what happened. Work is done once in the
// cluster and is safe to repeat; Refresh is done on every node, from now on: what happened
// before is in what Load reads.
func (a *App) subscriptions() []docstore.Subscriber {
	return []docstore.Subscriber{
		docstore.Work{Name: "progress", Apply: a.followProgress, Lanes: lanes, Kinds: []string{tracking.KindRecorded,
			courses.FactEnrolled, courses.FactWithdrawn, courses.FactVersionMoved, courses.FactSessionChanged}},
		docstore.Work{Name: "packages", Apply: a.report, Kinds: []string{scorm.KindReported}},
		docstore.Work{Name: "launches", Apply: a.state, Kinds: []string{scorm.KindStated}},
		docstore.Work{Name: "counters", Batch: a.count, Kinds: []string{tracking.KindTallied, tracking.KindTrained}},
		docstore.Work{Name: "attestations", Apply: a.attest, Kinds: []string{tracking.KindCompleted, tracking.KindReopened, tracking.KindMarked}},
		docstore.Work{Name: "courses", Batch: a.followCourses, Kinds: append(courses.WorkKinds(), tracking.KindCompleted, tracking.KindReopened)},
		docstore.Work{Name: "invitations", Apply: a.resolveInvitations, Kinds: []string{identity.KindSignedInFirst}},
		docstore.Work{Name: "notices", Apply: a.tell, Kinds: noticeKinds},
		docstore.Refresh{Name: "catalogue", From: -1, Apply: a.refreshCatalogue, Kinds: append(courses.RefreshKinds(), tracking.KindCompleted, tracking.KindReopened)},
		docstore.Refresh{Name: "sign-ins", From: -1, Apply: a.refreshSignIns, Kinds: []string{identity.KindSignedOut, identity.KindRolesChanged,
			identity.KindReferenceChanged, identity.KindProfileChanged}},
		docstore.Refresh{Name: "live", From: -1, Apply: a.publish, Kinds: liveKinds},
	}
}

// lanes is how many enrolments the log brings up to date at once: their writes then share a
// commit.
const lanes = 8

// decode reads the body of a change, whose kind says its type.
func decode[T any](c docstore.Change) (T, error) {
	var body T
	err := c.Decode(&body)
	return body, fault.Wrap("app.decode", err)
}

func (a *App) followProgress(ctx context.Context, c docstore.Change) error {
	system := actor.System()
	switch c.Kind {
	case tracking.KindRecorded:
		recorded, err := decode[tracking.Recorded](c)
		if err != nil {
			return err
		}
		return a.Tracking.Apply(ctx, system, recorded)
	case courses.FactVersionMoved, courses.FactSessionChanged:
		_, err := a.Tracking.ReconcileSession(ctx, system, c.Key)
		return err
	}
	return a.Tracking.Reconcile(ctx, system, c.Key)
}

// report hands the outcome of a commit to tracking, as the request that committed did already
// unless its process stopped in between.
func (a *App) report(ctx context.Context, c docstore.Change) error {
	outcome, err := decode[scorm.Outcome](c)
	if err != nil {
		return err
	}
	return a.Scorm.Report(ctx, actor.System(), outcome)
}

func (a *App) count(ctx context.Context, changes []docstore.Change) error {
	all := make([]tracking.Numbered, len(changes))
	for i, c := range changes {
		tallied, err := decode[tracking.Tallied](c)
		if err != nil {
			return err
		}
		all[i] = tracking.Numbered{Shard: c.Shard, Number: c.Number, Tallied: tallied}
	}
	return a.Tracking.CountAll(ctx, actor.System(), all)
}

func (a *App) attest(ctx context.Context, c docstore.Change) error {
	return a.Tracking.Attest(ctx, actor.System(), c.Key)
}

func (a *App) followCourses(ctx context.Context, changes []docstore.Change) error {
	var counts []courses.Count
	var freed []string // sessions in which seats may be free for those who wait
	for _, c := range changes {
		mark := courses.Mark{Shard: c.Shard, Number: c.Number}
		switch c.Kind {
		case courses.FactPublished:
			if err := a.Courses.ApplyPublished(ctx, c.Key); err != nil {
				return err
			}
		case courses.FactSessionOpened, courses.FactSessionChanged:
			freed = append(freed, c.Key)
		case tracking.KindCompleted, tracking.KindReopened:
			reached, err := decode[tracking.Reached](c)
			if err != nil {
				return err
			}
			n := 1
			if c.Kind == tracking.KindReopened {
				n = -1
			}
			counts = append(counts, courses.CompletionCounts(mark, reached.Parcours, reached.Session, n)...)
		default: // of an enrolment; the fields that matter here are those of EnrolledFact too
			moved, err := decode[courses.EnrolmentFact](c)
			if err != nil {
				return err
			}
			counts = append(counts, courses.EnrolmentCounts(mark, moved)...)
			if c.Kind == courses.FactWithdrawn {
				freed = append(freed, moved.Enrolment.Session)
			}
		}
	}
	if err := a.Courses.CountAll(ctx, counts); err != nil {
		return err
	}
	slices.Sort(freed)
	for _, session := range slices.Compact(freed) {
		if err := a.Courses.LetIn(ctx, session); err != nil {
			return err
		}
	}
	return nil
}

func (a *App) resolveInvitations(ctx context.Context, c docstore.Change) error {
	first, err := decode[identity.SignedInFirst](c)
	if err != nil {
		return err
	}
	return a.Courses.ResolveInvitations(ctx, actor.System(), first.Person, first.Emails)
}

func (a *App) refreshCatalogue(ctx context.Context, c docstore.Change) error {
	if c.Kind == tracking.KindCompleted || c.Kind == tracking.KindReopened {
		reached, err := decode[tracking.Reached](c)
		if err != nil {
			return err
		}
		a.Courses.Moved(reached.Parcours)
		return nil
	}
	return a.Courses.ApplyRefresh(ctx, c.Kind, c.Key, c.Decode)
}

func (a *App) refreshSignIns(ctx context.Context, c docstore.Change) error {
	switch c.Kind {
	case identity.KindSignedOut:
		out, err := decode[identity.SignedOut](c)
		if err != nil {
			return err
		}
		a.Identity.Revoke(out)
	case identity.KindRolesChanged:
		changed, err := decode[identity.RolesChanged](c)
		if err != nil {
			return err
		}
		a.Identity.Outdate(changed)
	case identity.KindProfileChanged:
		a.Courses.ForgetPerson(c.Key)
	case identity.KindReferenceChanged:
		return a.Identity.ReloadReference(ctx)
	}
	return nil
}

// liveKinds are the facts that an open page may show.
var liveKinds = []string{tracking.KindProgress, tracking.KindRecorded, tracking.KindCounted, tracking.KindAttested, notify.KindNoticed, notify.KindRead,
	courses.FactEnrolled, courses.FactWithdrawn, courses.FactRequested, courses.FactRequestWithdrawn, courses.FactRefused,
	courses.FactWaiting, courses.FactSessionChanged, courses.FactSeatsMoved, courses.FactSessionAnnounced, courses.FactSessionOpened,
	courses.FactSessionClosed, courses.FactSessionCancelled, courses.FactSessionHeldUp}

// publish tells the pages open on this node what moved; they ask for it again, each for what
// its reader may see.
func (a *App) publish(_ context.Context, c docstore.Change) error {
	switch c.Kind {
	case tracking.KindProgress:
		moved, err := decode[tracking.Progressed](c)
		if err != nil {
			return err
		}
		a.Live.Publish(web.Event{Type: "progress", Topic: "session:" + moved.Session})
		a.Live.Publish(web.Event{Type: "progress", Topic: "person:" + moved.Person})
	case tracking.KindRecorded:
		if of, ok := ids.Split(c.Key, 2); ok { // an enrolment
			a.Live.Publish(web.Event{Type: "statement", Topic: "session:" + of[0]})
			a.Live.Publish(web.Event{Type: "statement", Topic: "person:" + of[1]})
		}
	case tracking.KindCounted:
		a.Live.Publish(web.Event{Type: "counters", Topic: "academie:" + c.Key})
	case tracking.KindAttested:
		attested, err := decode[tracking.Attested](c)
		if err != nil {
			return err
		}
		a.Live.Publish(web.Event{Type: "attestation", Topic: "person:" + attested.Person})
	case notify.KindNoticed, notify.KindRead:
		a.Live.Publish(web.Event{Type: "notice", Topic: "person:" + c.Key})
	case courses.FactSessionChanged, courses.FactSeatsMoved, courses.FactSessionAnnounced, courses.FactSessionOpened, courses.FactSessionClosed,
		courses.FactSessionCancelled, courses.FactSessionHeldUp:
		a.Live.Publish(web.Event{Type: "session", Topic: "session:" + c.Key})
	default:
		return a.publishEnrolment(c)
	}
	return nil
}

func (a *App) publishEnrolment(c docstore.Change) error {
	told, err := decode[courses.EnrolmentFact](c)
	if err != nil {
		return err
	}
	a.Live.Publish(web.Event{Type: "session", Topic: "session:" + told.Enrolment.Session})
	a.Live.Publish(web.Event{Type: "enrolment", Topic: "person:" + told.Enrolment.Person})
	return nil
}

// mayFollow says whether somebody may follow a topic live: a session they train, an académie
// whose figures they read.
func (a *App) mayFollow(ctx context.Context, who actor.Actor, kind, id string) bool {
	switch kind {
	case "session":
		_, err := a.Courses.TrainedSession(ctx, who, id)
		return err == nil
	case "academie":
		return slices.Contains(a.abilities(who).Pilot, id)
	}
	return false
}

func (a *App) abilities(who actor.Actor) identity.Abilities {
	lists, _ := a.Identity.Reference()
	return identity.Person{ID: who.Person, Grants: who.Grants}.Abilities(lists.Codes())
}
