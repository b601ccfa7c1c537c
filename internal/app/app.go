// Package app is the only composer: it opens the stores, makes the services, bridges what
// they need of one another, and lists on one page each the routes, what follows from what
// happened, and what recurs.
package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/courses"
	"preau.education/preau/courses/coursesdb"
	"preau.education/preau/frontend"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/config"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/identity/identitydb"
	"preau.education/preau/internal/identity/identityhttp"
	"preau.education/preau/internal/identity/password"
	"preau.education/preau/internal/jobs"
	"preau.education/preau/internal/notify"
	"preau.education/preau/internal/notify/letter"
	"preau.education/preau/internal/notify/mail"
	"preau.education/preau/internal/notify/notifydb"
	"preau.education/preau/internal/web"
	"preau.education/preau/scorm"
	"preau.education/preau/storage"
	"preau.education/preau/tracking"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/trackingdb"
)

// App is one node of Préau.
type App struct {
	Identity *identity.Service
	Courses  *courses.Service
	Tracking *tracking.Service
	Scorm    *scorm.Service
	Records  *lrs.Service
	Notify   *notify.Service
	Objects  storage.Store
	Jobs     *jobs.Runner
	Live     *web.Live
	DB       *docstore.DB
	Web      *web.Server

	cfg        config.Config
	log        *slog.Logger
	now        func() time.Time
	people     people
	learn      enrolments
	uploads    *storage.Uploads
	statements *Statements
	forwards   *docstore.Lease

	stopBeats context.CancelFunc
	beating   sync.WaitGroup

	relay     *docstore.Runner
	demo      []DemoAccount
	seedTable map[string]seed
}

// Options are what a command adds to the configuration.
type Options struct {
	Log     *slog.Logger
	Now     func() time.Time
	Version string
	Demo    []DemoAccount // shown on the sign-in page; none outside the demonstration
}

// New opens the stores and makes the services. Nothing recurs and nobody is answered before
// Start.
func New(ctx context.Context, cfg config.Config, o Options) (*App, error) {
	const op = "app.New"
	db, err := docstore.Open(ctx, cfg.Documents, docstore.Options{Log: o.Log, Now: o.Now})
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	a := &App{DB: db, cfg: cfg, log: o.Log, now: o.Now, demo: o.Demo, seedTable: seedTable()}
	for _, step := range []func(context.Context) error{a.openIdentity, a.openObjects, a.openRecords, a.openOffer, a.openNotify, a.openJobs, a.openPackages} {
		if err := step(ctx); err != nil {
			return nil, errors.Join(fault.Wrap(op, err), a.Close())
		}
	}
	a.relay = docstore.NewRunner(db, o.Log, a.subscriptions()...)
	return a, fault.Wrap(op, a.openWeb(o.Version))
}

func (a *App) openIdentity(context.Context) error {
	store, err := identitydb.Open(a.DB)
	if err != nil {
		return err
	}
	a.Identity = identity.NewService(identity.Config{Store: store, Now: a.now, Hasher: password.NewHasher(password.Recommended, runtime.NumCPU())})
	a.people = people{a.Identity}
	return nil
}

func (a *App) openObjects(ctx context.Context) error {
	var err error
	if a.Objects, err = openObjects(ctx, a.cfg); err == nil {
		a.uploads = storage.NewUploads(a.Objects, a.cfg.UploadLimit, a.now)
	}
	return err
}

// openOffer makes courses and tracking, each of which asks something of the other.
func (a *App) openOffer(context.Context) error {
	store, err := coursesdb.New(a.DB)
	if err != nil {
		return err
	}
	stores, err := trackingdb.Open(a.DB, a.statements)
	if err != nil {
		return err
	}
	where := &progresses{}
	a.Courses, err = courses.NewService(courses.Config{Store: store, People: a.people, Places: a.people, Progresses: where,
		Files: mediaFiles{a.Objects}, Uploads: mediaUploads{a.uploads}, Now: a.now, SearchDir: filepath.Join(a.cfg.Data, "search")})
	if err != nil {
		return err
	}
	a.learn = enrolments{courses: a.Courses, store: store, people: a.people}
	a.Tracking = tracking.NewService(tracking.Config{Stores: stores, Enrolments: a.learn, Offer: a.learn, Places: a.people, People: a.people,
		Now: a.now, HomePage: a.cfg.URL, Log: a.log})
	where.tracking, where.learn = a.Tracking, a.learn
	return nil
}

func (a *App) openNotify(context.Context) error {
	store, err := notifydb.Open(a.DB)
	if err != nil {
		return err
	}
	cfg := notify.Config{Store: store, People: a.people, Letters: letter.NewWriter(a.cfg.App()), Now: a.now}
	if a.cfg.SMTP != "" {
		server, err := mail.Parse(a.cfg.SMTP, a.cfg.MailFrom)
		if err != nil {
			return err
		}
		if cfg.Sender, err = mail.New(server); err != nil {
			return err
		}
	}
	a.Notify = notify.NewService(cfg)
	return nil
}

func (a *App) openJobs(context.Context) error {
	var err error
	if a.Jobs, err = jobs.NewRunner(a.DB, a.log, a.now); err != nil {
		return err
	}
	for _, t := range a.schedule() {
		if err := a.Jobs.Every(t); err != nil {
			return err
		}
	}
	return nil
}

func (a *App) openWeb(version string) error {
	cookies := identityhttp.NewCookies(a.cfg.App())
	a.Live = web.NewLive(func(c *fiber.Ctx, who actor.Actor, topic string) bool {
		kind, id, _ := strings.Cut(topic, ":")
		return a.mayFollow(c.UserContext(), who, kind, id)
	})
	a.Web = web.New(web.Config{App: a.cfg.App(), Content: a.cfg.Content(), Authenticate: identityhttp.Authenticate(a.Identity, cookies),
		Log: a.log, Now: a.now, Version: version, Proxies: a.cfg.TrustedProxies()})
	if err := a.routes(cookies); err != nil {
		return err
	}
	draw, err := first(a.now)
	if err != nil {
		return err
	}
	return a.Web.ServePages(web.Pages{Files: frontend.Files(), Seeds: a.seeds, Exists: hasPage, First: draw, MediaHosts: mediaHosts(a.cfg)})
}

// Start loads what lives in memory, then delivers the log, runs jobs and what recurs.
func (a *App) Start(ctx context.Context) error {
	// The log first: nothing that is told while memory is filled may be missed.
	if err := a.relay.Start(ctx); err != nil {
		return fault.Wrap("app.Start", err)
	}
	if err := a.Load(ctx); err != nil {
		return err
	}
	a.startBeats(ctx)
	a.Jobs.Start(ctx)
	return nil
}

// Load reads what the services keep in memory. Start does it; a command that serves nobody
// calls it alone.
func (a *App) Load(ctx context.Context) error {
	if err := a.takeSteps(ctx); err != nil {
		return fault.Wrap("app.Load", err)
	}
	if err := a.Identity.Load(ctx); err != nil {
		return fault.Wrap("app.Load", err)
	}
	return fault.Wrap("app.Load", a.Courses.Start(ctx))
}

// Serve answers on the listener until Stop.
func (a *App) Serve(l net.Listener) error { return a.Web.Fiber.Listener(l) }

// stopTime is how long requests under way may take at the end.
const stopTime = 10 * time.Second

// Stop answers nobody any more, lets what is under way end, and closes the stores.
func (a *App) Stop() error {
	a.Live.Close()
	err := a.Web.Fiber.ShutdownWithTimeout(stopTime)
	if a.stopBeats != nil {
		a.stopBeats()
		a.beating.Wait()
	}
	a.Jobs.Stop()
	a.relay.Stop()
	return errors.Join(err, a.Close())
}

// Close releases the stores of an app that was never started.
func (a *App) Close() error {
	var err error
	if a.Courses != nil {
		err = a.Courses.Close()
	}
	return errors.Join(err, a.DB.Close())
}

// WaitIdle waits until everything that follows from what was written has been done.
func (a *App) WaitIdle(ctx context.Context) error { return a.relay.WaitIdle(ctx) }
