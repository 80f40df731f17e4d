package flytoml

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// formTests read one setting each, in all the ways that flyctl takes it.
var formTests = map[string]struct {
	name, text string
	read       func(Config) any
	want       any
}{
	"kill_timeout as text":                        {"fly.toml", `kill_timeout = "1m"`, func(c Config) any { return *c.KillTimeout }, time.Minute},
	"kill_timeout as seconds":                     {"fly.toml", `kill_timeout = 90`, func(c Config) any { return *c.KillTimeout }, 90 * time.Second},
	"kill_timeout as JSON's number":               {"fly.json", `{"kill_timeout": 90}`, func(c Config) any { return *c.KillTimeout }, 90 * time.Second},
	"kill_timeout in YAML is lost":                {"fly.yaml", `kill_timeout: 90`, func(c Config) any { return c.KillTimeout == nil }, true},
	"kill_timeout of experimental":                {"fly.toml", "[experimental]\nkill_timeout = \"9s\"", func(c Config) any { return *c.KillTimeout }, 9 * time.Second},
	"the top kill_timeout beats the experimental": {"fly.toml", "kill_timeout = 1\n[experimental]\nkill_timeout = 9", func(c Config) any { return *c.KillTimeout }, time.Second},
	"processes as a table":                        {"fly.toml", "[processes]\nweb = \"a\"\napp = \"\"", func(c Config) any { return c.Processes }, []Process{{"processes.app", "app", ""}, {"processes.web", "web", "a"}}},
	"processes as tables":                         {"fly.toml", "[[processes]]\nname = \"web\"\ncommand = \"a\"", func(c Config) any { return c.Processes }, []Process{{"processes.web", "web", "a"}}},
	"processes as an empty list":                  {"fly.toml", "processes = []", func(c Config) any { return len(c.Processes) }, 0},
	"env of any type":                             {"fly.toml", "[env]\nA = 1.0\nB = true\nC = 1979-05-27\nD = 1e21\nE = 1979-05-27T07:32:00Z\nF = [1, \"x\"]", func(c Config) any { return values(c.Env) }, "1 true 1979-05-27 1e+21 1979-05-27 07:32:00 +0000 UTC [1 x]"},
	"env of tables":                               {"fly.toml", "[env]\nA = {b = 1, a = \"x\"}", func(c Config) any { return values(c.Env) }, "map[a:x b:1]"},
	"a local time in env":                         {"fly.toml", "[env]\nA = 07:32:00\nB = 1979-05-27T07:32:00\nC = 1979-05-27T07:32:00+02:00", func(c Config) any { return values(c.Env) }, "07:32:00 1979-05-27T07:32:00 1979-05-27 07:32:00 +0200 +0200"},
	"mounts of both spellings, mount first":       {"fly.toml", "[[mounts]]\nsource = \"b\"\n[mount]\nsource = \"a\"", func(c Config) any { return c.Mounts[0].Source + c.Mounts[1].Source }, "ab"},
	"initial_size as a number":                    {"fly.toml", "[mounts]\ninitial_size = 10", func(c Config) any { return c.Mounts[0].InitialSize }, "10"},
	"sizes of three spellings, vm last":           {"fly.toml", "[vm]\nsize = \"c\"\n[compute]\nsize = \"a\"\n[[computes]]\nsize = \"b\"", func(c Config) any { return c.VM[0].Size + c.VM[1].Size + c.VM[2].Size }, "abc"},
	"memory as a number":                          {"fly.toml", "[vm]\nmemory = 512", func(c Config) any { return c.VM[0].Memory }, "512"},
	"persist_rootfs as a number":                  {"fly.toml", "[vm]\npersist_rootfs = 3", func(c Config) any { return c.VM[0].PersistRootfs }, "always"},
	"metrics of experimental":                     {"fly.toml", "[experimental]\nmetrics_port = 9091\nmetrics_path = \"/m\"", func(c Config) any { return c.Metrics }, []Metrics{{Field: "metrics[0]", Port: 9091, Path: "/m"}}},
	"metrics of both spellings, metric first":     {"fly.toml", "[[metrics]]\nport = 2\n[metric]\nport = 1", func(c Config) any { return c.Metrics[0].Port*10 + c.Metrics[1].Port }, 12},
	"auto_stop_machines as a boolean":             {"fly.toml", "[http_service]\nauto_stop_machines = true", func(c Config) any { return *c.HTTPService.AutoStop }, AutoStopStop},
	"auto_stop_machines as a word":                {"fly.toml", "[http_service]\nauto_stop_machines = \"suspend\"", func(c Config) any { return *c.HTTPService.AutoStop }, AutoStopSuspend},
	"a service as one table":                      {"fly.toml", "[services]\ninternal_port = \"80\"\n[services.ports]\nport = \"443\"", func(c Config) any { return c.Services[0].InternalPort*1000 + *c.Services[0].Ports[0].Port }, 80443},
	"a port range":                                {"fly.toml", "[[services]]\nprotocol = \"udp\"\n[[services.ports]]\nstart_port = 1000\nend_port = 2000", func(c Config) any { return *c.Services[0].Ports[0].EndPort - *c.Services[0].Ports[0].StartPort }, 1000},
	"a float without a fraction is an integer":    {"fly.toml", "swap_size_mb = 512.0", func(c Config) any { return *c.SwapSizeMB }, 512},
	"proxy protocol":                              {"fly.toml", "[[services]]\n[[services.ports]]\nproxy_proto_options = {version = \"v2\"}", func(c Config) any { return c.Services[0].Ports[0].ProxyProtoVersion }, "v2"},
	"a check's interval in the three ways": {"fly.toml", "[[services]]\n[[services.tcp_checks]]\ninterval = 1500\ntimeout = \"2s\"\ngrace_period = \"\"", func(c Config) any {
		p := c.Services[0].Checks[0].Probe
		return fmt.Sprint(p.Interval, p.Timeout, p.GracePeriod)
	}, "1.5s 2s <nil>"},
	"an http_service check in nanoseconds":          {"fly.toml", "[http_service]\n[[http_service.checks]]\ninterval = 10000", func(c Config) any { return *c.HTTPService.Checks[0].Interval }, 10 * time.Microsecond},
	"a check's headers as a table":                  {"fly.toml", "[[services]]\n[[services.http_checks]]\n[services.http_checks.headers]\nHost = 1", func(c Config) any { return c.Services[0].Checks[0].Headers[0].Value }, "1"},
	"a check's headers as tables":                   {"fly.toml", "[[services]]\n[[services.http_checks]]\n[[services.http_checks.headers]]\nname = \"Host\"\nvalue = true", func(c Config) any { return c.Services[0].Checks[0].Headers[0].Value }, "true"},
	"checks as tables with a name":                  {"fly.toml", "[[checks]]\nname = \"up\"\ntype = \"tcp\"\ninterval = 2000", func(c Config) any { return fmt.Sprint(c.Checks[0].Name, *c.Checks[0].Interval) }, "up2s"},
	"response headers":                              {"fly.toml", "[http_service.http_options.response.headers]\nA = \"x\"\nB = [\"y\", \"z\"]\nC = false", func(c Config) any { return fmt.Sprint(c.HTTPService.HTTPOptions.Response.Headers) }, "[{http_service.http_options.response.headers.A A [x] false} {http_service.http_options.response.headers.B B [y z] false} {http_service.http_options.response.headers.C C [] true}]"},
	"an experimental command as one string":         {"fly.toml", "[experimental]\ncmd = \"a b\"", func(c Config) any { return c.Experimental.Cmd }, []string{"a b"}},
	"build_target beats build-target":               {"fly.toml", "[build]\nbuild-target = \"a\"\nbuild_target = \"b\"", func(c Config) any { return c.Build.Target }, "b"},
	"compose without a file":                        {"fly.toml", "[build.compose]\n", func(c Config) any { return *c.Build.Compose }, Compose{Field: "build.compose"}},
	"the size of the release command's machine":     {"fly.toml", "[deploy]\nrelease_command_vm = {size = \"performance-1x\", memory = \"4gb\"}", func(c Config) any { return c.Deploy.ReleaseCommandVM.Size + c.Deploy.ReleaseCommandVM.Memory }, "performance-1x4gb"},
	"null of JSON sets nothing":                     {"fly.json", `{"app": null, "http_service": null, "swap_size_mb": null}`, func(c Config) any { return c.HTTPService == nil && c.SwapSizeMB == nil && c.App == "" }, true},
	"an empty YAML file is an empty config":         {"fly.yaml", "", func(c Config) any { return c.App }, ""},
	"a date where a string is due":                  {"fly.toml", "app = 1979-05-27", func(c Config) any { return c.App }, "1979-05-27"},
	"[[Mounts]] in capitals is passed over":         {"fly.toml", "[[Mounts]]\nsource = \"a\"", func(c Config) any { return len(c.Mounts) }, 0},
	"the names of build settings, not their values": {"fly.toml", "[build.settings]\nb = 1\na = {x = 1}", func(c Config) any { return c.Build.Settings }, []string{"a", "b"}},
}

func values(env []EnvVar) string {
	var all []string
	for _, v := range env {
		all = append(all, v.Value)
	}
	return strings.Join(all, " ")
}

func TestForms(t *testing.T) {
	for name, tt := range formTests {
		t.Run(name, func(t *testing.T) {
			f, err := Parse(tt.name, []byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, tt.read(f.Config)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWrongShapes(t *testing.T) {
	tests := map[string]struct {
		name, text string
		want       []string // line and key
	}{
		"a port of http_service as a string":        {"fly.toml", "[http_service]\ninternal_port = \"8080\"", []string{"2 http_service.internal_port"}},
		"one restart table":                         {"fly.toml", "[restart]\npolicy = \"always\"", []string{"1 restart"}},
		"a build argument that is a number":         {"fly.toml", "[build.args]\nN = 1", []string{"2 build.args.N"}},
		"a duration without a unit":                 {"fly.toml", "[deploy]\nwait_timeout = \"5\"", []string{"2 deploy.wait_timeout"}},
		"processes of a service as one string":      {"fly.toml", "[[services]]\nprocesses = \"web\"", []string{"2 services[0].processes"}},
		"memory of the release machine as a number": {"fly.toml", "[deploy.release_command_vm]\nmemory = 512", []string{"2 deploy.release_command_vm.memory"}},
		"concurrency of http_service as a string":   {"fly.toml", "[http_service]\nconcurrency = \"1,2\"", []string{"2 http_service.concurrency"}},
		"kernel_args as a string":                   {"fly.toml", "[[vm]]\nkernel_args = \"x\"", []string{"2 vm[0].kernel_args"}},
		"an unknown word for auto_stop_machines":    {"fly.toml", "[http_service]\nauto_stop_machines = \"pause\"", []string{"2 http_service.auto_stop_machines"}},
		"an auto-extend increment as a number":      {"fly.toml", "[mounts]\nauto_extend_size_increment = 1", []string{"2 mounts.auto_extend_size_increment"}},
		"a check without its name":                  {"fly.toml", "[[checks]]\ntype = \"tcp\"", []string{"1 checks[0]"}},
		"env that is no table":                      {"fly.toml", "env = 1", []string{"1 env"}},
		"infinity anywhere but in env":              {"fly.toml", "x = inf\n[env]\nA = inf", []string{"1 x"}},
		"a service section in capitals, unpatched":  {"fly.toml", "[[Services]]\ninternal_port = \"80\"", []string{"2 Services[0].internal_port"}},
		"all problems are told at once":             {"fly.toml", "swap_size_mb = \"x\"\napp = 1\n[statics]\nguest_path = \"/\"", []string{"1 swap_size_mb", "2 app", "3 statics"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f, err := Parse(tt.name, []byte(tt.text))
			var shape *ShapeError
			if !errors.As(err, &shape) {
				t.Fatalf("want a ShapeError, got %v", err)
			}
			var got []string
			for _, p := range shape.Problems {
				got = append(got, fmt.Sprintf("%d %s", p.Line, p.Key))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			if len(f.Keys) == 0 {
				t.Error("the keys are lost")
			}
		})
	}
}

// bomb is ten to the tenth of texts in as many lines.
func bomb() string {
	text := "a0: &a0 x\n"
	for i := range 10 {
		text += fmt.Sprintf("a%d: &a%d [%s]\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d,", i), 10))
	}
	return text
}

func TestSyntaxErrors(t *testing.T) {
	tests := map[string]struct {
		name, text string
		line       int
	}{
		"a value without quotes":            {"fly.toml", "\napp = shop", 2},
		"a table twice":                     {"fly.toml", "[env]\n[env]", 2},
		"JSON that breaks off":              {"fly.json", "{\"app\":\n", 2},
		"JSON that is a list":               {"fly.json", "[]", 1},
		"JSON that is null":                 {"fly.json", "null", 1},
		"YAML with a tab":                   {"fly.yaml", "app: x\n\tenv: y", 2},
		"YAML under .yml is read as TOML":   {"fly.yml", "app: x", 1},
		"a YAML key that is no text":        {"fly.yaml", "env:\n  1: x", 1},
		"TOML behind a byte order mark":     {"fly.toml", "\xef\xbb\xbfapp = \"x\"", 1},
		"JSON behind a byte order mark":     {"fly.json", "\xef\xbb\xbf{}", 1},
		"YAML that is a list":               {"fly.yaml", "- app: x", 1},
		"YAML that is one text":             {"fly.yaml", "\nhunter2", 2},
		"aliases of aliases of aliases":     {"fly.yaml", bomb(), 0},
		"bytes that are no text":            {"fly.toml", "app = \"\xff\"", 1},
		"a file that nobody wrote by hand":  {"fly.toml", strings.Repeat("#", maxBytes+1), 0},
		"brackets that nobody wrote either": {"fly.toml", "a = " + strings.Repeat("[", maxNesting+1), 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f, err := Parse(tt.name, []byte(tt.text))
			var syntax *SyntaxError
			if !errors.As(err, &syntax) || f != nil {
				t.Fatalf("want a SyntaxError alone, got %v and %v", f, err)
			}
			if diff := cmp.Diff(tt.line, syntax.Line); diff != "" || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%v: %s", err, diff)
			}
		})
	}
}
