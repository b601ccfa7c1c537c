package web

import (
	"slices"
	"testing"
)

// What is followed is what some page still open follows.
func TestFollowed(t *testing.T) {
	l := NewLive(nil)
	one, two := &reader{}, &reader{}
	l.join(one, []string{"person:ann", "session:a"})
	l.join(two, []string{"person:bob", "session:a", "session:b"})
	for _, tc := range []struct {
		leaves *reader
		topics []string
		want   []string
	}{
		{nil, nil, []string{"a", "b"}},
		{two, []string{"person:bob", "session:a", "session:b"}, []string{"a"}},
		{one, []string{"person:ann", "session:a"}, nil},
	} {
		if tc.leaves != nil {
			l.leave(tc.leaves, tc.topics)
		}
		if got := slices.Sorted(slices.Values(l.Followed("session"))); !slices.Equal(got, tc.want) {
			t.Errorf("followed: %v, want %v", got, tc.want)
		}
	}
	l.Close()
}
