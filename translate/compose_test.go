package translate_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate"
)

const composed = `services:
  cache:
    image: valkey/valkey:8
    command: ["valkey-server", "--save", ""]
    ports: ["6379:6379"]
    volumes: ["data:/data"]
    healthcheck: {test: ["CMD", "ping"], interval: 5s, start_period: 3s}
  web:
    build: .
    user: "1001:1002"
    environment: {MODE: fast}
    depends_on: {cache: {condition: service_healthy}}
volumes:
  data: {}
`

func inShop(files map[string]string) func(*translate.AppInput) {
	tree := fstest.MapFS{}
	for name, text := range files {
		tree["shop/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return func(in *translate.AppInput) { in.Source = translate.Source{Dir: "shop", FS: tree} }
}

// The service that is built is the app, wherever its name stands in the alphabet.
func TestCompose(t *testing.T) {
	app, findings := ofFile(t, "container = \"web\"\n"+strings.Replace(quiet, "image = \"docker.io/acme/shop:1\"", "[build.compose]", 1),
		inShop(map[string]string{"compose.yaml": composed}), built(t, "FROM node:22\nUSER node\nENTRYPOINT [\"tini\", \"--\", \"node\"]\n"))
	p := app.Processes[0]
	equal(t, []string{"cache"}, []string{p.Sidecars[0].Name})
	equal(t, spec.Container{
		Name: "cache", Image: "valkey/valkey:8", Args: []string{"valkey-server", "--save", ""}, First: true,
		Probe: &spec.Probe{Type: "exec", Command: []string{"ping"}, Period: 30, Timeout: 5},
	}, p.Sidecars[0])
	equal(t, 0, len(p.Args))
	equal(t, []any{int64(1001), int64(1002)}, []any{*p.Security.UID, *p.Security.GID})
	equal(t, []spec.Var{{Name: "MODE", Value: "fast"}}, app.Config)
	var got []string
	for _, f := range findings {
		if f.From.File == "shop/compose.yaml" {
			got = append(got, f.Code+" "+string(f.Outcome)+" "+f.From.Key)
		}
	}
	equal(t, []string{
		"FLY100 dropped services.cache.ports", "FLY100 dropped services.cache.volumes",
		"FLY101 changed services.cache.healthcheck.interval", "FLY100 dropped services.cache.healthcheck.start_period", "FLY100 dropped volumes",
	}, got)
}

// What stands below a file's own sections is in the ledger, field by field.
func TestMachineConfigIsAccountedFor(t *testing.T) {
	const below = `{"containers":[{"name":"x","image":"a","user":"web","secrets":[{"env_var":"S"}]}],"guest":{"memory_mb":512},
	 "processes":[{"cmd":["x"],"env_from":[{"env_var":"A"}]}],"schedule":"daily","dns":{"hostname":"h"}}`
	_, findings := ofFile(t, "machine_config = \"m.json\"\n"+quiet, inShop(map[string]string{"m.json": below}))
	want := map[string]report.Outcome{
		"machine_config.containers[0].name": report.Carried, "machine_config.containers[0].user": report.Undecided,
		"machine_config.containers[0].secrets[0].env_var": report.Carried, "machine_config.guest.memory_mb": report.Dropped,
		"machine_config.processes[0].cmd": report.Changed, "machine_config.processes[0].env_from[0].env_var": report.Undecided,
		"machine_config.dns.hostname": report.Carried,
	}
	schedule := false
	for _, f := range findings {
		if o, asked := want[f.From.Key]; asked {
			equal(t, []any{o, 1}, []any{f.Outcome, f.From.Line})
			delete(want, f.From.Key)
		}
		if f.Outcome == report.Unaccounted {
			t.Errorf("nobody settles %s", f.From.Key)
		}
		schedule = schedule || f.Outcome == report.Undecided && strings.Contains(f.Why, "its field schedule")
	}
	equal(t, map[string]report.Outcome{}, want)
	equal(t, true, schedule)
}

// Several processes of a machine run in place of the image's command, not beside it.
func TestProcessesOfAMachine(t *testing.T) {
	m := shop("a", func(m *inventory.Machine) {
		m.Config.Image = "acme/shop:1"
		m.Config.Processes = []inventory.Process{
			{Cmd: []string{"serve"}, User: "1001", Env: map[string]string{"A": "1"}}, {Exec: []string{"watch"}},
		}
	})
	app, _, err := translate.App(translate.AppInput{Live: live(m)})
	if err != nil {
		t.Fatal(err)
	}
	p := app.Processes[0]
	equal(t, []string{"serve"}, p.Args)
	equal(t, int64(1001), *p.Security.UID)
	equal(t, []spec.Var{{Name: "A", Value: "1"}}, app.Config)
	equal(t, []spec.Container{{Name: "process-2", Image: "acme/shop:1", Entrypoint: []string{"watch"}}}, p.Sidecars)
}

// A live machine's main container is the one with the machine's own image.
func TestMainContainerOfAMachine(t *testing.T) {
	m := shop("a", func(m *inventory.Machine) {
		m.Config.Image = "registry.fly.io/shop:1"
		m.Config.Containers = []inventory.Container{{Name: "cache", Image: "valkey"}, {Name: "web", Image: "registry.fly.io/shop:1", Cmd: []string{"serve"}}}
	})
	app, _, err := translate.App(translate.AppInput{Live: live(m)})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, []string{"serve"}, app.Processes[0].Args)
	equal(t, "cache", app.Processes[0].Sidecars[0].Name)
}
