package search

import (
	"math"
	"strings"
	"time"
)

// maxViews bounds what is kept for scopes: one for each académie, and a few more.
const maxViews = 64

// view is what one scope sees at one time. It is immutable but for redateLocked, which runs
// when no search does.
type view struct {
	dated    []Dated
	visible  bitset
	statuses []bitset
	from     int64 // Unix seconds between which it is true
	until    int64
}

// viewOf returns the view of a scope, made now if there is none or if time has passed it by.
// The caller holds mu for reading.
func (x *Index[T]) viewOf(scope string, now time.Time) *view {
	x.viewing.Lock()
	defer x.viewing.Unlock()
	at := now.Unix()
	if v, ok := x.views[scope]; ok && at >= v.from && at < v.until {
		return v
	}
	v := &view{dated: make([]Dated, len(x.slots)), visible: newBitset(len(x.slots)),
		statuses: make([]bitset, len(x.options.Statuses)), from: at, until: math.MaxInt64}
	for i := range v.statuses {
		v.statuses[i] = newBitset(len(x.slots))
	}
	for o := range x.slots {
		x.date(v, o, scope, now)
	}
	if _, ok := x.views[scope]; !ok && len(x.views) >= maxViews {
		for other := range x.views {
			delete(x.views, other)
			break
		}
	}
	x.views[scope] = v
	return v
}

// date fills one document of a view.
func (x *Index[T]) date(v *view, o int, scope string, now time.Time) {
	for len(v.dated) <= o {
		v.dated = append(v.dated, Dated{})
	}
	v.visible.clear(o)
	for _, s := range v.statuses {
		s.clear(o)
	}
	payload := x.slots[o].payload
	if payload == nil {
		v.dated[o] = Dated{}
		return
	}
	d := x.options.Date(payload, scope, now)
	v.dated[o] = d
	if d.Until > 0 {
		v.until = min(v.until, d.Until)
	}
	if !d.Visible {
		return
	}
	v.visible = v.visible.set(o)
	for i := range v.statuses {
		if uint8(i) == d.Status || d.Also>>i&1 == 1 {
			v.statuses[i] = v.statuses[i].set(o)
		}
	}
}

// redateLocked brings one changed document up to date in every view.
func (x *Index[T]) redateLocked(o int) {
	x.viewing.Lock()
	defer x.viewing.Unlock()
	for scope, v := range x.views {
		x.date(v, o, scope, time.Unix(v.from, 0))
	}
}

// foldTitle is the form by which titles are put in alphabetical order.
func foldTitle(title string) string {
	return strings.TrimLeft(Fold(strings.ToLower(title)), " «\"'“”")
}
