package app

import (
	"context"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/courses/courseshttp"
	"preau.education/preau/internal/identity/identityhttp"
	"preau.education/preau/internal/notify/notifyhttp"
	"preau.education/preau/internal/web"
	"preau.education/preau/scorm/scormhttp"
	"preau.education/preau/storage/storagehttp"
	"preau.education/preau/tracking/lrs/lrshttp"
	"preau.education/preau/tracking/trackinghttp"
)

// routes is everything that answers, but the pages, which come last.
func (a *App) routes(cookies identityhttp.Cookies) error {
	api, plain := a.Web.API, a.Web.Fiber
	identityhttp.Register(api, a.Identity, cookies)
	identityhttp.Routes(plain, a.Identity)
	courseshttp.Register(api, a.Courses, a.Jobs, a.now)
	trackinghttp.Register(api, a.Tracking)
	notifyhttp.Register(api, a.Notify)
	storagehttp.Routes(plain, a.uploads)
	scormhttp.Register(api, a.Scorm, a.Jobs, a.now)
	if err := scormhttp.Routes(plain, a.Scorm, scormhttp.Origins{App: origin(a.cfg.App()), Content: origin(a.cfg.Content())}); err != nil {
		return err
	}
	lrshttp.Register(api, a.Records)
	lrshttp.Routes(plain, a.Records)
	a.registerJobs(api)
	plain.Get("/api/v1/learn/:session/activities/:activity/media/:part", a.sendMedia)
	plain.Get("/api/v1/parcours/:parcours/media", a.sendDesigned)
	plain.Get("/api/v1/parcours/:parcours/thumbnail", a.sendThumbnail)
	plain.Get(web.LivePath, a.Live.Serve)
	plain.Get("/healthz", a.health)
	huma.Register(api, huma.Operation{OperationID: "readPlatform", Method: http.MethodGet, Path: "/api/v1/platform",
		Summary: "What a visitor may know of this installation", Tags: []string{"platform"}}, a.platform)
	return nil
}

func origin(u *url.URL) string { return u.Scheme + "://" + u.Host }

// DemoAccount is an account that anybody may use, in the demonstration only.
type DemoAccount struct {
	Email    string `json:"email"`
	Password string `json:"password"`
	Name     string `json:"name"`
	Role     string `json:"role" doc:"In French"`
	English  string `json:"english" doc:"The role in English"`
}

type platformOutput struct {
	Body Platform
}

// Platform is what a visitor may know of this installation.
type Platform struct {
	Demo []DemoAccount `json:"demo" doc:"Empty outside the demonstration"`
}

func (a *App) platform(context.Context, *struct{}) (*platformOutput, error) {
	out := &platformOutput{Body: Platform{Demo: a.demo}}
	if out.Body.Demo == nil {
		out.Body.Demo = []DemoAccount{}
	}
	return out, nil
}
