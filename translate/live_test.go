package translate_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate"
)

// beside is a fly.toml and machines of it.
func beside(all ...inventory.Machine) func(*translate.AppInput) {
	return func(in *translate.AppInput) { in.Live = live(all...) }
}

// shop is a machine as the quiet file wants it.
func shop(id string, change ...func(*inventory.Machine)) inventory.Machine {
	m := machine(id, "app")
	term := "SIGTERM"
	m.Config.StopConfig = &inventory.StopConfig{Signal: &term}
	m.Config.Env = map[string]string{"PRIMARY_REGION": "fra", "FLY_PROCESS_GROUP": "app"}
	m.ImageRef = inventory.ImageRef{Registry: "docker.io", Repository: "acme/shop", Tag: "1", Digest: "sha256:1"}
	for _, c := range change {
		c(&m)
	}
	return m
}

func TestLiveMachines(t *testing.T) {
	size := func(mb int) func(*inventory.Machine) {
		return func(m *inventory.Machine) { m.Config.Guest.MemoryMB = mb }
	}
	truth := decided(decisions.App{Truth: "file"})
	memory := func(a spec.App) any { return a.Processes[0].Resources.MemoryMiB }
	tests := map[string]struct {
		machines []inventory.Machine
		change   []func(*translate.AppInput)
		want     []string
		check    func(spec.App) any
		is       any
	}{
		"machines that are like the file are no finding": {machines: []inventory.Machine{shop("a"), shop("b")}, check: func(a spec.App) any { return a.Processes[0].Replicas }, is: spec.Replicas{Min: 2, Max: 2, Live: 2}},
		"what runs wins": {
			machines: []inventory.Machine{shop("a", size(512))}, want: []string{"FLY200 changed vm[0].memory"}, check: memory, is: 512,
		},
		"unless the file is said to be right": {
			machines: []inventory.Machine{shop("a", size(512))}, change: []func(*translate.AppInput){truth}, want: []string{"FLY200 changed machines.items[0].config.guest.memory_mb"}, check: memory, is: 256,
		},
		"the image that runs is the first one there": {
			machines: []inventory.Machine{shop("a", func(m *inventory.Machine) { m.ImageRef.Tag = "2" })}, want: []string{"FLY200 changed build.image"},
			check: func(a spec.App) any { return []string{a.Image.Repo, a.Image.Tag, a.Image.Digest} }, is: []string{"docker.io/acme/shop", "2", "sha256:1"},
		},
		"a variable that only machines have is drift": {
			machines: []inventory.Machine{shop("a", func(m *inventory.Machine) { m.Config.Env["LATE"] = "1" })}, want: []string{"FLY200 changed env.LATE"},
			check: func(a spec.App) any { return a.Config }, is: []spec.Var{{Name: "LATE", Value: "1"}},
		},
		"machines of one group that differ are for a person": {
			machines: []inventory.Machine{shop("a"), shop("b", size(512))}, want: []string{"FLY201 undecided machines.items[1].config.guest.memory_mb"}, check: memory, is: 256,
		},
		"a machine that runs another image is for a person": {
			machines: []inventory.Machine{shop("a"), shop("b", func(m *inventory.Machine) { m.ImageRef.Digest = "sha256:2" })}, want: []string{"FLY201 undecided machines.items[1].image_ref.digest"},
		},
		"an image that the config names is told of once": {
			machines: []inventory.Machine{shop("a"), shop("b", func(m *inventory.Machine) { m.Config.Image, m.ImageRef.Digest = "acme/shop:2", "sha256:2" })},
			want:     []string{"FLY201 undecided machines.items[1].config.image"},
		},
		"a field that nobody knows is told of on the second machine, too": {
			machines: []inventory.Machine{shop("a"), shop("b", func(m *inventory.Machine) { m.Unknown = map[string]json.RawMessage{"warp": json.RawMessage("9")} })},
			want:     []string{"FLY201 undecided machines.items[1].unknown.warp"},
		},
		"a machine in another region is told of": {
			machines: []inventory.Machine{shop("a"), shop("b", func(m *inventory.Machine) { m.Region = "iad" })}, want: []string{"FLY037 changed machines.items[0].region"},
		},
		"a group of which nothing runs is for a person": {
			machines: []inventory.Machine{shop("a", func(m *inventory.Machine) { m.State = "stopped" })}, want: []string{"FLY203 undecided machines.items[0].state"},
			check: func(a spec.App) any { return a.Processes[0].Replicas.Max }, is: 0,
		},
		"a standby is no copy": {
			machines: []inventory.Machine{shop("a"), shop("b", func(m *inventory.Machine) { m.State, m.Config.Standbys = "stopped", []string{"a"} })},
			want:     []string{"FLY029 dropped machines.items[1]"}, check: func(a spec.App) any { return a.Processes[0].Replicas.Max }, is: 1,
		},
		"left-overs, one-offs and strangers stay behind": {
			machines: []inventory.Machine{
				shop("a"), machine("b", "fly_app_release_command"), machine("c", ""),
				shop("d", func(m *inventory.Machine) { m.Config.AutoDestroy = true }), shop("e", func(m *inventory.Machine) { m.State = "destroyed" }),
			},
			want: []string{
				"FLY030 dropped machines.items[1]", "FLY030 undecided machines.items[2]",
				"FLY030 undecided machines.items[3]", "FLY030 dropped machines.items[4]",
			},
		},
		"a host that does not answer is a blocker": {
			machines: []inventory.Machine{shop("a"), shop("b", func(m *inventory.Machine) { m.IncompleteConfig, m.Config, m.HostStatus = m.Config, nil, "unreachable" })},
			want:     []string{"FLY202 undecided machines.items[1].host_status"},
		},
		"a cordoned machine gets requests again": {
			machines: []inventory.Machine{shop("a", func(m *inventory.Machine) { m.Cordoned = true })}, want: []string{"FLY205 changed machines.items[0].cordoned"},
		},
		"a group that the file does not know is told of": {
			machines: []inventory.Machine{shop("a"), machine("b", "ghost")}, want: []string{"FLY024 changed machines.items[1].config.kill_signal", "FLY200 changed machines.items[1].id"},
		},
		"a group that no machine has is written as the file wants it": {
			machines: []inventory.Machine{}, want: []string{"FLY200 changed processes.app"},
		},
		"metadata of one's own is a name that nobody answers to": {
			machines: []inventory.Machine{shop("a", func(m *inventory.Machine) { m.Config.Metadata["role"] = "x" })}, want: []string{"FLY001 dropped machines.items[0].config.metadata.role"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			app, findings := ofFile(t, quiet, append(tt.change, beside(tt.machines...))...)
			var got []string
			for _, s := range said(findings) {
				if !strings.HasPrefix(s, "FLY204") {
					got = append(got, s)
				}
			}
			equal(t, tt.want, got)
			if tt.check != nil {
				equal(t, tt.is, tt.check(app))
			}
		})
	}
}

func TestSeveralVolumesAreNoReplicas(t *testing.T) {
	mount := func(id string) func(*inventory.Machine) {
		return func(m *inventory.Machine) {
			m.Config.Mounts = []inventory.Mount{{Volume: "vol_" + id, Name: "data", Path: "/data", SizeGB: 5}}
		}
	}
	app, findings := ofFile(t, quiet+"[[mounts]]\nsource = \"data\"\ndestination = \"/data\"\n", func(in *translate.AppInput) {
		in.Live = live(shop("a", mount("a")), shop("b", mount("b")))
		in.Live.Volumes = inventory.CompleteList([]inventory.Volume{
			{ID: "vol_a", Name: "data", SizeGB: 5, Region: "fra", Zone: "z1", Observed: &inventory.VolumeObserved{BytesUsed: 3 << 20}},
			{ID: "vol_b", Name: "data", SizeGB: 20, Region: "fra"},
		})
	})
	equal(t, []string{"FLY028 changed machines.items[0].config.mounts[0].name", "FLY028 changed mounts[0].source"}, only(said(findings), "FLY028"))
	equal(t, []spec.Volume{{Name: "data", Path: "/data", GiB: 20, Fly: []spec.FlyVolume{
		{ID: "vol_a", Region: "fra", SizeGB: 5, UsedMiB: 3, Machine: "a", Zone: "z1"}, {ID: "vol_b", Region: "fra", SizeGB: 20, Machine: "b"},
	}}}, app.Processes[0].Volumes)
	equal(t, 2, app.Processes[0].Replicas.Min)
}

func TestScheduledMachines(t *testing.T) {
	tests := map[string]struct {
		every, created string
		choice         []decisions.ScheduleFor
		want           string
	}{
		"hourly keeps the minute of its creation":  {"hourly", "2026-03-05T07:41:22Z", nil, "41 * * * *"},
		"daily keeps hour and minute, in UTC":      {"daily", "2026-03-05T09:41:22+02:00", nil, "41 7 * * *"},
		"weekly keeps the day of the week":         {"weekly", "2026-03-05T07:41:22Z", nil, "41 7 * * 4"},
		"monthly keeps a day that every month has": {"monthly", "2026-03-31T07:41:22Z", nil, "41 7 28 * *"},
		"without a creation the name spreads it":   {"daily", "", nil, "30 15 * * *"},
		"a person can choose":                      {"daily", "", []decisions.ScheduleFor{{Machine: "ma", Cron: "0 4 * * *"}}, "0 4 * * *"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := shop("a", func(m *inventory.Machine) {
				m.CreatedAt, m.Config.Schedule, m.Config.Init.Cmd = tt.created, tt.every, []string{"bin/report"}
				m.Config.Restart = &inventory.Restart{Policy: "on-failure"}
			})
			app, findings := ofFile(t, quiet, beside(shop("b"), m), func(in *translate.AppInput) { in.Decisions.Schedules = tt.choice })
			equal(t, []string{"FLY029 changed machines.items[1].config.schedule"}, only(said(findings), "FLY029"))
			s := app.Schedules[0]
			equal(t, []any{"ma", tt.want, tt.every, true, 1, []string{"bin/report"}}, []any{s.Name, s.Cron, s.Fly, s.Suspended, s.Retries, s.Process.Args})
		})
	}
}
