package translate_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate"
)

func limits(a spec.App) any {
	r := a.Processes[0].Rollout
	return []string{r.MaxUnavailable, r.MaxSurge}
}

// many makes the first group three copies at least.
func many(in *translate.AppInput) {
	n := 3
	in.Decisions.Groups = []decisions.GroupPlan{{Name: "app", Min: &n}}
}

func TestDeploy(t *testing.T) {
	run(t, map[string]behaviour{
		"a strategy that flyctl refuses is told of": {
			add: web + webCheck + "[deploy]\nstrategy = \"recreate\"\n", change: settled(t), want: []string{"FLY027 changed deploy.strategy"},
			check: func(a spec.App) any { return a.Processes[0].Rollout.Strategy }, is: "rolling",
		},
		"a negative share of missing copies is none": {
			add: web + "min_machines_running = 4\n" + webCheck + "[deploy]\nmax_unavailable = -1\n", change: settled(t),
			check: func(a spec.App) any { return a.Processes[0].Rollout.MaxUnavailable }, is: "0%",
		},
		"nanoseconds by mistake leave a pod the time to start": {
			add: web + webCheck + "[deploy]\nwait_timeout = 300\n", change: settled(t), want: []string{"FLY101 changed deploy.wait_timeout"},
			check: func(a spec.App) any { return a.Processes[0].Startup.Period * a.Processes[0].Startup.Failures }, is: 60,
		},
		"two copies are replaced without a gap": {add: web + webCheck, change: settled(t), check: limits, is: []string{"0", "1"}},
		"many are replaced a third at a time":   {add: web + webCheck, change: settled(t, many), check: limits, is: []string{"33%", "1"}},
		"a share is kept": {
			add: web + webCheck + "[deploy]\nmax_unavailable = 0.5\n", change: settled(t, many), check: limits, is: []string{"50%", "1"},
		},
		"a count is kept": {
			add: web + webCheck + "[deploy]\nmax_unavailable = 2\n", change: settled(t, many), check: limits, is: []string{"2", "1"},
		},
		"a share of few copies is not": {
			add: web + webCheck + "[deploy]\nmax_unavailable = 0.5\n", change: settled(t), want: []string{"FLY027 changed deploy.max_unavailable"},
			check: limits, is: []string{"0", "1"},
		},
		"immediate starts all at once": {
			add: web + webCheck + "[deploy]\nstrategy = \"immediate\"\nmax_unavailable = 1\n", change: settled(t),
			want:  []string{"FLY027 changed deploy.strategy", "FLY027 dropped deploy.max_unavailable"},
			check: limits, is: []string{"100%", "100%"},
		},
		"bluegreen starts a second set": {
			add: web + webCheck + "[deploy]\nstrategy = \"bluegreen\"\n", change: settled(t), want: []string{"FLY027 changed deploy.strategy"},
			check: limits, is: []string{"0", "100%"},
		},
		"a canary must stay up": {
			add: web + webCheck + "[deploy]\nstrategy = \"canary\"\n", change: settled(t), want: []string{"FLY027 changed deploy.strategy"},
			check: func(a spec.App) any { return a.Processes[0].Rollout.MinReady }, is: 30,
		},
		"fly2k8s.yaml can ask for a second set": {
			add: web + webCheck, change: settled(t, func(in *translate.AppInput) { in.Decisions.Strategy = "surge" }),
			check: limits, is: []string{"0", "100%"},
		},
		"two of a worker that is one never run": {
			add: "[processes]\nworker = \"work\"\n[deploy]\nstrategy = \"bluegreen\"\n", want: []string{"FLY027 changed deploy.strategy"},
			check: limits, is: []string{"1", "0"},
		},
		"the deadline has room for the start": {
			add: web + webCheck + "[deploy]\nwait_timeout = \"2m\"\n", change: settled(t),
			check: func(a spec.App) any { return a.Processes[0].Rollout.Deadline }, is: 240,
		},
		"a release command is a Job before the rollout": {
			add: "[deploy]\nrelease_command = \"bin/migrate 'up all'\"\nrelease_command_timeout = \"90s\"\n", want: []string{"FLY025 changed deploy.release_command"},
			check: func(a spec.App) any { return []any{a.Release.Args, a.Release.Timeout, a.Release.Resources.MemoryMiB} },
			is:    []any{[]string{"bin/migrate", "up all"}, 90, 512},
		},
		"it has a size of its own": {
			add: "[deploy]\nrelease_command = \"go\"\n[deploy.release_command_vm]\nsize = \"performance-2x\"\n", want: []string{"FLY025 changed deploy.release_command"},
			check: func(a spec.App) any { return a.Release.Resources.MemoryMiB }, is: 4096,
		},
		"a size that does not exist is for a person": {
			add:  "[deploy]\nrelease_command = \"go\"\n[deploy.release_command_vm]\nsize = \"huge\"\n",
			want: []string{"FLY025 changed deploy.release_command", "FLY123 undecided deploy.release_command_vm.size"},
		},
		"a release command that does not split is for a person": {
			add: "[deploy]\nrelease_command = \"go 'up\"\n", want: []string{"FLY123 undecided deploy.release_command"},
			check: func(a spec.App) any { return a.Release }, is: (*spec.Release)(nil),
		},
		"a seed command is not run again": {add: "[deploy]\nseed_command = \"seed\"\n", want: []string{"FLY025 dropped deploy.seed_command"}},
	})
}

func TestImages(t *testing.T) {
	const built = "app = \"shop\"\nprimary_region = \"fra\"\nkill_signal = \"SIGTERM\"\n[[vm]]\nsize = \"shared-cpu-1x\"\n"
	tests := map[string]struct {
		text string
		want []string
	}{
		"a missing Dockerfile is for a person":          {built, []string{"FLY050 undecided build.dockerfile"}},
		"a builder moves to CI":                         {built + "[build]\nbuilder = \"paketo\"\nbuildpacks = [\"go\"]\n", []string{"FLY034 changed build.builder", "FLY034 changed build.buildpacks"}},
		"a builtin needs a Dockerfile":                  {built + "[build]\nbuiltin = \"node\"\nbuilder = \"x\"\n[build.settings]\na = \"b\"\n", []string{"FLY034 undecided build.builtin", "FLY034 changed build.builder", "FLY034 undecided build.settings.a"}},
		"an image in Fly's registry must be copied":     {built + "[build]\nimage = \"registry.fly.io/shop:1\"\n", []string{"FLY034 changed build.image"}},
		"a recipe beside a ready image is dropped":      {built + "[build]\nimage = \"nginx\"\ndockerfile = \"D\"\n", []string{"FLY034 dropped build.dockerfile"}},
		"how flyctl packs an image does not matter":     {built + "[build]\nimage = \"nginx\"\ncompression = \"zstd\"\ncompression_level = 3\n", []string{"FLY034 dropped build.compression", "FLY034 dropped build.compression_level"}},
		"a container to choose where there are none":    {"container = \"web\"\n" + built + "[build]\nimage = \"a/b:1\"\n", []string{"FLY109 changed container", "FLY109 dropped container"}},
		"a compose file that is not there is asked for": {built + "[build.compose]\nfile = \"c.yml\"\n", []string{"FLY109 undecided build.compose.file"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, findings := ofFile(t, tt.text)
			equal(t, tt.want, said(findings))
		})
	}
}
