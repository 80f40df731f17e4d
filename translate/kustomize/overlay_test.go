package kustomize

import (
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// What differs is said in the fewest lines that build it.
func TestPatchSaysOnlyWhatDiffers(t *testing.T) {
	sidecar := spec.Container{Name: "proxy", Image: "example.com/proxy:1"}
	own := spec.Container{Name: "proxy", Image: "shop"}
	tests := map[string]struct {
		change func(*spec.App)
		file   string
		says   []string
		not    []string
	}{
		"an added sidecar is patched in": {
			func(a *spec.App) { a.Processes[0].Sidecars = []spec.Container{sidecar} }, "patch.yaml",
			[]string{"- name: web\n", "- name: proxy\n", "image: example.com/proxy:1\n"}, []string{"image: shop\n", "args:"},
		},
		"a container with the app's own image can't be": {
			func(a *spec.App) { a.Processes[0].Sidecars = []spec.Container{own} }, "deployment.yaml",
			[]string{"name: web\n", "name: proxy\n"}, nil,
		},
		"an added port is patched in": {
			func(a *spec.App) {
				a.Processes[0].Ports = append(a.Processes[0].Ports, spec.Port{Name: "rpc", Number: 9000})
			}, "patch.yaml",
			[]string{"ports: [{containerPort: 8080}, {name: rpc, containerPort: 9000}]\n"}, []string{"name: http,"},
		},
		"ports with a protocol are said whole": {
			func(a *spec.App) {
				a.Processes[0].Ports = append(a.Processes[0].Ports, spec.Port{Name: "dns", Number: 8080, Protocol: "UDP"})
			}, "patch.yaml",
			[]string{"- {name: http, containerPort: 8080, protocol: TCP}\n", "- {name: dns, containerPort: 8080, protocol: UDP}\n"}, nil,
		},
		"a variable before the shared ones keeps its place": {
			func(a *spec.App) {
				a.Processes[0].Env = append([]spec.Var{{Name: "FIRST", Value: "1"}}, a.Processes[0].Env...)
			}, "patch.yaml",
			[]string{"env: [{name: FIRST, value: \"1\"}]\n"}, []string{"LAST"},
		},
		"a variable after them names those before": {
			func(a *spec.App) { a.Processes[0].Env = append(a.Processes[0].Env, spec.Var{Name: "Z", Value: "1"}) }, "patch.yaml",
			[]string{"env: [{name: LAST}, {name: Z, value: \"1\"}]\n"}, nil,
		},
		"a variable of the config is merged": {
			func(a *spec.App) { a.Config[1].Value, a.Config[2].Value = "debug", "9000" }, "config/kustomization.yaml",
			[]string{"behavior: merge\n  literals:\n  - LOG=debug\n  - PORT=9000\n"}, []string{"HOST"},
		},
		"a secret more is an operation": {
			func(a *spec.App) { a.Secrets = append(a.Secrets, spec.Secret{Name: "KEY_Z", Key: "KEY_Z"}) }, "config/kustomization.yaml",
			[]string{"path: /spec/data/-\n", "secretKey: KEY_Z"}, []string{"KEY_A"},
		},
		"secrets with other keys in the store stay whole": {
			func(a *spec.App) {
				a.Secrets = []spec.Secret{{Name: "KEY_A", Key: "staging-KEY_A"}, {Name: "KEY_B", Key: "staging-KEY_B"}}
			}, "config/externalsecret.yaml",
			[]string{"key: staging-KEY_A", "refreshInterval"}, nil,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			live, staging := small("production"), small("staging")
			tt.change(&staging)
			files := appTree(live, staging)
			f, ok := files.Find("apps/shop/overlays/staging/" + tt.file)
			if !ok {
				t.Fatalf("no %s", tt.file)
			}
			for _, line := range tt.says {
				if !strings.Contains(string(f.Data), line) {
					t.Errorf("no %q in\n%s", line, f.Data)
				}
			}
			for _, line := range tt.not {
				if strings.Contains(string(f.Data), line) {
					t.Errorf("%q in\n%s", line, f.Data)
				}
			}
			sameAsAlone(t, files, staging)
		})
	}
}

// small is an app of which two environments differ in their names alone.
func small(env string) spec.App {
	return spec.App{
		Name: "shop", Env: env, FlyApp: "shop-" + env, Namespace: "shop-" + env,
		Image:   spec.Image{Name: "shop", Repo: "registry.example/" + env + "/shop", Tag: "v1"},
		Config:  []spec.Var{{Name: "HOST", Value: "::"}, {Name: "LOG", Value: "info"}, {Name: "PORT", Value: "8080"}},
		Secrets: []spec.Secret{{Name: "KEY_A", Key: "KEY_A"}, {Name: "KEY_B", Key: "KEY_B"}},
		Processes: []spec.Process{{
			Name: "web", Args: []string{"serve"}, Env: []spec.Var{{Name: "LAST", Value: "1"}},
			Ports: []spec.Port{{Name: "http", Number: 8080}}, Replicas: spec.Replicas{Min: 1, Max: 1},
		}},
	}
}
