package docstore_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"preau.education/preau/internal/docstore/docstoretest"
)

// TestMongoDB is the run that counts: every case, on the server whose address is given.
func TestMongoDB(t *testing.T) {
	address := os.Getenv("PREAU_TEST_MONGODB")
	if address == "" {
		t.Skip("NOT RUN: PREAU_TEST_MONGODB gives no address of a MongoDB; the engine is tried on FerretDB 1.24 only")
	}
	docstoretest.RunContract(t, docstoretest.Subject{Fresh: freshOn(address)})
}

// TestFerretDB tries the engine over the wire on FerretDB 1.24, started here, except for what
// that server is known to get wrong.
func TestFerretDB(t *testing.T) {
	docstoretest.RunContract(t, docstoretest.Subject{
		Fresh: freshOn(startFerretDB(t)),
		Faults: map[string]string{
			"unique entries on change":        "it answers an internal error, not a duplicate key, to an update that meets a unique index",
			"a new index over many documents": "an update reads its whole collection: many of them take longer than we wait",
			"counters under concurrency":      notAtomic,
			"no update is lost":               notAtomic,
			"one winner per revision":         notAtomic,
			"several processes":               notAtomic,
			"killed while writing":            "the relay takes facts out of a document while its writer replaces it; " + notAtomic,
		},
	})
}

const notAtomic = "its updates read, then write: of several at once on one document, all but one are lost"

// freshOn gives each case a database of its own on a server.
func freshOn(address string) func(*testing.T) string {
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

// startFerretDB builds the program of the tools module and runs it until the test ends.
func startFerretDB(t *testing.T) (address string) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "ferretdb")
	build := exec.Command("go", "build", "-o", program, "./ferretdb")
	build.Dir = filepath.Join("..", "tools")
	if out, err := build.CombinedOutput(); err != nil {
		t.Skipf("NOT RUN: FerretDB could not be built: %v\n%s", err, out)
	}
	server := exec.Command(program, "-dir", t.TempDir())
	server.Stderr = os.Stderr
	in, err := server.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = server.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("FerretDB did not say its address: %v", err)
	}
	return strings.TrimSpace(line)
}
