package scormhttp

import (
	"context"
	"time"

	"preau.education/preau/internal/web"
	"preau.education/preau/scorm"
)

type playInput struct {
	Session  string `path:"session" maxLength:"100"`
	Activity string `path:"activity" maxLength:"100"`
}

// LaunchBody says what to launch of a package.
type LaunchBody struct {
	Part string `json:"part,omitempty" maxLength:"2000" doc:"Of a package that has parts: which of them; the one to go on with when empty"`
}

type launchInput struct {
	Session  string `path:"session" maxLength:"100"`
	Activity string `path:"activity" maxLength:"100"`
	Body     *LaunchBody
}

// LaunchedPackage is what a page needs to show a package.
type LaunchedPackage struct {
	Kind    string    `json:"kind" enum:"scorm,cmi5,xapi,h5p" doc:"How it plays: scorm within its frame (see scorm/runtime/PROTOCOL.md), the others part by part"`
	URL     string    `json:"url" doc:"Of the frame to show, on the content host; of a package that has parts, of the part that was launched, empty when all are done"`
	Window  string    `json:"window" enum:"frame,own" doc:"Where to show it: in the page, or in a window of its own"`
	Session string    `json:"session,omitempty" doc:"Of the part that was launched: see readPlaying"`
	Origin  string    `json:"origin" doc:"Of its messages"`
	Title   string    `json:"title"`
	Attempt int       `json:"attempt" doc:"From 1"`
	Expires time.Time `json:"expires"`
	TOC     []Line    `json:"toc"`
	Nav     Nav       `json:"nav"`
}

type launchOutput struct{ Body LaunchedPackage }

func (h handlers) launch(ctx context.Context, in *launchInput) (*launchOutput, error) {
	ask := scorm.Launching{Session: in.Session, Activity: in.Activity}
	if in.Body != nil {
		ask.Part = in.Body.Part
	}
	l, err := h.svc.Launch(ctx, web.Actor(ctx), ask)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	out := &launchOutput{Body: LaunchedPackage{Kind: string(l.Kind), URL: l.URL, Window: "frame", Session: l.Session, Origin: l.Origin, Title: l.Title, Attempt: l.Number, Expires: l.Expires,
		TOC: lines(l.Lines), Nav: navMessage(l.Nav)}}
	if l.OwnWindow {
		out.Body.Window = "own"
	}
	return out, nil
}

// Playing is where somebody is in a package that has parts.
type Playing struct {
	TOC     []Line `json:"toc"`
	Result  Result `json:"result"`
	Session string `json:"session,omitempty" doc:"Of the part that plays, or played last"`
	Over    bool   `json:"over" doc:"It has ended"`
}

// Result is what was done of a package.
type Result struct {
	Completed bool     `json:"completed"`
	Passed    *bool    `json:"passed"`
	Score     *float64 `json:"score" doc:"-1 to 1"`
	Progress  *float64 `json:"progress" doc:"0 to 1"`
}

type playingOutput struct{ Body Playing }

func (h handlers) playing(ctx context.Context, in *playInput) (*playingOutput, error) {
	p, err := h.svc.Playing(ctx, web.Actor(ctx), in.Session, in.Activity)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &playingOutput{Body: Playing{TOC: lines(p.Lines), Result: Result(p.Result), Session: p.Session, Over: p.Over}}, nil
}
