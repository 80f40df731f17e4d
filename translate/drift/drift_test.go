package drift

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// machine is a machine of the app, from its config as the API sends it.
func machine(t *testing.T, id, group, region, config string) inventory.Machine {
	t.Helper()
	m := inventory.Machine{ID: id, State: "started", Region: region, HostStatus: "ok"}
	if config == "" {
		m.HostStatus = "unreachable"
		m.IncompleteConfig = &inventory.MachineConfig{Metadata: map[string]string{"fly_process_group": group}}
		return m
	}
	m.Config = &inventory.MachineConfig{}
	if err := inventory.Decode([]byte(config), m.Config); err != nil {
		t.Fatal(err)
	}
	if m.Config.Metadata == nil {
		m.Config.Metadata = map[string]string{}
	}
	m.Config.Metadata["fly_process_group"] = group
	if m.Config.Env == nil {
		m.Config.Env = map[string]string{}
	}
	m.Config.Env["FLY_PROCESS_GROUP"] = group
	return m
}

func app(release string, machines ...inventory.Machine) *inventory.App {
	a := &inventory.App{Name: "shop", Machines: inventory.CompleteList(machines)}
	if release != "" {
		raw := json.RawMessage(release)
		a.Config = inventory.CompleteOne(&raw)
	}
	return a
}

func file(t *testing.T, text string) *flytoml.File {
	t.Helper()
	if text == "" {
		return nil
	}
	f, err := flytoml.Parse("fly.toml", []byte("app = \"shop\"\n"+text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// line is a difference in one line: place field: before/file/release/live, the
// machines, and where the file says it.
func line(d Difference) string {
	var sides []string
	for _, s := range []struct{ name, value string }{{"before", d.Before}, {"file", d.File}, {"release", d.Release}, {"live", d.Live}} {
		if s.value != "" {
			sides = append(sides, s.name+"="+s.value)
		}
	}
	text := fmt.Sprintf("%s/%s %s: %s", d.Group, d.Region, d.Field, strings.Join(sides, " "))
	if len(d.Machines) > 0 {
		text += fmt.Sprintf(" (%s of %d)", strings.Join(d.Machines, ","), d.Of)
	}
	if d.From != nil {
		text += " " + d.From.String()
	}
	return text
}

func linesOf(all []Difference) []string {
	var lines []string
	for _, d := range all {
		lines = append(lines, line(d))
	}
	return lines
}

func TestApp(t *testing.T) {
	plain := func(id string) inventory.Machine { return machine(t, id, "app", "ams", `{"env": {"A": "1"}}`) }
	tests := map[string]struct {
		app  *inventory.App
		file string
		want []string
	}{
		"the same on all sides is no difference": {app(`{"env": {"A": "1"}}`, plain("m1"), plain("m2")), "[env]\nA = 1", nil},
		"a variable that the file has and nobody deployed": {app(`{"env": {"A": "1"}}`, plain("m1")), "[env]\nA = \"1\"\nB = \"2\"",
			[]string{"app/ams env.B: file=2 release=– live=– (m1 of 1) fly.toml:4 env.B"}},
		"a file of which flyctl makes no machine": {app(`{"env": {"A": "1"}}`, plain("m1")), "[[vm]]\nsize = \"huge\"",
			[]string{`app/ams config: file=unknown: read process group app of fly.toml: read vm size "huge": there is no such preset`}},
		"a release that can't be read": {app(`{"app": 1}`, plain("m1")), "[env]\nA = \"1\"",
			[]string{"/ config_definition: release=unknown: config_definition.json:1: app: expected a string, found the number 1"}},
		"false and nothing are values, too": {app("", machine(t, "m1", "app", "ams", `{"env": {"A": "", "B": "false"}}`)), "[env]",
			[]string{`app/ams env.A: file=– live="" (m1 of 1) fly.toml:2 env`, "app/ams env.B: file=– live=false (m1 of 1) fly.toml:2 env"}},
		"a variable that was deployed and is gone from the file": {app(`{"env": {"A": "1"}}`, plain("m1")), "[env]",
			[]string{"app/ams env.A: file=– release=1 live=1 (m1 of 1) fly.toml:2 env"}},
		"one machine that somebody changed": {app(`{"env": {"A": "1"}}`, plain("m1"), plain("m2"), machine(t, "m3", "app", "ams", `{"env": {"A": "9"}}`)), "",
			[]string{"app/ams env.A: release=1 live=9 (m3 of 3)"}},
		"machines that differ with nothing to compare them with": {app("", plain("m1"), plain("m2"), machine(t, "m3", "app", "ams", `{"env": {"A": "9"}}`)), "",
			[]string{"app/ams env.A: live=9 (m3 of 3)"}},
		"regions are told apart": {app(`{"env": {"A": "1"}}`, plain("m1"), machine(t, "m2", "app", "fra", `{"env": {"A": "9"}}`)), "",
			[]string{"app/fra env.A: release=1 live=9 (m2 of 1)"}},
		"a size that was scaled by hand": {app("", machine(t, "m1", "app", "ams", `{"guest": {"cpu_kind": "shared", "cpus": 2, "memory_mb": 1024}}`)), "[[vm]]\nsize = \"shared-cpu-1x\"",
			[]string{
				"app/ams guest.cpus: file=1 live=2 (m1 of 1) fly.toml:3 vm[0].size",
				"app/ams guest.memory_mb: file=256 live=1024 (m1 of 1) fly.toml:3 vm[0].size",
			}},
		"without a [[vm]] the size is the machine's own affair": {app("", machine(t, "m1", "app", "ams", `{"guest": {"cpu_kind": "shared", "cpus": 2, "memory_mb": 1024}}`)), "[env]", nil},
		"what the platform takes anyway is no difference": {app("", machine(t, "m1", "app", "ams",
			`{"restart": {"policy": "on-failure", "max_retries": 10}, "services": [{"protocol": "tcp", "internal_port": 8080, "autostop": false, "autostart": true, "min_machines_running": 0,
			"ports": [{"port": 80, "handlers": ["http"]}, {"port": 443, "handlers": ["http", "tls"]}], "concurrency": {"type": "connections", "soft_limit": 20}, "force_instance_key": null}]}`)),
			"[http_service]\ninternal_port = 8080", nil},
		"another port is another service": {app("", machine(t, "m1", "app", "ams",
			`{"services": [{"protocol": "tcp", "internal_port": 3000, "ports": [{"port": 80, "handlers": ["http"]}, {"port": 443, "handlers": ["http", "tls"]}]}]}`)),
			"[http_service]\ninternal_port = 8080", []string{
				"app/ams services[tcp/3000]: file=– live=there (m1 of 1)",
				"app/ams services[tcp/8080]: file=there live=– (m1 of 1) fly.toml:3 http_service.internal_port",
			}},
		"a check's interval": {app("", machine(t, "m1", "app", "ams",
			`{"services": [{"protocol": "tcp", "internal_port": 80, "ports": [{"port": 80, "handlers": ["http"]}, {"port": 443, "handlers": ["http", "tls"]}], "checks": [{"type": "http", "interval": "30s", "path": "/up"}]}]}`)),
			"[http_service]\ninternal_port = 80\n[[http_service.checks]]\ninterval = \"10s\"\npath = \"/up\"",
			[]string{"app/ams services[tcp/80].checks[http].interval: file=10s live=30s (m1 of 1) fly.toml:5 http_service.checks[0].interval"}},
		"a command and a stop timeout": {app("", machine(t, "m1", "web", "ams", `{"init": {"cmd": ["old"]}, "stop_config": {"timeout": "30s"}}`)), "kill_timeout = 60\n[processes]\nweb = \"new run\"",
			[]string{
				`web/ams init.cmd: file=["new","run"] live=["old"] (m1 of 1) fly.toml:4 processes.web`,
				"web/ams stop_config.timeout: file=1m0s live=30s (m1 of 1) fly.toml:2 kill_timeout",
			}},
		"a group that nobody runs, and one that nobody wrote down": {app("", machine(t, "m1", "old", "ams", `{}`)), "[processes]\nnew = \"\"",
			[]string{"new/ machines: file=there live=0 fly.toml:3 processes.new", "old/ machines: file=– live=1"}},
		"a machine that no group claims": {app("", plain("m1"), machine(t, "m2", "", "ams", `{}`)), "[env]\nA = \"1\"", []string{"/ machines: file=– live=1"}},
		"fewer machines than the floor in the primary region": {app("", machine(t, "m1", "app", "fra", `{"services": [{"protocol": "tcp", "internal_port": 80, "min_machines_running": 2, "ports": [{"port": 80, "handlers": ["http"]}, {"port": 443, "handlers": ["http", "tls"]}]}], "env": {"PRIMARY_REGION": "ams"}}`)),
			"primary_region = \"ams\"\n[http_service]\ninternal_port = 80\nmin_machines_running = 2",
			[]string{"app/ams machines: file=at least 2 live=0 fly.toml:5 http_service.min_machines_running"}},
		"what a deploy leaves alone is no difference": {app("", machine(t, "m1", "app", "ams", `{"rootfs": {"persist": "always"}, "dns": {"hostname": "x"}, "mounts": [{"name": "data", "path": "/data", "volume": "vol_1", "size_gb": 3, "encrypted": true}]}`)),
			"[mounts]\nsource = \"data\"\ndestination = \"/data\"", nil},
		"release, scheduled and standby machines don't count": {app("", plain("m1"), machine(t, "m2", "fly_app_release_command", "ams", `{}`), machine(t, "m3", "app", "ams", `{"schedule": "daily"}`), machine(t, "m4", "app", "ams", `{"standbys": ["m1"]}`)), "[env]\nA = \"1\"", nil},
		"a host that does not answer is no agreement": {app("", plain("m1"), machine(t, "m2", "app", "ams", "")), "[env]\nA = \"1\"",
			[]string{"app/ams config: live=unknown: the host does not answer (m2 of 2)"}},
		"a list that could not be read is no empty app": {&inventory.App{Name: "shop", Machines: inventory.List[inventory.Machine]{Section: inventory.Section{Status: inventory.Forbidden}}}, "[env]",
			[]string{"/ machines: live=unknown: forbidden"}},
		"a credential is told by its name alone": {app("", machine(t, "m1", "app", "ams", `{"env": {"DB_PASSWORD": "hunter2"}}`)), "[env]\nDB_PASSWORD = \"other\"",
			[]string{"app/ams env.DB_PASSWORD: file=… live=… (m1 of 1) fly.toml:3 env.DB_PASSWORD"}},
		"what the inventory has redacted is not compared": {app("", machine(t, "m1", "app", "ams", `{"env": {"URL": "[redacted]"}}`)), "[env]\nURL = \"x\"", nil},
		"a file's content is told by its fingerprint, one on a disk not at all": {app("", machine(t, "m1", "app", "ams", `{"files": [{"guest_path": "/a", "raw_value": "YQ=="}, {"guest_path": "/b", "raw_value": "YQ=="}]}`)),
			"[[files]]\nguest_path = \"/a\"\nraw_value = \"b\"\n[[files]]\nguest_path = \"/b\"\nlocal_path = \"b\"",
			[]string{"app/ams files[/a].raw_value: file=sha256:3e23e8160039 live=sha256:ca978112ca1b (m1 of 1) fly.toml:3 files[0].guest_path"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			found, err := App(tt.app, file(t, tt.file))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, linesOf(found)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestImages(t *testing.T) {
	const digest = "sha256:1111111111111111111111111111111111111111111111111111111111111111"
	tests := map[string]struct {
		file, release string
		live          inventory.ImageRef
		want          []string
	}{
		"a tag of the last release":           {"", "registry.fly.io/shop:deployment-1", inventory.ImageRef{Registry: "registry.fly.io", Repository: "shop", Tag: "deployment-1", Digest: digest}, nil},
		"an older deployment":                 {"", "registry.fly.io/shop:deployment-2", inventory.ImageRef{Registry: "registry.fly.io", Repository: "shop", Tag: "deployment-1"}, []string{"app/ams image: release=registry.fly.io/shop:deployment-2 live=registry.fly.io/shop:deployment-1 (m1 of 1)"}},
		"a short name and its full one":       {"redis", "", inventory.ImageRef{Registry: "docker.io", Repository: "library/redis", Tag: "latest"}, nil},
		"the registry's other name":           {"redis:7", "", inventory.ImageRef{Registry: "registry-1.docker.io", Repository: "library/redis", Tag: "7"}, nil},
		"another tag than the file's":         {"redis:7", "", inventory.ImageRef{Registry: "docker.io", Repository: "library/redis", Tag: "6"}, []string{"app/ams image: file=redis:7 live=docker.io/library/redis:6 (m1 of 1) fly.toml:3 build.image"}},
		"equal digests under different names": {"a/b@" + digest, "", inventory.ImageRef{Registry: "c.io", Repository: "d", Digest: digest}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := machine(t, "m1", "app", "ams", `{}`)
			m.ImageRef = tt.live
			a := app("", m)
			if tt.release != "" {
				a.Releases = inventory.CompleteList([]inventory.Release{{Version: 1, ImageRef: tt.release}})
			}
			text := ""
			if tt.file != "" {
				text = "[build]\nimage = \"" + tt.file + "\""
			}
			found, err := App(a, file(t, text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, linesOf(found)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
