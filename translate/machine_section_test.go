package translate_test

import (
	"testing"
	"testing/fstest"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate"
)

func TestSizes(t *testing.T) {
	const bare = "app = \"shop\"\nprimary_region = \"fra\"\nkill_signal = \"SIGTERM\"\n[build]\nimage = \"nginx\"\n"
	tests := map[string]struct {
		add    string
		want   []string
		cpu    int
		memory []int // request, limit
	}{
		"no size is Fly's smallest":        {"", []string{"FLY106 changed vm"}, 100, []int{256, 256}},
		"a preset":                         {"[[vm]]\nsize = \"performance-2x\"\n", nil, 1900, []int{4096, 4096}},
		"shared CPUs are a sixteenth each": {"[[vm]]\ncpus = 8\ncpu_kind = \"shared\"\nmemory = \"2gb\"\n", nil, 500, []int{2048, 2048}},
		"a CPU count without memory keeps the preset's": {
			"[[vm]]\ncpus = 4\ncpu_kind = \"performance\"\n", []string{"FLY106 changed vm[0].cpus"}, 3800, []int{256, 256},
		},
		"a GPU that Google has needs a quota": {
			"[[vm]]\nsize = \"a100-40gb\"\ngpu_kind = \"a100-pcie-40gb\"\n", []string{"FLY036 changed vm[0].gpu_kind"}, 7600, []int{32768, 32768},
		},
		"a GPU that Google lacks is replaced": {
			"[[vm]]\nsize = \"l40s\"\ngpu_kind = \"l40s\"\ngpus = 1\n", []string{"FLY036 changed vm[0].gpu_kind", "FLY036 changed vm[0].gpus"}, 7600, []int{32768, 32768},
		},
		"what pods do not have is dropped or asked for": {
			"[[vm]]\nsize = \"shared-cpu-1x\"\nmax_memory_mb = 512\nkernel_args = [\"a\"]\nhost_dedication_id = \"h\"\npersist_rootfs = \"always\"\n",
			[]string{
				"FLY036 dropped vm[0].max_memory_mb", "FLY036 dropped vm[0].kernel_args",
				"FLY036 changed vm[0].host_dedication_id", "FLY036 undecided vm[0].persist_rootfs",
			}, 100, []int{256, 256},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			app, findings := ofFile(t, bare+tt.add)
			equal(t, tt.want, said(findings))
			r := app.Processes[0].Resources
			equal(t, tt.cpu, r.CPUMilli)
			equal(t, tt.memory, []int{r.MemoryMiB, r.MemoryLimitMiB})
		})
	}
}

func TestSwapRaisesTheLimit(t *testing.T) {
	app, findings := ofFile(t, "swap_size_mb = 512\n"+quiet)
	equal(t, []string{"FLY036 changed swap_size_mb"}, said(findings))
	r := app.Processes[0].Resources
	equal(t, []int{256, 512}, []int{r.MemoryMiB, r.MemoryLimitMiB})
}

func TestVolumes(t *testing.T) {
	const data = "[[mounts]]\nsource = \"pg_data\"\ndestination = \"/data\"\n"
	plan := decided(decisions.App{Volumes: []decisions.VolumePlan{{Name: "pg_data", Data: "copy", GiB: 30}}})
	run(t, map[string]behaviour{
		"a volume whose data nobody decided on is told of": {
			add: data, want: []string{"FLY028 changed mounts[0].source"},
			check: func(a spec.App) any { return a.Processes[0].Volumes }, is: []spec.Volume{{Name: "pg-data", Path: "/data", GiB: 10}},
		},
		"a decided one is carried": {
			add: data, change: []func(*translate.AppInput){plan}, check: func(a spec.App) any { return a.Processes[0].Volumes[0].GiB }, is: 30,
		},
		"its first size is kept": {
			add: data + "initial_size = \"40gb\"\n", want: []string{"FLY028 changed mounts[0].source"},
			check: func(a spec.App) any { return a.Processes[0].Volumes[0].GiB }, is: 40,
		},
		"disks do not grow by themselves": {
			add: data + "auto_extend_size_threshold = 80\nauto_extend_size_increment = \"1GB\"\nauto_extend_size_limit = \"5GB\"\n", change: []func(*translate.AppInput){plan},
			want: []string{
				"FLY028 dropped mounts[0].auto_extend_size_threshold", "FLY028 dropped mounts[0].auto_extend_size_increment",
				"FLY028 dropped mounts[0].auto_extend_size_limit",
			},
		},
		"snapshots come from a schedule": {
			add: data + "snapshot_retention = 9\nscheduled_snapshots = false\n", change: []func(*translate.AppInput){plan},
			want: []string{"FLY028 changed mounts[0].snapshot_retention", "FLY028 changed mounts[0].scheduled_snapshots"},
		},
		"copies with a disk are replaced one by one": {
			add: data + "[deploy]\nstrategy = \"bluegreen\"\n", change: []func(*translate.AppInput){plan}, want: []string{"FLY027 changed deploy.strategy"},
		},
	})
}

func TestStopping(t *testing.T) {
	const bare = "app = \"shop\"\nprimary_region = \"fra\"\n"
	const size = "[[vm]]\nsize = \"shared-cpu-1x\"\n"
	tests := map[string]struct {
		head, docker string
		want         []string
		is           spec.Stop
	}{
		"Fly's own default is told of":             {"", "FROM debian\nSTOPSIGNAL SIGTERM\n", []string{"FLY024 changed kill_signal"}, spec.Stop{Grace: 10}},
		"unless the image has it":                  {"", "FROM debian\nSTOPSIGNAL SIGINT\n", nil, spec.Stop{Grace: 10}},
		"the image's signal is carried":            {"kill_signal = \"SIGQUIT\"\n", "FROM debian\nSTOPSIGNAL SIGQUIT\n", nil, spec.Stop{Signal: "SIGQUIT", Grace: 10}},
		"another one needs a hook":                 {"kill_signal = \"QUIT\"\n", "FROM debian\n", []string{"FLY024 changed kill_signal"}, spec.Stop{Signal: "SIGQUIT", PreStopKill: "SIGQUIT", Grace: 10}},
		"which an image without a shell can't run": {"kill_signal = \"SIGINT\"\n", "FROM gcr.io/distroless/static\n", []string{"FLY024 changed kill_signal"}, spec.Stop{Signal: "SIGINT", Grace: 10}},
		"a kill is never first":                    {"kill_signal = \"SIGKILL\"\n", "FROM debian\n", []string{"FLY024 dropped kill_signal"}, spec.Stop{Grace: 10}},
		"a time-out is kept":                       {"kill_signal = \"SIGTERM\"\nkill_timeout = \"2m\"\n", "FROM debian\n", nil, spec.Stop{Signal: "SIGTERM", Grace: 120}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			app, findings := ofFile(t, tt.head+bare+size, built(t, tt.docker))
			equal(t, tt.want, only(said(findings), "FLY024"))
			equal(t, tt.is, app.Processes[0].Stop)
		})
	}
	app, _ := ofFile(t, quiet+"kill_timeout = 20\n"+web+webCheck)
	equal(t, 15, app.Processes[0].Stop.PreStopSleep)
	equal(t, app.Processes[0].Stop.Grace, firstEdge(app).Drain)
}

func TestUsers(t *testing.T) {
	uid := int64(1234)
	tests := map[string]struct {
		docker  string
		decided *int64
		want    []string
		uid     int64 // 0: root, or not known
	}{
		"root stays":                              {"FROM debian\n", nil, nil, 0},
		"a number is taken":                       {"FROM debian\nUSER 1001\n", nil, nil, 1001},
		"a known name has a number":               {"FROM node:22\nUSER node\n", nil, nil, 1000},
		"a name without a number is for a person": {"FROM debian\nUSER shop\n", nil, []string{"FLY049 undecided USER"}, 0},
		"fly2k8s.yaml can give it":                {"FROM debian\nUSER shop\n", &uid, nil, 1234},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			app, findings := ofFile(t, quiet, built(t, tt.docker), func(in *translate.AppInput) { in.Decisions.User = tt.decided })
			equal(t, tt.want, only(said(findings), "FLY049"))
			got := int64(0)
			if u := app.Processes[0].Security.UID; u != nil {
				got = *u
			}
			equal(t, tt.uid, got)
		})
	}
}

func TestFiles(t *testing.T) {
	tree := fstest.MapFS{"shop/conf.ini": {Data: []byte("a=1")}, "shop/big": {Data: make([]byte, 1<<20+1)}}
	src := func(in *translate.AppInput) { in.Source = translate.Source{Dir: "shop", FS: tree} }
	file := func(a spec.App) any { return a.Files }
	run(t, map[string]behaviour{
		"a file beside the config is read": {
			add: "[[files]]\nguest_path = \"/c\"\nlocal_path = \"conf.ini\"\n", change: []func(*translate.AppInput){src},
			check: file, is: []spec.File{{Path: "/c", Data: []byte("a=1")}},
		},
		"one that is not there is for a person": {
			add: "[[files]]\nguest_path = \"/c\"\nlocal_path = \"gone\"\n", change: []func(*translate.AppInput){src}, want: []string{"FLY032 undecided files[0].local_path"},
		},
		"one that is too large, too": {
			add: "[[files]]\nguest_path = \"/c\"\nlocal_path = \"big\"\n", change: []func(*translate.AppInput){src}, want: []string{"FLY032 undecided files[0].local_path"},
		},
		"one from a secret keeps its name": {
			add: "[[files]]\nguest_path = \"/c\"\nsecret_name = \"CERT\"\n", check: file, is: []spec.File{{Path: "/c", Secret: "CERT"}},
		},
		"the source that flyctl takes wins": {
			add: "[[files]]\nguest_path = \"/c\"\nlocal_path = \"conf.ini\"\nsecret_name = \"CERT\"\nraw_value = \"eA==\"\n", change: []func(*translate.AppInput){src},
			want:  []string{"FLY032 dropped files[0].secret_name", "FLY032 dropped files[0].raw_value"},
			check: file, is: []spec.File{{Path: "/c", Data: []byte("a=1")}},
		},
		"processes have no effect on files": {
			add:  "[[files]]\nguest_path = \"/c\"\nsecret_name = \"CERT\"\nprocesses = [\"app\"]\n",
			want: []string{"FLY032 changed files[0].processes"},
		},
	})
}

// only keeps the findings of one rule.
func only(said []string, code string) []string {
	var out []string
	for _, s := range said {
		if len(s) > len(code) && s[:len(code)] == code {
			out = append(out, s)
		}
	}
	return out
}
