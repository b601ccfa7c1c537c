// Package demo makes the demonstration: a national offer with people who learn in it,
// plausible and the same every time, put in place through the services at the first start of
// `preau demo`. A production start never calls it.
package demo

import (
	"bytes"
	"context"
	"embed"
	"log/slog"
	"math/rand/v2"
	"path"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/app"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/ids"
	"preau.education/preau/storage"
	"preau.education/preau/tracking"
)

//go:embed all:content
var content embed.FS

// People is how many colleagues the demonstration has beside the named accounts.
const People = 2000

// Options are the choices of a demonstration.
type Options struct {
	PackagesDir string // further packages to add, each as a training; "" for none
	Today       time.Time
	Log         *slog.Logger
}

// Plant makes the demonstration in an empty installation; in one that has it, or anything
// else, it does nothing. It is all there or, if interrupted, refused at the next start.
func Plant(ctx context.Context, a *app.App, o Options) error {
	return fault.Wrap("demo.Plant", a.DB.Step(ctx, "demonstration", func(ctx context.Context) error {
		return plant(ctx, a, o)
	}))
}

func plant(ctx context.Context, a *app.App, o Options) error {
	system := actor.System()
	r := rand.New(rand.NewPCG(1905, 1882)) // #nosec G404 -- plausible, not secret
	lists, _ := a.Identity.Reference()
	crowd := crowd(r, lists, People)
	people := append(namedAccounts(), crowd...)
	if _, err := a.Identity.AddMany(ctx, system, people); err != nil {
		return err
	}
	mt, err := bring(ctx, a, o)
	if err != nil {
		return err
	}
	m := &maker{r: r, today: o.Today.UTC().Truncate(24 * time.Hour), designer: personID(Designer)}
	for _, academie := range lists.Academies {
		if academie.Kind == identity.Region {
			m.academies = append(m.academies, academie)
		}
	}
	for _, p := range crowd[:40] {
		m.trainers = append(m.trainers, p.ID)
	}
	m.offer()
	m.feature(mt)
	l := m.learn(people)
	err = a.Courses.InsertBulk(ctx, system, courses.Bulk{Parcours: m.made.parcours, Versions: m.made.versions,
		Sessions: m.made.sessions, Enrolments: l.enrolments, Completed: l.completed})
	if err != nil {
		return err
	}
	return track(ctx, a, m, l)
}

// track puts in place what people did, and builds from it the figures of every académie.
func track(ctx context.Context, a *app.App, m *maker, l learning) error {
	sessions := map[string]courses.Session{}
	for _, s := range m.made.sessions {
		sessions[s.ID] = s
	}
	var planted []tracking.Planted
	for _, e := range l.enrolments {
		if e.State != courses.Enrolled {
			continue
		}
		s := sessions[e.Session]
		planted = append(planted, tracking.Planted{Enrolment: app.EnrolmentView(&e, s.Terms(e.Version)), Inputs: l.did[e.ID], Presences: l.presences[e.ID]})
	}
	if err := a.Tracking.Plant(ctx, actor.System(), planted); err != nil {
		return err
	}
	return a.RebuildFigures(ctx, m.today)
}

// bring stores the film, the sheet and the packages.
func bring(ctx context.Context, a *app.App, o Options) (*material, error) {
	put := func(name, kind string) (string, int64, error) {
		body, err := content.ReadFile("content/" + name)
		if err != nil {
			return "", 0, err
		}
		key := "media/demo/" + path.Base(name)
		_, err = a.Objects.Put(ctx, key, bytes.NewReader(body), storage.PutOptions{Type: kind, Size: int64(len(body))})
		return key, int64(len(body)), err
	}
	film, _, err := put("video/contestation.mp4", "video/mp4")
	if err != nil {
		return nil, err
	}
	captions, _, err := put("video/contestation.fr.vtt", "text/vtt")
	if err != nil {
		return nil, err
	}
	sheet, size, err := put("fiche.pdf", "application/pdf")
	if err != nil {
		return nil, err
	}
	mt := &material{
		film: courses.Video{Object: film, Type: "video/mp4", Seconds: 32,
			Captions: []courses.Caption{{Lang: "fr", Object: captions, Label: "Français"}}, Transcript: transcript},
		sheet: courses.File{Object: sheet, Name: "Répondre à une contestation.pdf", Type: "application/pdf", Size: size},
	}
	if mt.laicite, err = importOwn(ctx, a, "reperes-laicite"); err != nil {
		return nil, err
	}
	if mt.enLigne, err = importOwn(ctx, a, "classe-en-ligne"); err != nil {
		return nil, err
	}
	mt.packages, err = importDir(ctx, a, o)
	return mt, err
}

const transcript = `<p>Un élève refuse une activité. Que faire ?</p><p>D’abord, garder le dialogue. Écouter, reformuler.</p>
<p>Rappeler que le programme s’impose à tous. La croyance est libre. Le savoir se discute avec des preuves.</p>
<p>Puis en parler en équipe, le jour même. L’équipe Valeurs de la République peut être saisie en ligne. Vous n’êtes jamais seul.</p>`

// importOwn imports one of the packages written for the demonstration.
func importOwn(ctx context.Context, a *app.App, folder string) (string, error) {
	body, err := zipped(folder)
	if err != nil {
		return "", fault.Wrap("demo.importOwn", err)
	}
	return a.ImportPackage(ctx, personID(Designer), ids.Derived("demo", "package", folder), folder+".zip", bytes.NewReader(body), int64(len(body)))
}
