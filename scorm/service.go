package scorm

import (
	"context"
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm/bundle"
	"preau.education/preau/scorm/sequencing"
)

// Config is what the service needs.
type Config struct {
	Stores   Stores
	Objects  Objects
	Files    Files
	Uploads  Uploads
	Learning Learning
	Results  Results
	Records  Records
	HomePage string           // address of this platform: home page of its accounts, root of its IRIs
	Content  *url.URL         // public address of untrusted content: scheme and host
	Quota    bundle.Quota     // of a package; its zero fields are the defaults
	Now      func() time.Time //
	Random   func(n int) int  // uniform in 0…n-1, as math/rand/v2's IntN
	Log      *slog.Logger
}

// Service imports packages and runs them.
type Service struct {
	Config
	ready  programs
	signer signer
}

// NewService makes the service; the key that launches are signed with is made the first time.
func NewService(ctx context.Context, cfg Config) (*Service, error) {
	key, err := cfg.Stores.Secrets.Secret(ctx, freshKey)
	if err != nil {
		return nil, fault.Wrap("scorm.NewService", err)
	}
	return &Service{Config: cfg, signer: signer{key}}, nil
}

func itoa(n int) string { return strconv.Itoa(n) }

func (s *Service) env() sequencing.Env {
	return sequencing.Env{Now: s.Now(), Random: s.Random}
}

// program returns a package ready to run.
func (s *Service) program(ctx context.Context, id string) (*program, error) {
	if c := s.ready.get(id); c != nil {
		return c, nil
	}
	p, err := s.Stores.Packages.Get(ctx, id)
	if err != nil {
		return nil, fault.Wrap("scorm.program", err)
	}
	c, err := s.newProgram(&p)
	if err != nil {
		return nil, err
	}
	s.ready.put(c)
	return c, nil
}

// mayDesign refuses who may not bring packages: it takes a concepteur, of whatever parcours.
func mayDesign(op string, who actor.Actor) error {
	switch {
	case who.Is(actor.Concepteur), who.IsAdministrator():
		return nil
	case !who.SignedIn():
		return fault.New(op, fault.Unauthorized, "sign_in_required", "Connectez-vous pour continuer.")
	}
	return fault.New(op, fault.Forbidden, "not_designer", "Les paquets sont importés par les concepteurs de parcours.")
}

// Package returns an imported package to a designer: any may use it in a parcours.
func (s *Service) Package(ctx context.Context, who actor.Actor, id string) (Package, error) {
	const op = "scorm.Package"
	if err := mayDesign(op, who); err != nil {
		return Package{}, err
	}
	p, err := s.Stores.Packages.Get(ctx, id)
	return p, fault.Wrap(op, err)
}

// MyPackages lists the packages that who imported, the last first, without their activities.
func (s *Service) MyPackages(ctx context.Context, who actor.Actor, limit int, after string) (List[Package], error) {
	const op = "scorm.MyPackages"
	if err := mayDesign(op, who); err != nil {
		return List[Package]{}, err
	}
	list, err := s.Stores.Packages.OfPerson(ctx, who.Person, limit, after)
	return list, fault.Wrap(op, err)
}

// launch reads the token that every request of a running package carries.
func (s *Service) launch(token string) (Launch, error) {
	return s.signer.read(token, "", s.Now())
}

// Content finds a file of the package that a token was given for.
func (s *Service) Content(ctx context.Context, token, name string) (Object, Launch, error) {
	l, err := s.launch(token)
	if err != nil {
		return Object{}, Launch{}, err
	}
	o, err := s.Files.Stat(ctx, Prefix(l.Package)+name)
	return o, l, fault.Wrap("scorm.Content", err)
}

// Report hands an outcome over. Work subscriber of KindReported: what will never be accepted
// (the session closed meanwhile, the enrolment was withdrawn) is let go.
func (s *Service) Report(ctx context.Context, who actor.Actor, o Outcome) error {
	if !who.System {
		return fault.New("scorm.Report", fault.Forbidden, "forbidden", "")
	}
	err := s.Results.Settle(ctx, o)
	if slices.Contains([]fault.Kind{fault.Forbidden, fault.NotFound, fault.Conflict, fault.Invalid}, fault.KindOf(err)) {
		s.Log.InfoContext(ctx, "outcome of a package not accepted", "enrolment", o.Enrolment, "activity", o.Activity, "error", err)
		return nil
	}
	return fault.Wrap("scorm.Report", err)
}
