package flyapi_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/flyapi"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
)

const acme = "../../testdata/scenarios/acme/fly"

// serve starts the fake on a folder, strict about GraphQL.
func serve(t testing.TB, dir string, opts flytest.Options) *flytest.Server {
	t.Helper()
	return serveFS(t, os.DirFS(dir), opts)
}

// flySchema is loaded once: it has eleven thousand lines.
var flySchema = sync.OnceValues(func() (*ast.Schema, error) { return flytest.LoadSchema(testenv.FlySchema()) })

// hurry is a client whose limits and pauses are a thousandth of the real ones.
func hurry(t testing.TB, server *flytest.Server, change func(*flyapi.Options)) *flyapi.Client {
	t.Helper()
	opts := flyapi.Options{
		Token: flytest.Token, APIURL: server.URL, MachinesURL: server.URL, Rate: 20_000, PerAction: 1000, Burst: 3000,
		FirstWait: time.Millisecond, MaxWait: 20 * time.Millisecond, Timeout: 5 * time.Second,
	}
	if change != nil {
		change(&opts)
	}
	client, err := flyapi.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func collect(t testing.TB, client *flyapi.Client, opts inventory.Options) *inventory.Snapshot {
	t.Helper()
	s, err := inventory.Collect(t.Context(), client, opts, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func save(t testing.TB, s *inventory.Snapshot) map[string][]byte {
	t.Helper()
	files, err := inventory.Save(s)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestAcmeIsReadWhole(t *testing.T) {
	s := collect(t, hurry(t, serve(t, acme, flytest.Options{}), nil), inventory.Options{})
	if gaps := inventory.Gaps(s); len(gaps) > 0 {
		t.Errorf("gaps: %+v", gaps)
	}
	if dir := os.Getenv("INVENTORY_OUT"); dir != "" {
		for name, text := range save(t, s) {
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestTwoRunsOfAnUnchangedOrgAreByteEqual(t *testing.T) {
	server := serve(t, acme, flytest.Options{})
	first := save(t, collect(t, hurry(t, server, nil), inventory.Options{}))
	second := save(t, collect(t, hurry(t, server, nil), inventory.Options{Parallel: 3}))
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("-first +second:\n%s", diff)
	}
}

func TestASavedSnapshotLoadsEqual(t *testing.T) {
	s := collect(t, hurry(t, serve(t, acme, flytest.Options{}), nil), inventory.Options{})
	folder := fstest.MapFS{}
	for name, text := range save(t, s) {
		folder[name] = &fstest.MapFile{Data: text}
	}
	loaded, err := inventory.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	want, err := inventory.JSON(s)
	if err != nil {
		t.Fatal(err)
	}
	got, err := inventory.JSON(loaded)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("-collected +loaded:\n%s", diff)
	}
}
