package web

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// LivePath is the address of the stream of server-sent events.
const LivePath = "/api/v1/live"

const (
	liveBuffer    = 32               // events a slow reader may lag behind before it is told to reload
	liveHeartbeat = 20 * time.Second // below the idle limits of proxies
	liveTopics    = 8                // topics of one reader
)

// Event is one thing that a live page should know: its type, and what it is about. Events
// carry no data of persons: the page asks the API again, which authorises.
type Event struct {
	Type  string `json:"type"`  // "progress", "statement", "enrolment", "attestation", "counters", "notice", "session"
	Topic string `json:"topic"` // "person:…", "session:…", "academie:…"
}

// Live hands events to the pages open on this node.
type Live struct {
	// May says whether the actor may follow a topic other than their own person's.
	May func(c *fiber.Ctx, who actor.Actor, topic string) bool

	mu      sync.Mutex                      // guards the fields below
	readers map[string]map[*reader]struct{} // by topic
	follows map[string]map[string]struct{}  // topics with readers, by kind
	closed  bool
	done    chan struct{} // closed by Close
	wait    sync.WaitGroup
}

type reader struct {
	events chan Event
	lost   chan struct{} // capacity 1: some events did not fit
}

// NewLive makes an empty hub.
func NewLive(may func(*fiber.Ctx, actor.Actor, string) bool) *Live {
	return &Live{May: may, readers: map[string]map[*reader]struct{}{}, follows: map[string]map[string]struct{}{}, done: make(chan struct{})}
}

// Publish hands the event to the readers of its topic. It never blocks: a reader that lags
// is told to ask for everything again.
func (l *Live) Publish(e Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for r := range l.readers[e.Topic] {
		select {
		case r.events <- e:
		default:
			select {
			case r.lost <- struct{}{}:
			default:
			}
		}
	}
}

// Followed returns what the pages open on this node follow of a kind of topic: the sessions, for
// "session".
func (l *Live) Followed(kind string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Collect(maps.Keys(l.follows[kind]))
}

// Close ends every stream and waits for them.
func (l *Live) Close() {
	l.mu.Lock()
	if !l.closed {
		l.closed = true
		close(l.done)
	}
	l.mu.Unlock()
	l.wait.Wait()
}

// Serve streams the events of the reader's topics: their own person's, and those asked for
// by ?topic=…, each authorised.
func (l *Live) Serve(c *fiber.Ctx) error {
	who := ActorOf(c)
	if err := SignedIn(who); err != nil {
		return err
	}
	topics := []string{"person:" + who.Person}
	for _, t := range c.Context().QueryArgs().PeekMulti("topic") {
		topic := string(t)
		if len(topics) >= liveTopics || !l.May(c, who, topic) {
			return fault.New("web.Live", fault.Forbidden, "forbidden", "Vous ne pouvez pas suivre cela en direct.")
		}
		topics = append(topics, topic)
	}
	r := &reader{events: make(chan Event, liveBuffer), lost: make(chan struct{}, 1)}
	if !l.join(r, topics) {
		return fault.New("web.Live", fault.Unavailable, "stopping", "")
	}
	c.Set(fiber.HeaderContentType, "text/event-stream")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Accel-Buffering", "no")
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		defer l.leave(r, topics)
		r.stream(w, l.done)
	})
	return nil
}

func (l *Live) join(r *reader, topics []string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return false
	}
	for _, t := range topics {
		if l.readers[t] == nil {
			l.readers[t] = map[*reader]struct{}{}
			kind, id, _ := strings.Cut(t, ":")
			if l.follows[kind] == nil {
				l.follows[kind] = map[string]struct{}{}
			}
			l.follows[kind][id] = struct{}{}
		}
		l.readers[t][r] = struct{}{}
	}
	l.wait.Add(1)
	return true
}

func (l *Live) leave(r *reader, topics []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, t := range topics {
		delete(l.readers[t], r)
		if len(l.readers[t]) == 0 {
			delete(l.readers, t)
			kind, id, _ := strings.Cut(t, ":")
			delete(l.follows[kind], id)
		}
	}
	l.wait.Done()
}

// stream writes until the reader leaves, which only a failed write tells (fasthttp says
// nothing else), or until Close.
func (r *reader) stream(w *bufio.Writer, done <-chan struct{}) {
	beat := time.NewTicker(liveHeartbeat)
	defer beat.Stop()
	fmt.Fprint(w, "retry: 2000\n: bonjour\n\n")
	for {
		if w.Flush() != nil {
			return
		}
		select {
		case <-done:
			return
		case e := <-r.events:
			data, err := json.Marshal(e)
			if err != nil {
				return
			}
			fmt.Fprintf(w, "event: %s\ndata: %s\n\n", e.Type, data)
		case <-r.lost:
			fmt.Fprint(w, "event: resync\ndata: {}\n\n")
		case <-beat.C:
			fmt.Fprint(w, ": \n\n")
		}
	}
}
