package flytoml

import (
	"encoding/base64"
	"fmt"
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fly2k8s/fly2k8s/inventory"
)

func TestBase(t *testing.T) {
	files := map[string]string{
		"machine.json": `{"containers": [{"name": "a", "image": "x"}, {"name": "b"}], "schedule": "daily"}`,
		"docker-compose.yml": `services:
  web:
    build: .
    depends_on: {db: {condition: service_healthy}}
    command: npm start
    volumes: ["./nginx.conf:/etc/nginx.conf:ro", "data:/data", "/cache"]
  db:
    image: postgres:16
    environment: {A: b}
    user: postgres
    healthcheck: {test: ["CMD", "pg_isready"], interval: 5s, retries: 3}
`,
		"nginx.conf":   "hi",
		"two.yaml":     "services: {a: {build: .}, b: {build: .}}",
		"list.yaml":    "services: {a: {image: x, environment: [A=b]}}",
		"nothing.yaml": "services: {a: {command: x}}",
	}
	conf := base64.StdEncoding.EncodeToString([]byte("hi"))
	compose := []inventory.Container{
		{Name: "db", Image: "postgres:16", Env: map[string]string{"A": "b"}, User: "postgres", Healthchecks: []inventory.Healthcheck{
			{Interval: 30, FailureThreshold: 3, Exec: &inventory.ExecHealthcheck{Command: []string{"pg_isready"}}}}},
		{Name: "web", Image: ".", Cmd: []string{"npm start"}, DependsOn: []inventory.ContainerDependency{{Name: "db", Condition: "healthy"}},
			Files: []inventory.File{{GuestPath: "/etc/nginx.conf", RawValue: &conf}}},
	}
	tests := map[string]struct {
		text string
		want *inventory.MachineConfig // nil with fails false: there is none
		fail bool
	}{
		"a file that points to nothing":                  {text: `app = "x"`},
		"JSON in the file":                               {text: `machine_config = '{"auto_destroy": true}'`, want: &inventory.MachineConfig{AutoDestroy: true}},
		"a JSON file, its named container built":         {text: "container = \"b\"\nmachine_config = \"machine.json\"", want: &inventory.MachineConfig{Schedule: "daily", Containers: []inventory.Container{{Name: "a", Image: "x"}, {Name: "b", Image: "."}}}},
		"without a name the first container is built":    {text: "machine_config = '{\"containers\": [{\"name\": \"x\"}]}'", want: &inventory.MachineConfig{Containers: []inventory.Container{{Name: "x", Image: "."}}}},
		"the experimental one wins":                      {text: "machine_config = \"no.json\"\n[experimental]\nmachine_config = '{}'", want: &inventory.MachineConfig{}},
		"compose is found by its usual names":            {text: "[build.compose]", want: &inventory.MachineConfig{Containers: compose}},
		"compose by name":                                {text: "[build.compose]\nfile = \"docker-compose.yml\"", want: &inventory.MachineConfig{Containers: compose}},
		"a container that is not there":                  {text: "container = \"c\"\nmachine_config = \"machine.json\"", fail: true},
		"two services to build":                          {text: "[build.compose]\nfile = \"two.yaml\"", fail: true},
		"environment as a list stops flyctl":             {text: "[build.compose]\nfile = \"list.yaml\"", fail: true},
		"a service without an image":                     {text: "[build.compose]\nfile = \"nothing.yaml\"", fail: true},
		"a compose file that is not there":               {text: "[build.compose]\nfile = \"no.yaml\"", fail: true},
		"a container without an image that is not built": {text: "container = \"a\"\nmachine_config = \"machine.json\"", fail: true},
		"neither JSON nor a path":                        {text: "machine_config = \"x\"", fail: true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f, err := Parse("fly.toml", []byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			got, err := f.Base(func(path string) ([]byte, error) {
				if text, ok := files[path]; ok {
					return []byte(text), nil
				}
				return nil, fmt.Errorf("open %s: %w", path, fs.ErrNotExist)
			})
			if (err != nil) != tt.fail {
				t.Fatalf("error %v", err)
			}
			if err != nil {
				return
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMachineOverABase(t *testing.T) {
	f, err := Parse("fly.toml", []byte("[env]\nA = \"1\"\n[processes]\napp = \"run\""))
	if err != nil {
		t.Fatal(err)
	}
	g, err := f.Group("app")
	if err != nil {
		t.Fatal(err)
	}
	got := g.MachineOver(&inventory.MachineConfig{
		Env: map[string]string{"B": "2"}, Schedule: "daily",
		Guest: &inventory.Guest{CPUs: 2}, Restart: &inventory.Restart{Policy: "no"},
	})
	want := inventory.MachineConfig{
		Env:  map[string]string{"A": "1", "FLY_PROCESS_GROUP": "app"},
		Init: inventory.Init{Cmd: []string{"run"}}, Schedule: "daily", Guest: &inventory.Guest{CPUs: 2},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
