package courseshttp_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
)

// offer brings n published parcours, the teacher being enrolled in every tenth.
func (w *world) offer(n int) {
	w.t.Helper()
	domains := w.svc.Reference().Domains
	zero, three := 0, 180
	var b courses.Bulk
	for i := range n {
		id := fmt.Sprintf("01890000-0000-7000-8000-%012d", i)
		card := courses.Card{Title: fmt.Sprintf("Parcours %d : laïcité, école et évaluation des élèves", i), Short: "P", Collection: "autoformation",
			Description: "Situer le principe dans l'histoire et le droit, réagir à cinq situations de classe, préparer une séance d'EMC avec ses collègues.",
			Objectives:  "Connaître les textes. Préparer une séance. Évaluer.", Domain: domains[i%(len(domains)-1)].Code, Origin: "dgesco", Authors: "Dgesco",
			OriginCode: "NDGS", Publics: []string{"enseignants-college", "enseignants-lycee"}, MinutesDistance: &three, MinutesPresence: &zero, Year: "26",
			Keywords: []string{"EMC", "charte"}, Competences: []string{"3.1"}}
		b.Parcours = append(b.Parcours, courses.Parcours{ID: id, Card: card, Owner: "designer", Concepteurs: []string{"designer"}, State: courses.Published,
			LastVersion: 1, Published: 1, Label: "1.0", Lines: []courses.Line{{Major: 1, Version: 1}}, PublishedAt: w.now.Add(time.Duration(-i) * time.Hour)})
		session := courses.PermanentSession(id)
		b.Sessions = append(b.Sessions, courses.Session{ID: session, Parcours: id, Version: 1, Major: 1, Kind: courses.Permanent, State: courses.Open,
			Title: card.Title, Admission: courses.AdmitAll, OpenedAt: w.now.Add(-2000 * time.Hour), MinutesDistance: 180})
		if i%10 == 0 {
			b.Enrolments = append(b.Enrolments, courses.Enrolment{ID: courses.EnrolmentID(session, "teacher"), Session: session, Parcours: id, Person: "teacher",
				Version: 1, Major: 1, State: courses.Enrolled, Kind: courses.Permanent, At: w.now.Add(time.Duration(i) * time.Second)})
		}
	}
	w.ok(w.svc.InsertBulk(w.t.Context(), actor.System(), b))
}

// Benchmarks of one request through Fiber and huma, without the network, with 800 parcours.
func BenchmarkRequests(b *testing.B) {
	w := newWorld(b)
	w.offer(800)
	handler := w.server.Fiber.Handler()
	for _, c := range []struct{ name, role, path string }{
		{"catalogue, visitor", "", "/catalogue"},
		{"catalogue, signed in", "teacher", "/catalogue"},
		{"search with facets, signed in", "teacher", "/catalogue?q=la%C3%AFcit%C3%A9e+%C3%A9cole&domain=valeurs&domain=sciences&nature=autoformation&availability=open"},
		{"my trainings", "teacher", "/me/enrolments"},
		{"page of a parcours, signed in", "teacher", "/parcours/01890000-0000-7000-8000-000000000010"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var ctx fasthttp.RequestCtx
				ctx.Request.Header.SetMethod("GET")
				ctx.Request.SetRequestURI("/api/v1" + c.path)
				ctx.Request.Header.SetHost("localhost:8080")
				if c.role != "" {
					ctx.Request.Header.Set("Authorization", "Bearer "+c.role)
				}
				handler(&ctx)
				if ctx.Response.StatusCode() != 200 && c.name != "page of a parcours, signed in" {
					b.Fatal(ctx.Response.StatusCode(), string(ctx.Response.Body()))
				}
			}
		})
	}
}

// BenchmarkEnrol is one enrolment, durable with its fact, by the service.
func BenchmarkEnrol(b *testing.B) {
	w := newWorld(b)
	w.offer(4000)
	i := 0
	for b.Loop() {
		if i++; i%10 == 0 {
			i++
		}
		session := courses.PermanentSession(fmt.Sprintf("01890000-0000-7000-8000-%012d", i%4000))
		if _, err := w.svc.Enrol(b.Context(), actor.Actor{Person: "teacher"}, session); err != nil {
			b.Fatal(err)
		}
	}
}
