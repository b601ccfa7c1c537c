package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// player plays the package of the measure for one person, as the wrapper frame does on the
// content host (scorm/runtime/PROTOCOL.md).
type player struct {
	browser *browser
	run     string // address of the run-time, under the launch token; it ends with a slash
	file    string // address of the file of 64 kB
	tab     string
	seq     int64
	visit   int64
	sco     string
}

// delivery is what is read of the answer to begin.
type delivery struct {
	Seq   int64 `json:"seq"`
	Visit int64 `json:"visit"`
	SCO   *struct {
		ID  string `json:"id"`
		URL string `json:"url"`
	} `json:"sco"`
}

// launch launches the package for each writer, once.
func (w *world) launch(ctx context.Context) error {
	if len(w.players) > 0 {
		return nil
	}
	if w.packaged == "" {
		return errors.New("the package of the measure is not in the catalogue: see whether the server refused it")
	}
	for c, b := range w.writers {
		p, err := launch(ctx, b, w.packaged, fmt.Sprintf("mesure-%d", c))
		if err != nil {
			return err
		}
		w.players = append(w.players, p)
	}
	return nil
}

func launch(ctx context.Context, b *browser, session, tab string) (*player, error) {
	if err := b.call(ctx, http.MethodPut, "/api/v1/sessions/"+session+"/enrolment", nil, nil); err != nil {
		return nil, err
	}
	var contents learning
	if err := b.call(ctx, http.MethodGet, "/api/v1/learn/"+session, nil, &contents); err != nil {
		return nil, err
	}
	activity := contents.first("package")
	if activity == "" {
		return nil, fmt.Errorf("no package to launch in %s", session)
	}
	var launched struct {
		URL string `json:"url"`
	}
	if err := b.call(ctx, http.MethodPost, "/api/v1/learn/"+session+"/activities/"+activity+"/launch", nil, &launched); err != nil {
		return nil, err
	}
	p := &player{browser: b, run: launched.URL, tab: tab}
	var first delivery
	begin := map[string]any{"tab": tab, "browser": tab, "take": true, "again": false}
	if err := b.call(ctx, http.MethodPost, p.run+"begin", begin, &first); err != nil {
		return nil, err
	}
	if first.SCO == nil {
		return nil, errors.New("the launch delivers nothing")
	}
	p.seq, p.visit, p.sco = first.Seq, first.Visit, first.SCO.ID
	var err error
	p.file, err = beside(p.run, first.SCO.URL, bigFile)
	return p, err
}

// beside is the address of a file of the package, given that of its first page, which is at
// the package's root.
func beside(run, page, file string) (string, error) {
	base, err := url.Parse(run)
	if err != nil {
		return "", err
	}
	at, err := base.Parse(page)
	if err != nil {
		return "", err
	}
	at, err = at.Parse(file)
	if err != nil {
		return "", err
	}
	return at.String(), nil
}

// commit is one commit as the wrapper sends it.
type commit struct {
	Tab         string      `json:"tab"`
	Seq         int64       `json:"seq"`
	Visit       int64       `json:"visit"`
	SCO         string      `json:"sco"`
	Elements    [][2]string `json:"elements"`
	Initialized bool        `json:"initialized"`
	Ended       bool        `json:"ended"`
	Final       bool        `json:"final"`
}

// suspended is a bookmark of a usual size, as authoring tools write them.
var suspended = strings.Repeat("viewed=1|lastviewedslide=7|questions=2#0#0|", 12)

// next is the following commit: where the learner is, what is to be kept, a score that moves.
func (p *player) next() commit {
	p.seq++
	return commit{Tab: p.tab, Seq: p.seq, Visit: p.visit, SCO: p.sco, Initialized: true, Elements: [][2]string{
		{"cmi.core.lesson_location", fmt.Sprintf("page-%d", p.seq)},
		{"cmi.core.lesson_status", "incomplete"},
		{"cmi.core.score.raw", fmt.Sprintf("%d", p.seq%101)},
		{"cmi.core.session_time", fmt.Sprintf("0000:%02d:%02d", p.seq/60%60, p.seq%60)},
		{"cmi.suspend_data", fmt.Sprintf("%d|%s", p.seq, suspended)},
	}}
}

// committing saves what a package wrote, commit after commit of one attempt for each client.
func committing(ctx context.Context, w *world) (kind, error) {
	if err := w.launch(ctx); err != nil {
		return kind{}, err
	}
	return kind{repeats: true, one: func(ctx context.Context, c, _ int) error {
		p := w.players[c]
		body, err := json.Marshal(p.next())
		if err != nil {
			return err
		}
		return p.browser.ask(ctx, http.MethodPost, p.run+"commit", body)
	}}, nil
}

// fetching gets a file of the package from the content host.
func fetching(ctx context.Context, w *world) (kind, error) {
	if err := w.launch(ctx); err != nil {
		return kind{}, err
	}
	return kind{repeats: true, one: func(ctx context.Context, c, _ int) error {
		return w.players[c].browser.ask(ctx, http.MethodGet, w.players[c].file, nil)
	}}, nil
}
