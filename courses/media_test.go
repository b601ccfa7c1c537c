package courses_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/storage"
	"preau.education/preau/storage/dir"
)

// shelf is real storage, as courses asks for it.
type shelf struct {
	store   storage.Store
	uploads *storage.Uploads
}

func newShelf(t testing.TB, now func() time.Time) shelf {
	t.Helper()
	store, err := dir.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return shelf{store, storage.NewUploads(store, 1<<30, now)}
}

// Put implements courses.Files.
func (s shelf) Put(ctx context.Context, key string, r io.Reader, size int64, kind string) error {
	_, err := s.store.Put(ctx, key, r, storage.PutOptions{Type: kind, Size: size})
	return err
}

// Has implements courses.Files.
func (s shelf) Has(ctx context.Context, key string) (bool, error) {
	_, err := s.store.Stat(ctx, key)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// Delete implements courses.Files.
func (s shelf) Delete(ctx context.Context, key string) error { return s.store.Delete(ctx, key) }

// Open implements courses.Uploads.
func (s shelf) Open(ctx context.Context, who actor.Actor, id string) (courses.Received, error) {
	file, err := s.uploads.Open(ctx, actor.Actor{Person: who.Person}, id)
	if err != nil {
		return courses.Received{}, err
	}
	return courses.Received{Name: file.Name, Size: file.Size, At: file}, nil
}

// Discard implements courses.Uploads.
func (s shelf) Discard(ctx context.Context, who actor.Actor, id string) error {
	return s.uploads.Abandon(ctx, actor.Actor{Person: who.Person}, id)
}

// send has somebody upload a file.
func (h *house) send(by actor.Actor, name, body string) string {
	h.t.Helper()
	u, err := h.shelf.uploads.Create(h.t.Context(), by, name, "text/html", int64(len(body)))
	h.ok(err)
	_, err = h.shelf.uploads.Write(h.t.Context(), by, u.ID, 0, int64(len(body)), strings.NewReader(body))
	h.ok(err)
	return u.ID
}

func (h *house) keep(parcours string, use courses.MediaUse, name, body string) courses.Media {
	h.t.Helper()
	m, err := h.svc.KeepMedia(h.t.Context(), designer, parcours, use, h.send(designer, name, body), nil)
	h.ok(err)
	return m
}

func (h *house) has(object string) bool {
	h.t.Helper()
	there, err := h.shelf.Has(h.t.Context(), object)
	h.ok(err)
	return there
}

func film(t testing.TB) string {
	t.Helper()
	body, err := os.ReadFile("../internal/demo/content/video/contestation.mp4")
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

const vtt = "WEBVTT\n\n00:01.000 --> 00:04.000\nBonjour.\n"

func picture(t testing.TB) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 960, 540))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func watching(v courses.Video) []courses.Section {
	return []courses.Section{{ID: "s1", Title: "Voir", Activities: []courses.Activity{{ID: "v1", Kind: courses.KindVideo, Title: "Le film",
		Required: true, Rule: courses.Rule{Kind: courses.RuleViewed}, Video: &v}}}}
}

func handout(object string) []courses.Section {
	return []courses.Section{{ID: "s1", Title: "Lire", Activities: []courses.Activity{{ID: "f1", Kind: courses.KindFile, Title: "La fiche",
		Required: true, Rule: courses.Rule{Kind: courses.RuleViewed}, File: &courses.File{Object: object, Name: "programme.exe", Type: "text/html", Size: 1}}}}}
}

func TestAFilmIsKeptAndDescribedByItsBytes(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	p, err := h.svc.CreateParcours(ctx, designer, fullCard("Le film", "autoformation"))
	h.ok(err)
	upload := h.send(designer, "contestation.mp4", film(t))
	var told int64
	m, err := h.svc.KeepMedia(ctx, designer, p.ID, courses.UseVideo, upload, func(done, total int64) { told = done })
	h.ok(err)
	if m.Type != "video/mp4" || m.Size != int64(len(film(t))) || told != m.Size || !h.has(m.Object) {
		t.Fatalf("%+v, told of %d", m, told)
	}
	if _, err := h.shelf.uploads.Get(ctx, designer, upload); !fault.Is(err, fault.NotFound) {
		t.Errorf("the upload is still there: %v", err)
	}
	again, err := h.svc.KeepMedia(ctx, designer, p.ID, courses.UseVideo, upload, nil) // its answer was lost
	h.ok(err)
	if again.Object != m.Object || again.Type != m.Type {
		t.Errorf("again: %+v", again)
	}
	captions := h.keep(p.ID, courses.UseCaptions, "film.vtt", vtt)
	v, err := h.svc.SaveStructure(ctx, designer, p.ID, 1, 1, watching(courses.Video{Object: m.Object, Type: "text/html", Seconds: 32,
		Captions: []courses.Caption{{Lang: "fr", Label: "Français", Object: captions.Object}}, Transcript: "<p>Texte</p><script>x()</script>"}))
	h.ok(err)
	if got := v.Sections[0].Activities[0].Video; got.Type != "video/mp4" || got.Transcript != "<p>Texte</p>" || len(got.Captions) != 1 {
		t.Errorf("%+v", got)
	}
	got, err := h.svc.MediaOf(ctx, designer, p.ID, m.Object)
	h.ok(err)
	if got.Type != "video/mp4" {
		t.Errorf("%+v", got)
	}
	_, err = h.svc.MediaOf(ctx, who("other", actor.Grant{Role: actor.Concepteur}), p.ID, m.Object)
	h.refused(err, fault.NotFound, "not_found")
}

func TestWhatIsNotAFilmIsRefusedAndLetGo(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	p, err := h.svc.CreateParcours(ctx, designer, fullCard("Le film", "autoformation"))
	h.ok(err)
	for _, tc := range []struct {
		use        courses.MediaUse
		name, body string
		kind       fault.Kind
		code       string
	}{
		{courses.UseVideo, "film.mp4", "<script>alert(1)</script>", fault.Invalid, "video_unknown"},
		{courses.UseFile, "page.html", "<script>alert(1)</script>", fault.Invalid, "file_kind"},
		{courses.UseFile, "fiche.pdf", "<script>alert(1)</script>", fault.Invalid, "file_content"},
		{courses.UseCaptions, "film.vtt", "1\n00:00,0", fault.Invalid, "captions_invalid"},
		{courses.UseCaptions, "film.vtt", strings.Repeat("x", 1<<20+1), fault.TooLarge, "media_too_large"},
		{courses.UseThumbnail, "vignette.svg", "<svg/>", fault.Invalid, "picture_kind"},
		{"sound", "a.mp3", "ID3", fault.Invalid, "media_use"},
	} {
		upload := h.send(designer, tc.name, tc.body)
		_, err := h.svc.KeepMedia(ctx, designer, p.ID, tc.use, upload, nil)
		h.refused(err, tc.kind, tc.code)
		if _, err := h.shelf.uploads.Get(ctx, designer, upload); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: the upload is still there: %v", tc.code, err)
		}
	}
	_, err = h.svc.KeepMedia(ctx, camille, p.ID, courses.UseVideo, h.send(camille, "film.mp4", film(t)), nil)
	h.refused(err, fault.NotFound, "not_found")
	left, err := h.shelf.store.List(ctx, "media/", 10, "")
	h.ok(err)
	if len(left) != 0 {
		t.Errorf("kept %v", left)
	}
}

func TestAnActivityNamesFilesOfItsOwnParcoursOnly(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	mine, err := h.svc.CreateParcours(ctx, designer, fullCard("Le mien", "autoformation"))
	h.ok(err)
	other, err := h.svc.CreateParcours(ctx, designer, fullCard("Un autre", "autoformation"))
	h.ok(err)
	foreign := h.keep(other.ID, courses.UseVideo, "film.mp4", film(t))
	sheet := h.keep(mine.ID, courses.UseFile, "fiche.pdf", "%PDF-1.7")
	for name, sections := range map[string][]courses.Section{
		"another parcours's":     watching(courses.Video{Object: foreign.Object}),
		"a part of an upload":    watching(courses.Video{Object: "uploads/x/part-0"}),
		"a document as a film":   watching(courses.Video{Object: sheet.Object}),
		"a document as captions": watching(courses.Video{Object: foreign.Object, Captions: []courses.Caption{{Lang: "fr", Label: "F", Object: sheet.Object}}}),
	} {
		_, err := h.svc.SaveStructure(ctx, designer, mine.ID, 1, 1, sections)
		var f *fault.Error
		if !errors.As(err, &f) || len(f.Fields) == 0 || f.Fields[0].Code != "unknown_media" {
			t.Errorf("%s: %v", name, err)
		}
	}
	v, err := h.svc.SaveStructure(ctx, designer, mine.ID, 1, 1, handout(sheet.Object))
	h.ok(err)
	if f := v.Sections[0].Activities[0].File; f.Name != "fiche.pdf" || f.Type != "application/pdf" || f.Size != 8 {
		t.Errorf("%+v", f)
	}
	// A copy keeps the files of what it copies, and may be saved with them.
	_, err = h.svc.Publish(ctx, designer, mine.ID, courses.Major, "")
	h.ok(err)
	colleague := who("lou", actor.Grant{Role: actor.Concepteur})
	copied, err := h.svc.CopyParcours(ctx, colleague, mine.ID)
	h.ok(err)
	_, err = h.svc.SaveStructure(ctx, colleague, copied.ID, 1, 1, handout(sheet.Object))
	h.ok(err)
	_, err = h.svc.MediaOf(ctx, colleague, copied.ID, sheet.Object)
	h.ok(err)
}

func TestCaptionsAreOneALanguage(t *testing.T) {
	for _, tc := range []struct {
		captions []courses.Caption
		code     string
	}{
		{[]courses.Caption{{Lang: "fr", Label: "Français", Object: "a"}, {Lang: "pt-BR", Label: "Português", Object: "b"}}, ""},
		{[]courses.Caption{{Lang: "fr", Label: "Français", Object: "a"}, {Lang: "fr", Label: "Autre", Object: "b"}}, "repeated"},
		{[]courses.Caption{{Lang: "français", Label: "Français", Object: "a"}}, "content"},
		{[]courses.Caption{{Lang: "fr", Label: " ", Object: "a"}}, "content"},
		{[]courses.Caption{{Lang: "fr", Label: "Français"}}, "content"},
	} {
		wrong := courses.CheckStructure(watching(courses.Video{Object: "v", Captions: tc.captions}))
		if tc.code == "" && len(wrong) > 0 || tc.code != "" && (len(wrong) != 1 || wrong[0].Code != tc.code) {
			t.Errorf("%+v: %+v", tc.captions, wrong)
		}
	}
}

// TestWhatNothingShowsIsSwept follows files through the versions that show them.
func TestWhatNothingShowsIsSwept(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	p, err := h.svc.CreateParcours(ctx, designer, fullCard("La fiche", "autoformation"))
	h.ok(err)
	sweep := func(want int) {
		t.Helper()
		n, err := h.svc.SweepMedia(ctx, actor.System())
		h.ok(err)
		if n != want {
			t.Errorf("swept %d, want %d", n, want)
		}
	}
	first, second := h.keep(p.ID, courses.UseFile, "un.pdf", "%PDF-1.7 un"), h.keep(p.ID, courses.UseFile, "deux.pdf", "%PDF-1.7 deux")
	sweep(0) // too fresh: its page is being edited
	v, err := h.svc.SaveStructure(ctx, designer, p.ID, 1, 1, handout(first.Object))
	h.ok(err)
	h.wait(72 * time.Hour)
	sweep(1)
	if h.has(second.Object) || !h.has(first.Object) {
		t.Fatal("the wrong one was swept")
	}
	_, err = h.svc.SaveStructure(ctx, designer, p.ID, 1, v.Rev, handout(second.Object))
	if err == nil {
		t.Fatal("a file that was swept was put into an activity")
	}
	_, err = h.svc.Publish(ctx, designer, p.ID, courses.Major, "")
	h.ok(err)
	third := h.keep(p.ID, courses.UseFile, "trois.pdf", "%PDF-1.7 trois")
	_, err = h.svc.NewVersion(ctx, designer, p.ID)
	h.ok(err)
	h.wait(47 * time.Hour)
	_, err = h.svc.SaveStructure(ctx, designer, p.ID, 2, 7, handout(third.Object)) // a writer that was late, and will come back
	h.refused(err, fault.Precondition, "stale")
	h.wait(47 * time.Hour)
	sweep(0)
	_, err = h.svc.SaveStructure(ctx, designer, p.ID, 2, 1, handout(third.Object))
	h.ok(err)
	h.wait(72 * time.Hour)
	sweep(0)
	if !h.has(first.Object) || !h.has(third.Object) {
		t.Fatal("a file that is shown was swept")
	}
	_, err = h.svc.SaveStructure(ctx, designer, p.ID, 2, 2, structure()) // removed before it was published
	h.ok(err)
	h.wait(49 * time.Hour)
	sweep(1)
	sweep(0)
	if !h.has(first.Object) || h.has(third.Object) {
		t.Fatal("a published version lost its file, or a draft's was kept")
	}
	_, err = h.svc.SweepMedia(ctx, designer)
	h.refused(err, fault.Forbidden, "forbidden")
}

func TestThumbnail(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	p, err := h.svc.CreateParcours(ctx, designer, fullCard("La vignette", "autoformation"))
	h.ok(err)
	card := p.Card
	card.Thumbnail = "uploads/x/part-0"
	_, err = h.svc.CreateParcours(ctx, designer, card)
	h.refused(err, fault.Invalid, "invalid")
	_, err = h.svc.SaveCard(ctx, designer, p.ID, 1, card)
	h.refused(err, fault.Invalid, "invalid")
	old := h.keep(p.ID, courses.UseThumbnail, "vignette.png", picture(t))
	card.Thumbnail = old.Object
	p, err = h.svc.SaveCard(ctx, designer, p.ID, 1, card)
	h.ok(err)
	_, err = h.svc.Thumbnail(ctx, camille, p.ID)
	h.refused(err, fault.NotFound, "not_found") // a draft is its concepteurs' own
	m, err := h.svc.Thumbnail(ctx, designer, p.ID)
	h.ok(err)
	if m.Object != old.Object || m.Type != "image/png" {
		t.Errorf("%+v", m)
	}
	_, err = h.svc.SaveStructure(ctx, designer, p.ID, 1, 1, structure())
	h.ok(err)
	p, err = h.svc.Publish(ctx, designer, p.ID, courses.Major, "")
	h.ok(err)
	_, err = h.svc.Thumbnail(ctx, actor.Actor{}, p.ID)
	h.ok(err)
	copied, err := h.svc.CopyParcours(ctx, who("lou", actor.Grant{Role: actor.Concepteur}), p.ID)
	h.ok(err)
	card.Thumbnail = h.keep(p.ID, courses.UseThumbnail, "autre.png", picture(t)).Object
	_, err = h.svc.SaveCard(ctx, designer, p.ID, p.Rev, card)
	h.ok(err)
	h.wait(72 * time.Hour)
	n, err := h.svc.SweepMedia(ctx, actor.System())
	h.ok(err)
	if n != 0 || !h.has(copied.Card.Thumbnail) {
		t.Errorf("swept %d: the copy shows the first picture", n)
	}
}
