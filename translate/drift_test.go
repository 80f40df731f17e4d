package translate_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate"
)

// A machine that is what its file says does not drift, and needs the same as
// the file alone.
func TestMachinesLikeTheirFileDoNotDrift(t *testing.T) {
	for _, in := range corpus(t, os.DirFS(testenv.Shared(t, "corpus"))) {
		app := deployed(in)
		if app == nil {
			continue
		}
		alone, _, err := translate.App(in)
		if err != nil {
			t.Fatal(err)
		}
		in.Live = app
		both, findings, err := translate.App(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			if f.Rule == report.RuleDrift.Name || f.Outcome == report.Unaccounted {
				t.Errorf("%s: %s %s: %s", in.Source.Config, f.Outcome, f.From.Key, f.Why)
			}
		}
		if diff := cmp.Diff(stripped(alone), stripped(both)); diff != "" {
			t.Errorf("%s: machines need something else than their file (-file +machines):\n%s", in.Source.Config, diff)
		}
	}
}

// deployed is the app as flyctl would have deployed it, one machine for a group
// that does not serve and two for one that does; nil where flyctl refuses.
func deployed(in translate.AppInput) *inventory.App {
	app := &inventory.App{Name: in.File.Config.App}
	var all []inventory.Machine
	for _, name := range in.File.Groups() {
		g, err := in.File.Group(name)
		if err != nil {
			return nil
		}
		for _, f := range g.Files {
			if f.LocalPath != "" {
				return nil // what the file holds is only known to whoever deploys
			}
		}
		c := g.Machine()
		c.Metadata = map[string]string{"fly_process_group": name}
		if c.Guest == nil {
			c.Guest = &inventory.Guest{CPUKind: "shared", CPUs: 1, MemoryMB: 256}
		}
		copies := 1
		for _, service := range c.Services {
			if len(service.Ports) > 0 && len(c.Mounts) == 0 {
				copies = 2
			}
		}
		for range copies {
			id := string(rune('a' + len(all)))
			all = append(all, inventory.Machine{ID: id, Name: id, State: "started", Region: in.File.Config.PrimaryRegion, HostStatus: "ok", Config: &c})
		}
	}
	app.Machines = inventory.CompleteList(all)
	return app
}

// stripped leaves out what only machines know.
func stripped(a spec.App) spec.App {
	for i := range a.Processes {
		p := &a.Processes[i]
		p.Replicas.Live = 0
		for j := range p.Volumes {
			p.Volumes[j].Fly, p.Volumes[j].GiB = nil, 0
		}
		p.Resources = spec.Resources{CPUMilli: p.Resources.CPUMilli, MemoryMiB: p.Resources.MemoryMiB}
	}
	return a
}
