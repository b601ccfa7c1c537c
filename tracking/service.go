package tracking

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// Config is what the service needs.
type Config struct {
	Stores     Stores
	Enrolments Enrolments
	Offer      Offer
	Places     Places
	People     People
	Now        func() time.Time
	HomePage   string // address of this platform: home page of its accounts, root of its IRIs
	Log        *slog.Logger
}

// Service is the rules of tracking. Its methods authorise on their first lines.
type Service struct {
	Config
	announcer announcer
	inHand    *inHand

	mu         sync.RWMutex // guards the field below
	structures map[versionKey]Structure
}

type versionKey struct {
	parcours string
	version  int
}

// maxStructures bounds what is remembered of published versions.
const maxStructures = 1024

// NewService makes the service.
func NewService(cfg Config) *Service {
	cfg.HomePage = strings.TrimSuffix(cfg.HomePage, "/")
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{Config: cfg, structures: map[versionKey]Structure{}, inHand: newInHand(), announcer: announcer{last: map[string]time.Time{}, due: map[string]bool{}}}
}

// now is the time, to the millisecond that documents keep.
func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }

// structure reads a version; published ones are remembered, since they never change.
func (s *Service) structure(ctx context.Context, parcours string, version int) (Structure, error) {
	key := versionKey{parcours, version}
	s.mu.RLock()
	st, ok := s.structures[key]
	s.mu.RUnlock()
	if ok {
		return st, nil
	}
	st, err := s.Enrolments.Structure(ctx, parcours, version)
	if err != nil {
		return Structure{}, fault.Wrap("tracking.structure", err)
	}
	st.Parcours, st.Version = parcours, version
	if st.Fixed {
		s.mu.Lock()
		if len(s.structures) >= maxStructures {
			clear(s.structures)
		}
		s.structures[key] = st
		s.mu.Unlock()
	}
	return st, nil
}

// session reads one session.
func (s *Service) session(ctx context.Context, id string) (SessionView, error) {
	found, err := s.Offer.Sessions(ctx, []string{id})
	if err != nil {
		return SessionView{}, fault.Wrap("tracking.session", err)
	}
	v, ok := found[id]
	if !ok {
		return SessionView{}, fault.New("tracking.session", fault.NotFound, "unknown_session", "Cette session n’existe pas, ou plus.")
	}
	return v, nil
}

// signedIn refuses a visitor.
func signedIn(op string, who actor.Actor) error {
	if who.SignedIn() {
		return nil
	}
	return fault.New(op, fault.Unauthorized, "sign_in_required", "Connectez-vous pour continuer.")
}

// systemOnly refuses everyone but the platform itself: subscribers and jobs.
func systemOnly(op string, who actor.Actor) error {
	if who.System {
		return nil
	}
	return fault.New(op, fault.Forbidden, "forbidden", "Cette action est réservée à la plateforme.")
}

// trains says whether who leads the session: one of its trainers, or an administrator.
func trains(who actor.Actor, v SessionView) bool {
	if who.IsAdministrator() || who.Has(actor.Formateur, v.ID) {
		return true
	}
	for _, t := range v.Trainers {
		if who.Person != "" && t == who.Person {
			return true
		}
	}
	return false
}

// trainerOf reads a session and refuses who does not lead it.
func (s *Service) trainerOf(ctx context.Context, op string, who actor.Actor, session string) (SessionView, error) {
	if err := signedIn(op, who); err != nil {
		return SessionView{}, err
	}
	v, err := s.session(ctx, session)
	if err != nil {
		return SessionView{}, err
	}
	if !trains(who, v) {
		return SessionView{}, fault.New(op, fault.Forbidden, "not_trainer", "Seuls les formateurs de cette session y ont accès.")
	}
	return v, nil
}
