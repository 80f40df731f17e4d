package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/fly2k8s/fly2k8s"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
	"github.com/fly2k8s/fly2k8s/nodepools/gketest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"fly2k8s": func() { os.Exit(run(context.Background(), os.Args[1:], system())) },
	})
}

// TestScripts runs testdata/script/*.txtar. A script's _fly folder is served
// as the Fly API; without one, the sample company is. $ACME_SRC and
// $ACME_FLY are the sample company's folders.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			acme := filepath.Join(testenv.Root(), "testdata", "scenarios", "acme")
			env.Setenv("ACME_SRC", filepath.Join(acme, "src"))
			env.Setenv("ACME_FLY", filepath.Join(acme, "fly"))
			server, err := flytest.Start(flyFolder(env.WorkDir), flytest.Options{})
			if err != nil {
				return err
			}
			env.Defer(func() { server.Close() })
			env.Vars = append(env.Vars, server.Env()...)
			return gke(env)
		},
	})
}

// gke serves an empty cluster as the GKE API. Its operations are done at the first
// look, so that no script waits.
func gke(env *testscript.Env) error {
	server, err := gketest.Start("projects/acme-prod/locations/europe-west3/clusters/prod")
	if err != nil {
		return err
	}
	server.Looks = 1
	env.Defer(server.Close)
	env.Setenv(endpointVariable, server.Addr())
	return nil
}

func flyFolder(work string) fs.FS {
	own := filepath.Join(work, "_fly")
	if _, err := os.Stat(own); err == nil {
		return os.DirFS(own)
	}
	return fly2k8s.AcmeFly()
}
