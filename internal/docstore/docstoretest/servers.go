package docstoretest

import (
	"bufio"
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"
)

// Engines returns, by the name of each engine at hand, the function that gives a test the address
// of a new database on it: SQLite, FerretDB started here, and the MongoDB whose address
// PREAU_TEST_MONGODB gives.
func Engines(t *testing.T) map[string]func(*testing.T) string {
	t.Helper()
	engines := map[string]func(*testing.T) string{
		"SQLite": func(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "test.db") },
	}
	if address, why := startFerretDB(t); why == "" {
		engines["FerretDB"] = FreshOn(address)
	} else {
		t.Log(why)
	}
	if address := os.Getenv("PREAU_TEST_MONGODB"); address != "" {
		engines["MongoDB"] = FreshOn(address)
	}
	return engines
}

// FreshOn returns the function that gives each test a database of its own on a server.
func FreshOn(address string) func(*testing.T) string {
	return func(t *testing.T) string {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		name := "preau_test_" + strings.ToLower(rand.Text()[:12])
		u.Path = "/" + name
		t.Cleanup(func() { drop(t, address, name) })
		return u.String()
	}
}

func drop(t *testing.T, address, name string) {
	ctx := context.Background()
	client, err := mongo.Connect(ctx, options.Client().ApplyURI(address))
	if err == nil {
		err = client.Database(name).Drop(ctx)
	}
	if err != nil {
		t.Errorf("drop %s: %v", name, err)
		return
	}
	_ = client.Disconnect(ctx)
}

// FerretDB builds the program of the tools module, runs it until the test ends and returns its
// address. What that server is known to get wrong is said by the engine's own contract run.
func FerretDB(t *testing.T) (address string) {
	t.Helper()
	address, why := startFerretDB(t)
	if why != "" {
		t.Skip(why)
	}
	return address
}

// startFerretDB says why where it cannot.
func startFerretDB(t *testing.T) (address, why string) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "ferretdb")
	build := exec.Command("go", "build", "-o", program, "./ferretdb") // #nosec G204 -- a program of ours
	build.Dir = filepath.Join(module(t), "internal", "tools")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Sprintf("NOT RUN: FerretDB could not be built: %v\n%s", err, out)
	}
	server := exec.Command(program, "-dir", t.TempDir()) // #nosec G204 -- the same
	server.Stderr = os.Stderr
	in, err := server.StdinPipe()
	ok(t, err)
	out, err := server.StdoutPipe()
	ok(t, err)
	ok(t, server.Start())
	t.Cleanup(func() {
		_ = in.Close()
		_ = server.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("FerretDB did not say its address: %v", err)
	}
	return strings.TrimSpace(line), ""
}

// module is the folder of the module that the test is of.
func module(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	ok(t, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = up
	}
}
