package flyapi_test

import (
	"io/fs"
	"net/http"
	"testing"
	"testing/fstest"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/flyapi"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
)

const smallOrg = `
organization: {id: org1, internalNumericId: "7", slug: tiny, rawSlug: tiny, name: Tiny}
regions: [{code: fra, name: Frankfurt, latitude: 50, longitude: 8}]
`

const smallApp = `
app: {id: a1, name: shop, internal_numeric_id: 12, network: "", status: deployed, cname_target: x.shop.fly.dev, app_role: "", createdAt: "2026-01-01T00:00:00Z"}
machines:
  - {id: 148e21ea7d6989, name: m, state: started, region: fra, created_at: "2026-01-01T00:00:00Z", host_status: ok, config: {image: i, init: {}}}
secrets: [{name: KEY, digest: "0123456789abcdef0123456789abcdef", created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z"}]
`

// small is a company of one app; files are put over it.
func small(files map[string]string) fs.FS {
	folder := fstest.MapFS{"org.yaml": {Data: []byte(smallOrg)}, "apps/shop.yaml": {Data: []byte(smallApp)}}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return folder
}

func serveFS(t testing.TB, folder fs.FS, opts flytest.Options) *flytest.Server {
	t.Helper()
	var err error
	if opts.Schema, err = flySchema(); err != nil {
		t.Fatal(err)
	}
	server, err := flytest.Start(folder, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	return server
}

// readSmall collects the company of one app from a server that misbehaves.
func readSmall(t testing.TB, files map[string]string, rules ...flytest.Rule) *inventory.Snapshot {
	t.Helper()
	server := serveFS(t, small(files), flytest.Options{Faults: &flytest.Faults{Rules: rules}})
	return collect(t, hurry(t, server, nil), inventory.Options{})
}

// seen records requests as they arrive.
type seen struct{ requests []*http.Request }

func (s *seen) note(r *http.Request) { s.requests = append(s.requests, r.Clone(r.Context())) }

func (s *seen) count(path string) int {
	n := 0
	for _, r := range s.requests {
		if r.URL.Path == path {
			n++
		}
	}
	return n
}

// oneByOne keeps requests in order, so that seen needs no lock.
func oneByOne(o *flyapi.Options) { o.Attempts = 3 }
