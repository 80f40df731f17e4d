package kube_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/translate/kube"
	"github.com/google/go-cmp/cmp"
)

// object is one object of an app as JSON's values; nil when it isn't made.
func object(t *testing.T, around kube.Around, app spec.App, kind, name string) any {
	t.Helper()
	objects, _ := kube.Objects(around, app)
	return found(t, objects, kind, name)
}

func found(t *testing.T, objects []kube.Object, kind, name string) any {
	t.Helper()
	i := slices.IndexFunc(objects, func(o kube.Object) bool { return o.Kind == kind && o.Name == name })
	if i < 0 {
		return nil
	}
	data, err := json.Marshal(objects[i].Value)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// field walks maps by key and lists by number.
func field(v any, path string) string {
	for _, key := range strings.Fields(path) {
		switch at := v.(type) {
		case map[string]any:
			v = at[key]
		case []any:
			var i int
			fmt.Sscan(key, &i)
			if i >= len(at) {
				return "none"
			}
			v = at[i]
		default:
			return "none"
		}
	}
	if v == nil {
		return "none"
	}
	data, _ := json.Marshal(v)
	return string(data)
}

func TestWorkloads(t *testing.T) {
	const pod = "spec template spec "
	const main = pod + "containers 0 "
	change := func(f func(a *spec.App)) spec.App { a := spectest.API("production"); f(&a); return a }
	web := func(f func(p *spec.Process)) spec.App { return change(func(a *spec.App) { f(&a.Processes[0]) }) }
	tests := map[string]struct {
		app              spec.App
		kind, name, path string
		want             string
	}{
		"a process command replaces CMD and leaves ENTRYPOINT": {web(func(*spec.Process) {}), "Deployment", "acme-api-web", main + "command", "none"},
		"an autoscaler's Deployment has no count of its own":   {web(func(*spec.Process) {}), "Deployment", "acme-api-web", "spec replicas", "none"},
		"a limit on requests scales by requests":               {web(func(*spec.Process) {}), "HorizontalPodAutoscaler", "acme-api-web", "spec metrics 0 object metric name", `"autoscaling.googleapis.com|gclb-capacity-fullness"`},
		"without a limit CPU alone scales":                     {web(func(p *spec.Process) { p.Edges[0].MaxRate = 0 }), "HorizontalPodAutoscaler", "acme-api-web", "spec metrics 0 type", `"Resource"`},
		"requests that nobody counts scale nothing":            {web(func(p *spec.Process) { p.Edges[0].Hosts = nil }), "HorizontalPodAutoscaler", "acme-api-web", "spec metrics 1", "none"},
		"Fly's default group has the app's own name":           {web(func(p *spec.Process) { p.Name = "app" }), "Deployment", "acme-api", "metadata name", `"acme-api"`},
		"a name that is no label is made one":                  {web(func(p *spec.Process) { p.Name = "Web_Front" }), "Deployment", "acme-api-web-front", "metadata name", `"acme-api-web-front"`},
		"a dollar that Kubernetes would replace is doubled":    {web(func(p *spec.Process) { p.Args = []string{"echo $(HOME) $$ $x"} }), "Deployment", "acme-api-web", main + "args 0", `"echo $$(HOME) $$$$ $x"`},
		"secrets win over variables of the same name":          {web(func(*spec.Process) {}), "Deployment", "acme-api-web", main + "envFrom 1 secretRef name", `"acme-api-env"`},
		"a dropped secret isn't fetched":                       {web(func(*spec.Process) {}), "ExternalSecret", "acme-api-env", "spec data 1 secretKey", `"SESSION_SECRET"`},
		"without secrets nothing refers to them":               {change(func(a *spec.App) { a.Secrets = nil }), "Deployment", "acme-api-web", main + "envFrom 1", "none"},
		"a single copy has no disruption budget":               {web(func(p *spec.Process) { p.Replicas.Min = 1 }), "PodDisruptionBudget", "acme-api-web", "", "none"},
		"service links are off":                                {web(func(*spec.Process) {}), "Deployment", "acme-api-web", pod + "enableServiceLinks", "false"},
		"pods get no token":                                    {web(func(*spec.Process) {}), "ServiceAccount", "acme-api", "automountServiceAccountToken", "false"},
		"a low port needs no root": {web(func(p *spec.Process) { p.Security.LowPorts = true }), "Deployment", "acme-api-web",
			pod + "securityContext sysctls 0", `{"name":"net.ipv4.ip_unprivileged_port_start","value":"0"}`},
		"another signal is sent by a hook, and waited for": {web(func(p *spec.Process) { p.Stop = spec.Stop{PreStopSleep: 15, PreStopKill: "SIGINT", Grace: 25} }), "Deployment", "acme-api-web",
			main + "lifecycle preStop exec command 2", `"sleep 15; kill -INT 1; sleep 10"`},
		"no signal is left to lifecycle.stopSignal": {web(func(p *spec.Process) { p.Stop.Signal = "SIGINT" }), "Deployment", "acme-api-web", main + "lifecycle stopSignal", "none"},
		"a sidecar that starts first always restarts": {web(func(p *spec.Process) { p.Sidecars = []spec.Container{{Name: "proxy", Image: "proxy:1", First: true}} }),
			"Deployment", "acme-api-web", pod + "initContainers 0 restartPolicy", `"Always"`},
		"a container that ends first is an init container": {web(func(p *spec.Process) { p.Sidecars = []spec.Container{{Name: "init", Image: "init:1", Once: true}} }),
			"Deployment", "acme-api-web", pod + "initContainers 0 restartPolicy", "none"},
		"a release command runs once":                  {web(func(*spec.Process) {}), "Job", "acme-api-release", "spec backoffLimit", "0"},
		"a release command knows that it is one":       {web(func(*spec.Process) {}), "Job", "acme-api-release", main + "env 0 name", `"RELEASE_COMMAND"`},
		"a volume keeps its disk":                      {spectest.ML(), "StatefulSet", "acme-ml", "spec persistentVolumeClaimRetentionPolicy whenDeleted", `"Retain"`},
		"claims remember the volumes that they were":   {spectest.ML(), "StatefulSet", "acme-ml", "metadata annotations fly2k8s.dev/fly-volumes", `"vol_1,vol_2"`},
		"an empty scratch folder stays an empty map":   {spectest.ML(), "StatefulSet", "acme-ml", pod + "volumes 0 emptyDir", "{}"},
		"a scheduled job waits for the move":           {spectest.ML(), "CronJob", "acme-ml-nightly", "spec suspend", "true"},
		"a scheduled job never overlaps itself":        {spectest.ML(), "CronJob", "acme-ml-nightly", "spec concurrencyPolicy", `"Forbid"`},
		"flycast callers keep their port":              {spectest.ML(), "Service", "acme-ml", "spec ports 1", `{"name":"http-80","port":80,"targetPort":"http"}`},
		"a host that doesn't force https takes both":   {web(func(p *spec.Process) { p.Edges[0].ForceHTTPS = false }), "HTTPRoute", "acme-api-web", "spec parentRefs 1 sectionName", `"http"`},
		"without a host there is no route":             {web(func(p *spec.Process) { p.Edges[0].Hosts = nil }), "HTTPRoute", "acme-api-web", "", "none"},
		"HTTP/2 without TLS is said on the Service":    {web(func(p *spec.Process) { p.Ports[0].H2C = true }), "Service", "acme-api-web", "spec ports 0 appProtocol", `"kubernetes.io/h2c"`},
		"a raw port has a load balancer of its own":    {web(func(p *spec.Process) { p.L4 = []spec.L4{{Port: "http", Public: 25, Protocol: "TCP", Address: "mail"}} }), "Service", "acme-api-web-public", "spec loadBalancerClass", `"networking.gke.io/l4-regional-external"`},
		"a raw port's address is the reserved one":     {web(func(p *spec.Process) { p.L4 = []spec.L4{{Port: "http", Public: 25, Protocol: "TCP", Address: "mail"}} }), "Service", "acme-api-web-public", "metadata annotations networking.gke.io/load-balancer-ip-addresses", `"mail"`},
		"the load balancer reaches the pod's own port": {web(func(*spec.Process) {}), "NetworkPolicy", "acme-api", "spec ingress 0 ports 0 port", "8080"},
		"a file's mode is kept": {change(func(a *spec.App) { a.Files = []spec.File{{Path: "/etc/key", Data: []byte("x"), Mode: 0o400}} }), "Deployment", "acme-api-web",
			pod + "volumes 0 configMap items 0", `{"key":"etc-key","mode":256,"path":"etc-key"}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := field(object(t, kube.Around{Env: spectest.Production()}, tt.app, tt.kind, tt.name), tt.path)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s/%s %s (-want +got):\n%s", tt.kind, tt.name, tt.path, diff)
			}
		})
	}
}

func TestPlatform(t *testing.T) {
	company := spectest.Acme()
	company.Groups = []spec.Group{{Role: spec.Deployers, App: "acme-api", Email: "api@acme.example"}, {Role: spec.Admins, Email: "admins@acme.example"}}
	v6 := company
	v6.Environments = slices.Clone(company.Environments)
	v6.Environments[0].IPv6 = true
	const level = "metadata labels pod-security.kubernetes.io/enforce"
	tests := map[string]struct {
		company    spec.Company
		kind, name string
		path, want string
	}{
		"a namespace whose pods all fit is restricted":  {company, "Namespace", "acme-api", level, `"restricted"`},
		"a namespace with a root image is baseline":     {company, "Namespace", "acme-ml", level, `"baseline"`},
		"only namespaces with a host may attach routes": {company, "Namespace", "acme-ml", "metadata labels fly2k8s.dev/public", "none"},
		"app.internal keeps working":                    {company, "Service", "acme-api", "spec externalName", `"acme-api-web.acme-api.svc.cluster.local"`},
		"disks outlive their claims":                    {company, "StorageClass", "fly-pd-balanced", "reclaimPolicy", `"Retain"`},
		"one address is the rule":                       {company, "Gateway", "public-v6", "", "none"},
		"AAAA records have a Gateway when wanted":       {v6, "Gateway", "public-v6", "spec addresses 0 value", `"gateway-v6"`},
		"deployers are bound in their namespace":        {company, "RoleBinding", "deployer", "subjects 0 name", `"api@acme.example"`},
		"an app's CI deploys as its deployers do":       {company, "RoleBinding", "deployer", "subjects 1 name", `"deploy-acme-api@acme-prod.iam.gserviceaccount.com"`},
		"nobody is bound without a group":               {company, "ClusterRoleBinding", "readers", "", "none"},
		"production is not deleted in one step":         {company, "ValidatingAdmissionPolicy", "keep-production", "spec matchConstraints resourceRules 1 operations", `["DELETE"]`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := field(found(t, kube.Platform(tt.company, tt.company.Environments[0]), tt.kind, tt.name), tt.path)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s/%s %s (-want +got):\n%s", tt.kind, tt.name, tt.path, diff)
			}
		})
	}
}

func TestNobodyButAdminsReadsSecrets(t *testing.T) {
	for _, o := range kube.Platform(spectest.Acme(), spectest.Production()) {
		if data, _ := json.Marshal(o.Value); o.Kind == "ClusterRole" && strings.Contains(string(data), `"secrets"`) {
			t.Errorf("%s reads Secrets", o.Name)
		}
	}
}

func TestBridge(t *testing.T) {
	company := spectest.Acme()
	env := company.Environments[0]
	if got := kube.Bridge(company, env); len(got) > 0 {
		t.Errorf("without a bridge there are %d objects", len(got))
	}
	company.Environments[0].Bridge, env.Bridge = "10.0.0.9", "10.0.0.9"
	objects := kube.Bridge(company, env)
	crossing := company.Crossings()[len(company.Crossings())-1]
	if crossing.FlyApp != "acme-ml" || crossing.Port != 8000 {
		t.Fatalf("the last crossing is %+v", crossing)
	}
	through := fmt.Sprint(crossing.Through)
	for path, want := range map[string]string{"spec ports 0 port": "8000", "spec ports 0 targetPort": through, "spec selector": "none"} {
		if got := field(found(t, objects, "Service", "acme-ml"), path); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
	slice := found(t, objects, "EndpointSlice", "acme-ml-bridge")
	if got := field(slice, "endpoints 0 addresses 0") + field(slice, "ports 0 port"); got != `"10.0.0.9"`+through {
		t.Errorf("the bridge is at %s", got)
	}
}
