package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// profileSeconds is how long a profile is taken; a kind that ends sooner leaves the rest idle,
// which a profile of processor time does not see.
const profileSeconds = 5

// profile takes a profile of the server's processor time into the folder, under the name of
// what is measured, until the channel that it returns yields.
func profile(ctx context.Context, s *server, folder, name string) <-chan error {
	ended := make(chan error, 1)
	go func() { ended <- takeProfile(ctx, s, folder, name) }()
	return ended
}

func takeProfile(ctx context.Context, s *server, folder, name string) error {
	address := fmt.Sprintf("http://127.0.0.1:%d/debug/pprof/profile?seconds=%d", s.monitor, profileSeconds)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("profile: %s", res.Status)
	}
	f, err := os.Create(filepath.Join(folder, profileName(name))) // #nosec G304 -- the folder of -profile
	if err != nil {
		return err
	}
	_, err = io.Copy(f, res.Body)
	return errors.Join(err, f.Close())
}

// profileName is a file's name for a kind: "search with facets" is search-with-facets.pprof.
func profileName(kind string) string {
	words := strings.FieldsFunc(strings.ToLower(kind), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(words, "-") + ".pprof"
}
