package nodepool_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/nodepool"
	"github.com/google/go-cmp/cmp"
)

func settings() nodepool.Settings {
	return nodepool.Settings{Table: machines.Embedded(), Prices: machines.EmbeddedPrices(), Map: machines.EmbeddedMap()}
}

// process is a process group on a Fly preset, with a port to the internet.
func process(name, preset string, count int) spec.Process {
	g, known := machines.Preset(preset)
	if !known {
		panic("no preset " + preset)
	}
	r := g.Requests(0)
	return spec.Process{
		Name:  name,
		Edges: []spec.Edge{{Port: "http"}},
		Size:  spec.Size{Preset: preset, Kind: g.Kind, CPUs: g.CPUs, MemoryMiB: g.MemoryMiB},
		Resources: spec.Resources{
			CPUMilli: r.CPUMilli, MemoryMiB: r.MemoryMiB, MemoryLimitMiB: r.MemoryLimitMiB,
			EphemeralMiB: r.EphemeralMiB, EphemeralLimit: r.EphemeralLimitMiB, GPU: g.GPUs, GPUKind: g.GPUKind,
		},
		Replicas: spec.Replicas{Min: count, Max: count},
	}
}

func company(region string, processes ...spec.Process) spec.Company {
	return spec.Company{
		Environments: []spec.Environment{{Name: "production", Project: "acme-prod", Cluster: "prod", Region: region}},
		Apps:         []spec.App{{Name: "acme-api", Env: "production", FlyApp: "acme-api", Processes: processes}},
	}
}

// said are findings as "CODE outcome spec path".
func said(fs []report.Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, strings.TrimSpace(f.Code+" "+string(f.Outcome)+" "+f.Spec))
	}
	return out
}

func TestASmallCompanyFitsOnThreeNodesWithoutTaints(t *testing.T) {
	got, plans, fs := nodepool.Assign(company("europe-west3", process("web", "shared-cpu-1x", 2), process("worker", "shared-cpu-2x", 1)), settings())
	want := []spec.Pool{{
		Name: "general", Env: "production", Machine: plans[0].Pools[0].Machine.Name,
		Zones:   []string{"europe-west3-a", "europe-west3-b", "europe-west3-c"},
		Initial: 1, Min: 3, Max: 6, DiskType: "pd-balanced", DiskGB: 50, MaxPods: 110,
		Labels: []spec.Var{{Name: "fly2k8s.dev/pool", Value: "general"}}, Arch: "amd64",
	}}
	if diff := cmp.Diff(want, got.Pools); diff != "" {
		t.Errorf("pools (-want +got):\n%s", diff)
	}
	if place := got.Apps[0].Processes[0].Place; place.Pool != "general" || len(place.Taints) > 0 {
		t.Errorf("web goes to %+v, want the general pool without taints", place)
	}
	if len(fs) > 0 {
		t.Errorf("findings %v, want none", said(fs))
	}
}

// manyOf is a company that is large enough for pools of its own.
func manyOf() []spec.Process {
	return []spec.Process{process("web", "shared-cpu-1x", 200), process("api", "performance-2x", 8)}
}

func TestPerformanceGuestsGetCoresOfTheirOwn(t *testing.T) {
	got, plans, _ := nodepool.Assign(company("europe-west3", manyOf()...), settings())
	pool, _ := plans[0].Pool(got.Apps[0].Processes[1].Place.Pool)
	if family := pool.Machine.Name[:3]; family != "n2d" && family != "n4-" {
		t.Errorf("performance guests run on %s, want n2d or n4: e2 shares its cores", pool.Machine.Name)
	}
}

func TestTolerationsMatchTaints(t *testing.T) {
	s := settings()
	s.Spot = true
	worker := process("worker", "shared-cpu-1x", 3)
	worker.Edges = nil
	got, _, fs := nodepool.Assign(company("us-central1", append(manyOf(), worker, process("model", "a10", 1))...), s)
	for _, p := range got.Apps[0].Processes {
		at := slices.IndexFunc(got.Pools, func(pool spec.Pool) bool { return pool.Name == p.Place.Pool })
		if at < 0 {
			t.Fatalf("%s has the pool %q, which doesn't exist", p.Name, p.Place.Pool)
		}
		if diff := cmp.Diff(got.Pools[at].Taints, p.Place.Taints); diff != "" {
			t.Errorf("%s tolerates (-pool +process):\n%s", p.Name, diff)
		}
	}
	if worker := got.Apps[0].Processes[2]; worker.Place.Pool != "spot" || !worker.Place.Spot {
		t.Errorf("the worker goes to %+v, want the spot pool", worker.Place)
	}
	model := got.Apps[0].Processes[3]
	if model.Place.Pool != "gpu-l4" || model.Resources.Accelerator != "nvidia-l4" {
		t.Errorf("the model goes to %s with %q, want gpu-l4 with nvidia-l4", model.Place.Pool, model.Resources.Accelerator)
	}
	if diff := cmp.Diff([]string{"FLY080 changed processes.model.resources.gpu", "FLY083 changed processes.worker.place.spot"}, said(fs)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestAGPUOnSpotStillFindsANode(t *testing.T) {
	model := process("model", "a10", 1)
	model.Place.Spot = true
	got, _, _ := nodepool.Assign(company("us-central1", model), settings())
	if place := got.Apps[0].Processes[0].Place; place.Pool != "gpu-l4" || place.Spot {
		t.Errorf("it goes to %+v: no node of gpu-l4 has the label of spot nodes", place)
	}
}

func TestVolumesFollowTheDisksOfTheirPool(t *testing.T) {
	db := process("db", "shared-cpu-8x", 3)
	db.Volumes = []spec.Volume{{Name: "data", GiB: 10}, {Name: "log", GiB: 10, Class: "fly-pd-regional"}}
	cases := map[string]struct {
		region, want string
		said         []string
	}{
		"a pool with volumes attaches pd":       {"europe-west3", "fly-pd-balanced", []string{"FLY082 changed processes.db.volumes.data"}},
		"where only n4 is, Hyperdisk is needed": {"asia-southeast3", "fly-hyperdisk", []string{"FLY082 changed processes.db.volumes.data", "FLY081 undecided processes.db.volumes.log"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			in := company(c.region, db)
			got, plans, fs := nodepool.Assign(in, settings())
			volumes := got.Apps[0].Processes[0].Volumes
			if diff := cmp.Diff([]string{c.want, "fly-pd-regional"}, []string{volumes[0].Class, volumes[1].Class}); diff != "" {
				t.Errorf("classes on %s (-want +got):\n%s", plans[0].Pools[0].Machine.Name, diff)
			}
			if diff := cmp.Diff(c.said, said(fs)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if in.Apps[0].Processes[0].Volumes[0].Class != "" || in.Apps[0].Processes[0].Place.Pool != "" {
				t.Error("the argument was changed")
			}
		})
	}
}

func TestWhatNoMachineHoldsIsUndecided(t *testing.T) {
	cases := map[string]struct {
		region string
		p      spec.Process
	}{
		"no A100 in Frankfurt": {"europe-west3", process("model", "a100-40gb", 1)},
		"a terabyte and more": {"europe-west3", func() spec.Process {
			p := process("big", "performance-1x", 1)
			p.Resources.MemoryMiB = 1 << 20
			return p
		}()},
		"an unknown GPU":    {"us-central1", func() spec.Process { p := process("odd", "a10", 1); p.Resources.GPUKind = "h900"; return p }()},
		"an unknown region": {"mars-north1", process("web", "shared-cpu-1x", 1)},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, _, fs := nodepool.Assign(company(c.region, c.p, process("web", "shared-cpu-1x", 2)), settings())
			if pool := got.Apps[0].Processes[0].Place.Pool; pool != "" {
				t.Errorf("it got the pool %s", pool)
			}
			if len(report.Open(fs)) != 1 || fs[len(fs)-1].Rule != "no-node" {
				t.Errorf("findings %v, want one open no-node", said(fs))
			}
		})
	}
}

func TestTwoClustersGetTheirOwnPools(t *testing.T) {
	c := company("europe-west3", process("web", "shared-cpu-1x", 100))
	c.Environments = append(c.Environments,
		spec.Environment{Name: "staging", Project: "acme-dev", Cluster: "dev", Region: "europe-west4"},
		spec.Environment{Name: "preview", Project: "acme-dev", Cluster: "dev", Region: "europe-west4"})
	staging := spec.App{Name: "acme-api", Env: "staging", FlyApp: "acme-api-staging", Processes: []spec.Process{process("web", "shared-cpu-1x", 1)}}
	c.Apps = append(c.Apps, staging)
	got, plans, _ := nodepool.Assign(c, settings())
	if len(plans) != 2 || len(got.Pools) != 2 {
		t.Fatalf("%d plans and %d pools, want two of each", len(plans), len(got.Pools))
	}
	if diff := cmp.Diff([]string{"production", "staging"}, []string{got.Pools[0].Env, got.Pools[1].Env}); diff != "" {
		t.Errorf("environments of the pools (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"staging", "preview"}, plans[1].Envs); diff != "" {
		t.Errorf("environments of the second cluster (-want +got):\n%s", diff)
	}
}

func TestAutopilotHasNoPoolsAndRaisesRequests(t *testing.T) {
	big := process("worker", "shared-cpu-1x", 1)
	big.Resources.MemoryMiB, big.Resources.MemoryLimitMiB = 2048, 2048
	c := company("us-central1", process("web", "performance-1x", 2), big)
	c.Environments[0].Autopilot = true
	got, plans, fs := nodepool.Assign(c, settings())
	if len(got.Pools) != 0 || len(plans[0].Pools) != 0 || got.Apps[0].Processes[0].Place.Pool != "" {
		t.Error("Autopilot has pools")
	}
	if r := got.Apps[0].Processes[1].Resources; r.CPUMilli != 350 || r.MemoryMiB != 2048 {
		t.Errorf("2 GiB get %dm, want 350m: 6.5 GiB a vCPU at most, in steps of 50m", r.CPUMilli)
	}
	want := 730 * (2*(.95*.0445+2*.0049) + .35*.0445 + 2*.0049)
	if math.Abs(plans[0].Month-want) > .01 {
		t.Errorf("the pods cost %.2f, want %.2f", plans[0].Month, want)
	}
	if plans[0].Otherwise <= plans[0].Month {
		t.Errorf("three nodes for three pods cost %.2f, less than the pods", plans[0].Otherwise)
	}
	if diff := cmp.Diff([]string{"FLY084 changed processes.worker.resources.cpu", "FLY084 changed"}, said(fs)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestJobsMustFitOnSomeNode(t *testing.T) {
	c := company("europe-west3", process("web", "shared-cpu-1x", 2))
	c.Apps[0].Release = &spec.Release{Resources: spec.Resources{CPUMilli: 3800, MemoryMiB: 16384}}
	got, plans, _ := nodepool.Assign(c, settings())
	general, _ := plans[0].Pool("general")
	if general.Machine.VCPUs < 8 && general.Machine.GiB < 32 {
		t.Errorf("a release command of 3.8 cores and 16 GiB can't run on %s", general.Machine.Name)
	}
	if got.Apps[0].Release.Place.Pool != "general" {
		t.Errorf("the release command goes to %q", got.Apps[0].Release.Place.Pool)
	}
}

func TestMeasuredUseRaisesARequestButNotADecidedOne(t *testing.T) {
	decided := process("api", "shared-cpu-1x", 2)
	decided.Resources.CPUMilli = 150
	s := settings()
	s.Usage = []spec.Usage{{FlyApp: "acme-api", Group: "web", CPUMilli: 310}, {FlyApp: "acme-api", Group: "api", CPUMilli: 310}}
	got, _, fs := nodepool.Assign(company("us-central1", process("web", "shared-cpu-1x", 2), decided), s)
	want := []int{325, 150}
	if diff := cmp.Diff(want, []int{got.Apps[0].Processes[0].Resources.CPUMilli, got.Apps[0].Processes[1].Resources.CPUMilli}); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"FLY035 changed processes.web.resources.cpu"}, said(fs)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestEveryDollarOfThePoolsBelongsToSomebody(t *testing.T) {
	_, plans, _ := nodepool.Assign(company("us-central1", append(manyOf(), process("model", "a10", 1))...), settings())
	sum := 0.0
	for _, a := range plans[0].Assignments {
		sum += a.Month
	}
	if math.Abs(sum-plans[0].Month) > .01 {
		t.Errorf("the items pay %.2f of %.2f", sum, plans[0].Month)
	}
}
