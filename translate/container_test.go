package translate_test

import (
	"testing"
	"time"

	"github.com/fly2k8s/fly2k8s/internal/report"
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
		{Name: "setup", Image: "busybox", First: true, Once: true, Secrets: spec.SecretUse{Only: true, Vars: []spec.SecretVar{{Name: "S", Secret: "S"}}}},
		{Name: "log", Image: "vector"},
	}, p.Sidecars)
}

// Each container gets what it names: secrets, fields of the machine, files.
func TestContainersGetWhatTheyName(t *testing.T) {
	text, secret, ten := "aGk=", "LICENCE", inventory.Duration(40*time.Second)
	m := shop("a", func(m *inventory.Machine) {
		m.Config.Containers = []inventory.Container{
			{Name: "app", Image: "shop", Secrets: []inventory.SecretRef{{EnvVar: "TOKEN", Name: "STRIPE_KEY"}}, Stop: &inventory.StopConfig{Timeout: &ten},
				EnvFrom: []inventory.EnvFrom{{EnvVar: "NODE", FieldRef: "id"}, {EnvVar: "APP", FieldRef: "app_name"}},
				Files:   []inventory.File{{GuestPath: "/etc/a", RawValue: &text, Mode: 0o400}}},
			{Name: "box", Image: "box", Secrets: []inventory.SecretRef{{EnvVar: "PLAIN"}},
				EnvFrom: []inventory.EnvFrom{{EnvVar: "IMG", FieldRef: "image"}, {EnvVar: "IP", FieldRef: "private_ip"}},
				Files:   []inventory.File{{GuestPath: "/etc/b", SecretName: &secret}}},
		}
		m.Config.Processes = []inventory.Process{{Cmd: []string{"beside"}, IgnoreAppSecrets: true}}
	})
	app, findings, err := translate.App(translate.AppInput{Live: live(m)})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, []string{
		"FLY033 changed machines.items[0].config.containers[0].env_from[0].field_ref",
		"FLY033 changed machines.items[0].config.containers[1].env_from[1].field_ref",
	}, only(said(findings), "FLY033"))
	p := app.Processes[0]
	equal(t, spec.SecretUse{Only: true, Vars: []spec.SecretVar{{Name: "TOKEN", Secret: "STRIPE_KEY"}}}, p.Secrets)
	equal(t, []spec.Runtime{{Name: "APP", From: spec.FromValue, Value: "shop"}, {Name: "NODE", From: spec.FromPodName}}, p.Runtime)
	equal(t, []spec.File{{Path: "/etc/a", Data: []byte("hi"), Mode: 0o400}}, app.Files)
	equal(t, 40, p.Stop.Grace)
	equal(t, spec.SecretUse{Only: true, Vars: []spec.SecretVar{{Name: "PLAIN", Secret: "PLAIN"}}}, p.Sidecars[0].Secrets)
	equal(t, []spec.Runtime{{Name: "IP", From: spec.FromPodIP}}, p.Sidecars[0].Runtime)
	equal(t, []spec.File{{Path: "/etc/b", Secret: "LICENCE"}}, p.Sidecars[0].Files)
	equal(t, spec.SecretUse{Only: true}, p.Sidecars[1].Secrets)
	var names []string
	for _, s := range app.Secrets {
		names = append(names, s.Name)
	}
	equal(t, []string{"LICENCE", "PLAIN", "STRIPE_KEY"}, names)
}

// A service without a check is asked at the load balancer what a container that
// listens on its port is asked.
func TestTheLoadBalancerAsksWhatAContainerIsAsked(t *testing.T) {
	web := inventory.Healthcheck{Interval: 9, Timeout: 3, HTTP: &inventory.HTTPHealthcheck{Port: 8080, Path: "/ready"}}
	alive, other := web, web
	alive.Kind = "liveness"
	other.HTTP = &inventory.HTTPHealthcheck{Port: 9999, Path: "/other"}
	port := 443
	tests := map[string]struct {
		checks []inventory.Healthcheck
		want   spec.Health
	}{
		"a readiness check on the port":  {[]inventory.Healthcheck{alive, web}, spec.Health{Type: "HTTP", Path: "/ready", Interval: 9, Timeout: 3, Healthy: 1, Unhealthy: 3}},
		"a liveness check is not asked":  {[]inventory.Healthcheck{alive}, spec.Health{Type: "TCP", Interval: 15, Timeout: 5, Healthy: 1, Unhealthy: 3}},
		"nor is a check of another port": {[]inventory.Healthcheck{other}, spec.Health{Type: "TCP", Interval: 15, Timeout: 5, Healthy: 1, Unhealthy: 3}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			app, findings, err := translate.App(translate.AppInput{Env: "production", Live: live(shop("a", func(m *inventory.Machine) {
				m.Config.Services = []inventory.Service{{Protocol: "tcp", InternalPort: 8080, Ports: []inventory.Port{{Port: &port, Handlers: []string{"tls", "http"}}}}}
				m.Config.Containers = []inventory.Container{{Name: "app", Image: "shop"}, {Name: "proxy", Image: "nginx", Healthchecks: tt.checks}}
			}))})
			if err != nil {
				t.Fatal(err)
			}
			equal(t, tt.want, app.Processes[0].Edges[0].Health)
			checkFinding(t, findings, report.RuleHealthCheck, report.Changed, "the service has no check on Fly")
		})
	}
}
