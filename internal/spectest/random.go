package spectest

import (
	"fmt"
	"math/rand/v2"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// Random is one app in two environments, made by chance from a seed. The second
// is the first with some of its settings drawn again, as a fly.staging.toml
// differs from its fly.toml.
func Random(seed uint64) (first, second spec.App) {
	d := dice{rand.New(rand.NewPCG(seed, seed))}
	first = d.app("production")
	second = dice{rand.New(rand.NewPCG(seed, seed))}.app("staging")
	d.vary(&second)
	return first, second
}

type dice struct{ *rand.Rand }

func (d dice) one(in int) bool { return d.IntN(in) == 0 }

func pick[T any](d dice, of ...T) T { return of[d.IntN(len(of))] }

// some calls make for each of up to n things.
func some[T any](d dice, n int, make func(i int) T) []T {
	var out []T
	for i := range d.IntN(n + 1) {
		out = append(out, make(i))
	}
	return out
}

// Values that YAML, kustomize or Kubernetes would like to read as something
// else.
var values = []string{
	"", "on", "no", "null", "~", "1:20", "0x1f", "1e3", "2024-01-01", "007", "true", "a: b", "- x", "# no comment", "$(HOME)", "$$", "$x",
	`"quoted"`, `'single'`, `"half`, "two\nlines\n", "tab\there", "ünï", "{a}", "[b]", "a=b=c", " space ", "%d", "*", "&x", "!y", "|", ">",
}

func (d dice) value() string { return pick(d, values...) }

func (d dice) vars(n int) []spec.Var {
	return some(d, n, func(i int) spec.Var { return spec.Var{Name: fmt.Sprintf("VAR_%d", i), Value: d.value()} })
}

func (d dice) app(env string) spec.App {
	a := spec.App{
		Name: "shop", Env: env, FlyApp: "shop-" + env, Namespace: "shop-" + env, Network: "default",
		Image:  spec.Image{Name: "shop", Repo: "registry.example/" + env + "/shop", Tag: "v1"},
		Config: d.vars(len(values)),
		Secrets: some(d, 3, func(i int) spec.Secret {
			return spec.Secret{Name: fmt.Sprintf("KEY_%d", i), Key: fmt.Sprintf("shop-KEY_%d", i), Class: pick(d, spec.Copy, spec.DropSecret)}
		}),
		Files: some(d, 2, d.file),
	}
	for _, name := range []string{"app", "worker", "cron_jobs"}[:1+d.IntN(3)] {
		a.Processes = append(a.Processes, d.process(name))
	}
	if d.one(2) {
		a.Release = &spec.Release{Args: []string{"migrate", d.value()}, Timeout: 300}
	}
	a.Schedules = some(d, 2, func(i int) spec.Schedule {
		return spec.Schedule{Name: fmt.Sprintf("job-%d", i), Cron: "5 * * * *", Suspended: true, Process: d.process("")}
	})
	a.Jobs = some(d, 2, func(i int) spec.Job { return d.job([]string{"release", "seed"}[i]) })
	return a
}

// job is a process group that ends, so it serves nobody and keeps nothing.
func (d dice) job(name string) spec.Job {
	p := d.process(name)
	p.Edges, p.L4, p.Private, p.Volumes = nil, nil, nil, nil
	p.Readiness, p.Startup, p.Liveness = nil, nil, nil
	return spec.Job{Process: p, Retries: d.IntN(3), Suspended: true}
}

func (d dice) file(i int) spec.File {
	return spec.File{Path: fmt.Sprintf("/etc/file %d.conf", i), Data: pick(d, []byte("text\n"), []byte{0xff, 0x00}), Mode: pick(d, int32(0), 0o600)}
}

// vary draws some settings of an app again.
func (d dice) vary(a *spec.App) {
	again := d.app(a.Env)
	if d.one(2) {
		a.Config = again.Config
	}
	if d.one(3) {
		a.Secrets, a.Files = again.Secrets, again.Files
	}
	if d.one(3) {
		a.Release, a.Schedules = again.Release, again.Schedules
	}
	if d.one(3) {
		a.Jobs = again.Jobs
	}
	if d.one(4) {
		a.Processes = again.Processes
	}
	for i := range a.Processes {
		d.varyProcess(&a.Processes[i])
	}
}

func (d dice) varyProcess(p *spec.Process) {
	other := d.process(p.Name)
	for _, change := range []func(){
		func() { p.Args = other.Args },
		func() { p.Env = other.Env },
		func() { p.Replicas = other.Replicas },
		func() { p.Resources = other.Resources },
		func() { p.Readiness, p.Startup = other.Readiness, other.Startup },
		func() { p.Sidecars = other.Sidecars },
		func() { p.Stop, p.Rollout = other.Stop, other.Rollout },
		func() { p.Security, p.Place = other.Security, other.Place },
		func() { p.Scratch, p.Volumes = other.Scratch, other.Volumes },
		func() { p.Ports, p.Edges, p.L4, p.Private = other.Ports, other.Edges, other.L4, other.Private },
		func() { p.DNS, p.Metrics = other.DNS, other.Metrics },
	} {
		if d.one(4) {
			change()
		}
	}
}
