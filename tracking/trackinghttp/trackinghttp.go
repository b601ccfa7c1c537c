// Package trackinghttp is tracking over HTTP: the learning page and what it records, the
// trainer's list and their word on presences, one's own history and attestations, and the
// pilot's figures.
package trackinghttp

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/internal/web"
	"preau.education/preau/tracking"
)

// Register adds the operations to the API.
func Register(api huma.API, svc *tracking.Service) {
	h := handlers{svc}
	h.registerLearn(api)
	h.registerTrainer(api)
	h.registerMine(api)
	h.registerPilot(api)
}

type handlers struct {
	svc *tracking.Service
}

const tag = "tracking"

func operation(id, method, path, summary string) huma.Operation {
	return huma.Operation{OperationID: id, Method: method, Path: "/api/v1" + path, Summary: summary, Tags: []string{tag}}
}

func (h handlers) registerLearn(api huma.API) {
	huma.Register(api, operation("readLearningPage", http.MethodGet, "/learn/{session}",
		"The table of contents of a session, and where one is in it"), h.learn)
	huma.Register(api, operation("readActivity", http.MethodGet, "/learn/{session}/activities/{activity}",
		"The content of an activity"), h.activity)
	huma.Register(api, operation("recordSeen", http.MethodPost, "/learn/{session}/activities/{activity}/seen",
		"A page was read, a file downloaded, a link followed"), h.seen)
	huma.Register(api, operation("recordVideo", http.MethodPost, "/learn/{session}/activities/{activity}/video",
		"How far one is in a video"), h.video)
}

// SessionPath is a path that names a session. Exported, as those below: huma reads no
// parameter of an embedded type that is not.
type SessionPath struct {
	Session string `path:"session" maxLength:"100"`
}

// ActivityPath is a path that names an activity of a session.
type ActivityPath struct {
	SessionPath
	Activity string `path:"activity" maxLength:"100"`
}

// ProgressBody is where one is in a training.
type ProgressBody struct {
	Percent     int    `json:"percent" doc:"Of the activities that count, 0 to 100"`
	Done        int    `json:"done"`
	Total       int    `json:"total"`
	StartedAt   string `json:"startedAt,omitempty" format:"date-time"`
	CompletedAt string `json:"completedAt,omitempty" format:"date-time"`
	LastAt      string `json:"lastAt,omitempty" format:"date-time"`
}

func progressBody(p *tracking.Progress) ProgressBody {
	return ProgressBody{Percent: p.Percent, Done: p.Done, Total: p.Total, StartedAt: stamp(p.StartedAt),
		CompletedAt: stamp(p.CompletedAt), LastAt: stamp(p.LastAt)}
}

// LearnActivity is an activity of the table of contents.
type LearnActivity struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind" enum:"page,video,file,link,package,meeting"`
	Title    string   `json:"title"`
	Minutes  int      `json:"minutes"`
	Required bool     `json:"required"`
	Rule     string   `json:"rule" doc:"What completes it" enum:"viewed,passed,completed,score,byTrainer,attended,none"`
	MinScore float64  `json:"minScore,omitempty" doc:"For rule score: 0 to 1"`
	State    string   `json:"state" enum:"notStarted,started,completed,failed"`
	Locked   bool     `json:"locked"`
	LockedBy []Ref    `json:"lockedBy,omitempty" doc:"What to complete first"`
	Score    *float64 `json:"score,omitempty" doc:"Best, -1 to 1"`
	Progress float64  `json:"progress,omitempty" doc:"How far in a video or a package, 0 to 1"`
}

// Ref names an activity.
type Ref struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

func learnActivity(a tracking.LearnActivity) LearnActivity {
	out := LearnActivity{ID: a.ID, Kind: string(a.Kind), Title: a.Title, Minutes: a.Minutes, Required: a.Required,
		Rule: string(a.Rule.Kind), MinScore: a.Rule.Score, State: string(a.State), Locked: len(a.Locked) > 0, Score: a.Score, Progress: a.Progress}
	for _, l := range a.Locked {
		out.LockedBy = append(out.LockedBy, Ref{l.ID, l.Title})
	}
	return out
}

// LearnSection is a section of the table of contents.
type LearnSection struct {
	ID         string          `json:"id"`
	Title      string          `json:"title"`
	Activities []LearnActivity `json:"activities"`
}

// SessionRef is a session as the learning page shows it.
type SessionRef struct {
	ID            string        `json:"id"`
	Title         string        `json:"title"`
	Parcours      string        `json:"parcours"`
	ParcoursTitle string        `json:"parcoursTitle"`
	Kind          string        `json:"kind"`
	State         string        `json:"state"`
	Start         string        `json:"start,omitempty" format:"date-time"`
	End           string        `json:"end,omitempty" format:"date-time"`
	Meetings      []MeetingBody `json:"meetings"`
}

// MeetingBody is a meeting of a session.
type MeetingBody struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Start   string `json:"start" format:"date-time"`
	End     string `json:"end" format:"date-time"`
	Kind    string `json:"kind" enum:"presence,virtual"`
	Minutes int    `json:"minutes"`
}

func sessionRef(v tracking.SessionView) SessionRef {
	out := SessionRef{ID: v.ID, Title: v.Title, Parcours: v.Parcours, ParcoursTitle: v.ParcoursTitle, Kind: v.Kind, State: v.State,
		Start: stamp(v.Start), End: stamp(v.End), Meetings: []MeetingBody{}}
	for _, m := range v.Meetings {
		out.Meetings = append(out.Meetings, MeetingBody{m.ID, m.Title, stamp(m.Start), stamp(m.End), m.Kind, m.Minutes()})
	}
	return out
}

// LearnBody is the learning page.
type LearnBody struct {
	Session  SessionRef     `json:"session"`
	Preview  bool           `json:"preview" doc:"Seen by a trainer who is not enrolled: nothing is recorded"`
	Closed   bool           `json:"closed" doc:"Readable, but nothing is recorded any more"`
	Sections []LearnSection `json:"sections"`
	Progress ProgressBody   `json:"progress"`
	Next     string         `json:"next,omitempty" doc:"The activity to go on with"`
}

type learnOutput struct{ Body LearnBody }

func (h handlers) learn(ctx context.Context, in *SessionPath) (*learnOutput, error) {
	l, err := h.svc.Learn(ctx, web.Actor(ctx), in.Session)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	out := LearnBody{Session: sessionRef(l.Session), Preview: l.Preview, Closed: l.Closed, Progress: progressBody(&l.Progress),
		Next: l.Next, Sections: []LearnSection{}}
	for _, s := range l.Sections {
		sec := LearnSection{ID: s.ID, Title: s.Title, Activities: []LearnActivity{}}
		for _, a := range s.Activities {
			sec.Activities = append(sec.Activities, learnActivity(a))
		}
		out.Sections = append(out.Sections, sec)
	}
	return &learnOutput{out}, nil
}

// VideoBody is a video with its captions.
type VideoBody struct {
	URL        string        `json:"url"`
	Type       string        `json:"type"`
	Seconds    int           `json:"seconds"`
	Position   float64       `json:"position" doc:"Seconds, where one stopped"`
	Captions   []CaptionBody `json:"captions"`
	Transcript string        `json:"transcript,omitempty" doc:"HTML, sanitised"`
}

// CaptionBody is one track of captions.
type CaptionBody struct {
	Lang  string `json:"lang"`
	Label string `json:"label"`
	URL   string `json:"url"`
}

// FileBody is a file to download.
type FileBody struct {
	URL  string `json:"url"`
	Name string `json:"name"`
	Type string `json:"type"`
	Size int64  `json:"size"`
}

// ActivityBody is an activity opened.
type ActivityBody struct {
	Activity LearnActivity `json:"activity"`
	Section  string        `json:"section" doc:"Title of its section"`
	HTML     string        `json:"html,omitempty" doc:"Of a page, sanitised"`
	Video    *VideoBody    `json:"video,omitempty"`
	File     *FileBody     `json:"file,omitempty"`
	Link     string        `json:"link,omitempty"`
	Package  string        `json:"package,omitempty" doc:"To launch by its own operation"`
	Previous string        `json:"previous,omitempty"`
	Next     string        `json:"next,omitempty"`
	Preview  bool          `json:"preview"`
}

type activityOutput struct{ Body ActivityBody }

func (h handlers) activity(ctx context.Context, in *ActivityPath) (*activityOutput, error) {
	v, err := h.svc.Activity(ctx, web.Actor(ctx), in.Session, in.Activity)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	out := ActivityBody{Activity: learnActivity(v.Activity), Section: v.Section, HTML: v.Content.HTML, Link: v.Content.Link,
		Package: v.Content.Package, Previous: v.Previous, Next: v.Next, Preview: v.Preview}
	if w := v.Content.Video; w != nil {
		out.Video = &VideoBody{URL: w.URL, Type: w.Type, Seconds: w.Seconds, Position: v.Position, Transcript: w.Transcript, Captions: []CaptionBody{}}
		for _, c := range w.Captions {
			out.Video.Captions = append(out.Video.Captions, CaptionBody(c))
		}
	}
	if f := v.Content.File; f != nil {
		file := FileBody(*f)
		out.File = &file
	}
	return &activityOutput{out}, nil
}

// RecordedBody is where one is after what was recorded.
type RecordedBody struct {
	State    string       `json:"state" doc:"Of the activity" enum:"notStarted,started,completed,failed"`
	Progress ProgressBody `json:"progress"`
	Next     string       `json:"next,omitempty" doc:"The activity to go on with"`
}

type recordedOutput struct{ Body RecordedBody }

// recorded answers where one is in the activity and the training. It reads the learning page
// again: what the record unlocked is in it.
func (h handlers) recorded(ctx context.Context, in ActivityPath, err error) (*recordedOutput, error) {
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	l, err := h.svc.Learn(ctx, web.Actor(ctx), in.Session)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	out := RecordedBody{Progress: progressBody(&l.Progress), Next: l.Next}
	for _, s := range l.Sections {
		for _, a := range s.Activities {
			if a.ID == in.Activity {
				out.State = string(a.State)
			}
		}
	}
	return &recordedOutput{out}, nil
}

func (h handlers) seen(ctx context.Context, in *ActivityPath) (*recordedOutput, error) {
	_, err := h.svc.Seen(ctx, web.Actor(ctx), in.Session, in.Activity)
	return h.recorded(ctx, *in, err)
}

type videoInput struct {
	ActivityPath
	Body struct {
		Position float64 `json:"position" minimum:"0" doc:"Seconds from the start"`
		Watched  float64 `json:"watched" minimum:"0" maximum:"1" doc:"Share of the video that was seen"`
		Ended    bool    `json:"ended,omitempty" doc:"The end was reached"`
	}
}

func (h handlers) video(ctx context.Context, in *videoInput) (*recordedOutput, error) {
	_, err := h.svc.Watch(ctx, web.Actor(ctx), in.Session, in.Activity,
		tracking.Watched{Position: in.Body.Position, Ratio: in.Body.Watched, Ended: in.Body.Ended})
	return h.recorded(ctx, in.ActivityPath, err)
}
