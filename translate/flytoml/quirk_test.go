package flytoml

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// quirkTests has one case or more for each QuirkName; want is line and name.
var quirkTests = map[string]struct {
	name, text string
	want       []string
}{
	"a bare number in deploy is nanoseconds":                {"fly.toml", "[deploy]\nwait_timeout = 300", []string{"2 duration-nanoseconds"}},
	"a bare number in an http_service check is nanoseconds": {"fly.toml", "[http_service]\ninternal_port = 1\n[[http_service.checks]]\ninterval = 10000", []string{"4 duration-nanoseconds"}},
	"a bare number of kill_timeout is seconds":              {"fly.toml", "kill_timeout = 5", []string{"1 duration-seconds"}},
	"a port in quotes":                                       {"fly.toml", "[[services]]\ninternal_port = \"80\"", []string{"2 legacy-form"}},
	"sections under an old name":                             {"fly.toml", "[mount]\nsource = \"a\"\n[compute]\nsize = \"shared-cpu-1x\"\n[metric]\nport = 1", []string{"1 legacy-form", "3 legacy-form", "5 legacy-form"}},
	"a bare number in a service's check is milliseconds":     {"fly.toml", "[[services]]\ninternal_port = 1\n[[services.tcp_checks]]\ninterval = 10000", []string{"4 duration-millis"}},
	"an integer of YAML is no duration where flyctl patches": {"fly.yaml", "kill_timeout: 30", []string{"1 duration-lost"}},
	"a boolean is no duration and is left out":               {"fly.toml", "[checks.x]\ntype = \"tcp\"\nport = 1\ninterval = true", []string{"4 duration-lost"}},
	"a float in env prints without its zero":                 {"fly.toml", "[env]\nA = 1.0\nB = 8080\nC = true", []string{"2 env-not-string"}},
	"a large number of JSON prints with an exponent":         {"fly.json", `{"env": {"A": 1000000, "B": 100000}}`, []string{"1 env-not-string"}},
	"a word of YAML 1.1 prints as a boolean":                 {"fly.yaml", "env:\n  A: yes\n  B: \"yes\"", []string{"2 env-not-string"}},
	"a list in env prints as Go prints it":                   {"fly.toml", "[env]\nA = [1, 2]", []string{"2 env-not-string"}},
	"a second [[env]] wins":                                  {"fly.toml", "[[env]]\nA = \"1\"\n[[env]]\nA = \"2\"", []string{"1 legacy-form", "4 env-repeated"}},
	"flyctl sets its own variables":                          {"fly.toml", "primary_region = \"ams\"\n[env]\nPRIMARY_REGION = \"fra\"\nFLY_PROCESS_GROUP = \"x\"", []string{"3 env-overruled", "4 env-overruled"}},
	"an experimental command in one string is one word":      {"fly.toml", "[experimental]\ncmd = \"run it\"\nentrypoint = \"sh\"", []string{"2 command-not-split"}},
	"a group's own command beats the experimental one":       {"fly.toml", "[experimental]\ncmd = [\"a\"]\n[processes]\nweb = \"b\"", []string{"2 command-overruled"}},
	"files go to every group":                                {"fly.toml", "[processes]\na = \"\"\nb = \"\"\n[[files]]\nguest_path = \"/x\"\nsecret_name = \"X\"\nprocesses = [\"a\"]", []string{"7 files-everywhere"}},
	"restart without processes is for the default group":     {"fly.toml", "[processes]\na = \"\"\nb = \"\"\n[[restart]]\npolicy = \"never\"", []string{"5 restart-one-group"}},
	"a service without processes is for the default group":   {"fly.toml", "[processes]\na = \"\"\nb = \"\"\n[http_service]\ninternal_port = 80", []string{"5 section-one-group"}},
	"a group that is not there":                              {"fly.toml", "[[metrics]]\nport = 9091\nprocesses = [\"web\"]", []string{"2 metrics-shadowed", "3 group-unknown"}},
	"a [[vm]] that no group takes":                           {"fly.toml", "[[vm]]\nsize = \"shared-cpu-1x\"\n[[vm]]\nsize = \"shared-cpu-2x\"", []string{"4 vm-shadowed"}},
	"the last [[restart]] holds":                             {"fly.toml", "[[restart]]\npolicy = \"never\"\n[[restart]]\npolicy = \"always\"", []string{"2 restart-shadowed"}},
	"the first [[metrics]] holds":                            {"fly.toml", "[[metrics]]\nport = 1\n[[metrics]]\nport = 2", []string{"4 metrics-shadowed"}},
	"two mounts for one group":                               {"fly.toml", "[[mounts]]\nsource = \"a\"\n[[mounts]]\nsource = \"b\"", []string{"4 many-mounts"}},
	"a dedicated host without a size":                        {"fly.toml", "host_dedication_id = \"x\"", []string{"1 host-dedication-off"}},
	"limits in a string count requests":                      {"fly.toml", "[[services]]\ninternal_port = 1\nconcurrency = \"20,25\"", []string{"3 concurrency-requests"}},
	"flyctl has no default port":                             {"fly.toml", "[http_service]\nforce_https = true", []string{"2 no-internal-port"}},
	"an empty service is dropped":                            {"fly.toml", "[[services]]\ntcp_checks = []", []string{"1 service-empty"}},
	"CPUs without memory keep the preset's memory":           {"fly.toml", "[[vm]]\ncpus = 4\ncpu_kind = \"performance\"", []string{"2 memory-of-preset"}},
	"a preset's own CPUs need no memory":                     {"fly.toml", "[[vm]]\nsize = \"performance-2x\"\ncpus = 2", nil},
	"raw_value is encoded once more":                         {"fly.toml", "[[files]]\nguest_path = \"/x\"\nraw_value = \"aGk=\"", []string{"3 raw-value-encoded"}},
	"the last file for a path holds":                         {"fly.toml", "[[files]]\nguest_path = \"/x\"\nsecret_name = \"A\"\n[[files]]\nguest_path = \"/x\"\nsecret_name = \"B\"", []string{"2 files-replaced"}},
	"the last of two equal keys holds":                       {"fly.yaml", "app: a\napp: b", []string{"1 key-repeated"}},
	"another letter case is read, without the older forms":   {"fly.toml", "App = \"x\"\n[HTTP_Service]\ninternal_port = 80", []string{"1 letter-case", "2 letter-case"}},
	"an ordinary config has no quirk":                        {"fly.toml", "app = \"x\"\nkill_timeout = \"5s\"\n[http_service]\ninternal_port = 80\n[[vm]]\nmemory = 512\n[env]\nPORT = 80", nil},
}

func TestQuirks(t *testing.T) {
	for name, tt := range quirkTests {
		t.Run(name, func(t *testing.T) {
			f, err := Parse(tt.name, []byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, q := range f.Quirks {
				got = append(got, fmt.Sprintf("%d %s", q.Key.Line, q.Name))
				if q.Why == "" || q.Key.Path == "" {
					t.Errorf("%s says nothing", q.Name)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEveryQuirkHasACase(t *testing.T) {
	cased := map[string]bool{}
	for _, tt := range quirkTests {
		for _, want := range tt.want {
			var line int
			var name string
			if _, err := fmt.Sscanf(want, "%d %s", &line, &name); err != nil {
				t.Fatal(err)
			}
			cased[name] = true
		}
	}
	file, err := parser.ParseFile(token.NewFileSet(), "quirk.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	names := 0
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok {
			name, _ := strconv.Unquote(literal.Value)
			names++
			if !cased[name] {
				t.Errorf("quirk %s has no case in quirkTests", name)
			}
		}
		return true
	})
	t.Logf("%d quirks", names)
}
