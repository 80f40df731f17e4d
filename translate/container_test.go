package translate_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate"
)

func TestContainers(t *testing.T) {
	var get inventory.Healthcheck
	get.Name, get.Interval, get.Timeout, get.HTTP = "up", 10, 2, &inventory.HTTPHealthcheck{Port: 8080, Path: "/up", Method: "HEAD"}
	alive := inventory.Healthcheck{Name: "alive", Kind: "liveness", Unhealthy: "stop", TCP: &inventory.TCPHealthcheck{Port: 8080}}
	m := shop("a", func(m *inventory.Machine) {
		m.Config.Env["A"] = "machine"
		m.Config.Volumes = []inventory.ContainerVolume{{Name: "shared", TempDir: &inventory.TempDir{StorageType: "memory", SizeMB: 64}}}
		m.Config.Containers = []inventory.Container{
			{Name: "app", Image: "shop", Cmd: []string{"serve"}, Mounts: []inventory.ContainerMount{{Name: "shared", Path: "/s"}}, Env: map[string]string{"A": "container"}, Healthchecks: []inventory.Healthcheck{get, alive, get},
				DependsOn: []inventory.ContainerDependency{{Name: "cache", Condition: "healthy"}, {Name: "setup", Condition: "exited_successfully"}}},
			{Name: "cache", Image: "valkey", Exec: []string{"valkey-server"}, Mounts: []inventory.ContainerMount{{Name: "shared", Path: "/tmp/s"}},
				Healthchecks: []inventory.Healthcheck{{Exec: &inventory.ExecHealthcheck{Command: []string{"ping"}}}}},
			{Name: "setup", Image: "busybox", Restart: &inventory.Restart{Policy: "no"}, Secrets: []inventory.SecretRef{{EnvVar: "S", Name: "S"}}},
			{Name: "log", Image: "vector"},
		}
	})
	app, findings, err := translate.App(translate.AppInput{Live: live(m)})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, []string{
		"FLY031 changed machines.items[0].config.containers[0].healthchecks[0].http.method",
		"FLY031 changed machines.items[0].config.containers[0].healthchecks[1].unhealthy",
		"FLY031 dropped machines.items[0].config.containers[0].healthchecks[2].http.method",
		"FLY031 dropped machines.items[0].config.containers[0].healthchecks[2].http.path",
		"FLY031 dropped machines.items[0].config.containers[0].healthchecks[2].http.port",
		"FLY031 dropped machines.items[0].config.containers[0].healthchecks[2].interval",
		"FLY031 dropped machines.items[0].config.containers[0].healthchecks[2].name",
		"FLY031 dropped machines.items[0].config.containers[0].healthchecks[2].timeout",
		"FLY031 changed machines.items[0].config.containers[2].restart.policy",
		"FLY031 undecided machines.items[0].config.containers[2].secrets[0].env_var",
		"FLY031 undecided machines.items[0].config.containers[2].secrets[0].name",
	}, only(said(findings), "FLY031"))

	p := app.Processes[0]
	equal(t, []string{"serve"}, p.Args)
	equal(t, []spec.Var{{Name: "A", Value: "container"}}, app.Config)
	equal(t, &spec.Probe{Type: "http", Number: 8080, Path: "/up", Period: 10, Timeout: 2}, p.Readiness)
	equal(t, &spec.Probe{Type: "tcp", Number: 8080, Period: 15, Timeout: 5}, p.Liveness)
	equal(t, []spec.Scratch{{Name: "shared", Path: "/s", MiB: 64, Memory: true}}, p.Scratch)
	equal(t, []spec.Container{
		{Name: "cache", Image: "valkey", Entrypoint: []string{"valkey-server"}, First: true, Probe: &spec.Probe{Type: "exec", Command: []string{"ping"}, Period: 15, Timeout: 5},
			Mounts: []spec.ContainerMount{{Name: "shared", Path: "/tmp/s"}}},
		{Name: "setup", Image: "busybox", First: true, Once: true},
		{Name: "log", Image: "vector"},
	}, p.Sidecars)
}
