package verify

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// fault is one deliberate mistake in the sound tree, and what has to be said
// about it: by which rung, about which object, at a line with which text.
type fault struct {
	file     string
	from, to string
	rung     string
	object   string
	line     string
	options  Options
}

const (
	base       = "apps/shop/base/"
	production = "apps/shop/overlays/production/"
)

// faults are mistakes that people and generators make, each with the rung that
// has to catch it.
func faults() map[string]fault {
	return map[string]fault{
		"an overlay that names a file that isn't there": {file: production + "kustomization.yaml", from: "path: httproute.yaml", to: "path: route.yaml", rung: "kustomize"},
		"a patch for an object that isn't there":        {file: production + "httproute.yaml", from: "name: shop-web", to: "name: shop-api", rung: "kustomize"},
		"broken YAML":                                   {file: base + "service.yaml", from: "  ports:\n    - name: http\n", to: "  ports:\n   - name: http\n  - x\n", rung: "kustomize"},
		"an unknown field":                              {file: base + "deployment.yaml", from: "enableServiceLinks: false", to: "enableServiceLink: false", rung: "decode", object: "Deployment/shop-web", line: "enableServiceLink"},
		"an unknown field of a custom resource":         {file: base + "healthcheckpolicy.yaml", from: "timeoutSec", to: "timeoutSeconds", rung: "decode", object: "HealthCheckPolicy/shop-web", line: "timeoutSeconds"},
		"a value of the wrong type":                     {file: base + "deployment.yaml", from: "containerPort: 8080", to: "containerPort: web", rung: "decode", object: "Deployment/shop-web"},
		"an API version that is gone":                   {file: base + "poddisruptionbudget.yaml", from: "policy/v1", to: "policy/v1beta1", rung: "decode", object: "PodDisruptionBudget/shop-web", line: "apiVersion"},
		"a key that the secret doesn't have":            {file: base + "deployment.yaml", from: "key: SESSION_KEY", to: "key: SESSION_SECRET", rung: "references", object: "Deployment/shop-web", line: "- name: SESSION_KEY"},
		"a ConfigMap that nothing makes":                {file: base + "cronjob.yaml", from: "name: shop-env", to: "name: shop-config", rung: "references", object: "CronJob/shop-nightly", line: "- configMapRef:"},
		"a storage class that nothing makes":            {file: base + "statefulset.yaml", from: "fly-pd-balanced", to: "fly-ssd", rung: "references", object: "StatefulSet/shop-search", line: "storageClassName"},
		"a listener that the gateway doesn't have":      {file: base + "httproute.yaml", from: "sectionName: https", to: "sectionName: tls", rung: "references", object: "HTTPRoute/shop-web", line: "sectionName"},
		"a mount of a volume that isn't there":          {file: base + "statefulset.yaml", from: "- name: data\n              mountPath", to: "- name: disk\n              mountPath", rung: "references", object: "StatefulSet/shop-search", line: "- name: disk"},
		"a policy in the wrong namespace":               {file: "platform/gateway/gateway.yaml", from: "kind: GCPGatewayPolicy\nmetadata:\n  name: public\n  namespace: gateway", to: "kind: GCPGatewayPolicy\nmetadata:\n  name: public\n  namespace: internal", rung: "references", object: "GCPGatewayPolicy/public", line: "  name: public"},
		"a namespace that nothing makes":                {file: production + "kustomization.yaml", from: "namespace: shop", to: "namespace: store", rung: "references"},
		"a selector that misses its own pods":           {file: base + "deployment.yaml", from: "matchLabels:\n      app.kubernetes.io/name: shop\n", to: "matchLabels:\n      app.kubernetes.io/name: shops\n", rung: "selectors", object: "Deployment/shop-web", line: "selector:"},
		"a budget for pods that don't exist":            {file: base + "poddisruptionbudget.yaml", from: "component: web", to: "component: www", rung: "selectors", object: "PodDisruptionBudget/shop-web", line: "selector:"},
		"a StatefulSet without a headless Service":      {file: base + "service.yaml", from: "  clusterIP: None\n", to: "", rung: "selectors", object: "StatefulSet/shop-search", line: "serviceName"},
		"a Service port that no container has":          {file: base + "service.yaml", from: "targetPort: http", to: "targetPort: web", rung: "ports", object: "Service/shop-web", line: "targetPort: web"},
		"a probe of a port that isn't there":            {file: base + "deployment.yaml", from: "port: http\n", to: "port: https\n", rung: "ports", object: "Deployment/shop-web", line: "port: https"},
		"a health check of the wrong port":              {file: base + "healthcheckpolicy.yaml", from: "port: 8080", to: "port: 80", rung: "ports", object: "HealthCheckPolicy/shop-web", line: "port: 80"},
		"a network policy with the Service's port":      {file: base + "networkpolicy.yaml", from: "port: 8080", to: "port: 80", rung: "ports", object: "NetworkPolicy/shop", line: "port: 80"},
		"a network policy that shuts out the gateway":   {file: base + "networkpolicy.yaml", from: "35.191.0.0/16", to: "10.0.0.0/8", rung: "ports", object: "NetworkPolicy/shop", line: "ingress:"},
		"a budget that blocks every upgrade":            {file: base + "poddisruptionbudget.yaml", from: "maxUnavailable: 1", to: "minAvailable: 2", rung: "ports", object: "PodDisruptionBudget/shop-web", line: "minAvailable"},
		"an autoscaler upside down":                     {file: base + "horizontalpodautoscaler.yaml", from: "maxReplicas: 4", to: "maxReplicas: 1", rung: "ports", object: "HorizontalPodAutoscaler/shop-web", line: "minReplicas"},
		"an autoscaler that measures nothing":           {file: base + "deployment.yaml", from: "cpu: 100m", to: "ephemeral-storage: 1Gi", rung: "ports", object: "HorizontalPodAutoscaler/shop-web", line: "name: cpu"},
		"a sleep longer than the stop":                  {file: base + "deployment.yaml", from: "seconds: 15", to: "seconds: 30", rung: "ports", object: "Deployment/shop-web", line: "seconds: 30"},
		"a route from a namespace that isn't let in":    {file: "platform/namespaces/namespaces.yaml", from: "fly2k8s.dev/public", to: "fly2k8s.dev/private", rung: "ports", object: "HTTPRoute/shop-web", line: "- name: public"},
		"a pod that its namespace refuses":              {file: base + "deployment.yaml", from: "runAsNonRoot: true", to: "runAsNonRoot: false", rung: "pod-security", object: "Deployment/shop-web"},
		"an image that only Fly has":                    {file: production + "images/kustomization.yaml", from: "europe-west3-docker.pkg.dev/acme-production/apps", to: "registry.fly.io", rung: "images"},
		"an image from an unknown registry":             {file: production + "images/kustomization.yaml", from: "europe-west3-docker.pkg.dev", to: "registry.evil.example", rung: "images", options: Options{Registries: []string{"europe-west3-docker.pkg.dev"}}},
		"a request larger than any node":                {file: base + "statefulset.yaml", from: "memory: 512Mi\n            limits", to: "memory: 64Gi\n            limits", rung: "nodepools", object: "StatefulSet/shop-search", line: "spec:"},
		"a node selector that no pool has":              {file: base + "cronjob.yaml", from: "pool: general", to: "pool: batch", rung: "nodepools", object: "CronJob/shop-nightly", line: "spec:"},
		"a taint that nobody tolerates":                 {file: "infra/nodepools/general.yaml", from: "    labels: {", to: "    taints: [{key: team, value: ml, effect: NO_SCHEDULE}]\n    labels: {", rung: "nodepools"},
		"a pool field that the API doesn't have":        {file: "infra/nodepools/general.yaml", from: "maxPodsPerNode", to: "maxPods", rung: "nodepools", line: "maxPods"},
		"a machine type that isn't on sale":             {file: "infra/nodepools/general.yaml", from: "e2-standard-4", to: "e2-standard-3", rung: "nodepools"},
		"terraform that doesn't parse":                  {file: "infra/terraform/network.tf", from: "type = string\n}", to: "type = string\n", rung: "terraform"},
		"terraform that uses what isn't declared":       {file: "infra/terraform/network.tf", from: "google_compute_network.main.id", to: "google_compute_network.vpc.id", rung: "terraform", object: "google_compute_network.vpc", line: "google_compute_network.vpc.id"},
		"a Secret with values":                          {file: production + "config/serviceaccount.yaml", from: "apiVersion: v1\n", to: "apiVersion: v1\nkind: Secret\nmetadata: {name: token, namespace: shop}\nstringData: {token: hunter22}\n---\napiVersion: v1\n", rung: "secrets", object: "Secret/token", line: "kind: Secret"},
		"a secret name that the store refuses":          {file: production + "config/externalsecret.yaml", from: "key: shop-DATABASE_URL", to: "key: shop/DATABASE_URL", rung: "secrets", object: "ExternalSecret/shop-env", line: "key: shop/DATABASE_URL"},
		"a setting that nobody accounted for":           {file: "report.json", from: `"outcome": "carried"`, to: `"outcome": "unaccounted"`, rung: "ledger", object: "shop", line: "    {"},
		"a ledger that points nowhere":                  {file: "report.json", from: `"file": "apps/shop/base/gcpbackendpolicy.yaml"`, to: `"file": "apps/shop/base/backend.yaml"`, rung: "ledger", object: "shop"},
		"a password in an address":                      {file: production + "config/kustomization.yaml", from: "LOG_LEVEL=info", to: "DATABASE_URL=postgres://shop:hunter22@db.internal:5432/shop", rung: "credentials", line: "DATABASE_URL"},
		"a Fly token in a comment":                      {file: "infra/terraform/network.tf", from: "locals {", to: "# FlyV1 fm2_" + strings.Repeat("lJPECAAAAAAAAX", 4) + "\nlocals {", rung: "credentials", line: "FlyV1"},
	}
}

func TestEachFaultIsCaughtByItsRung(t *testing.T) {
	for name, f := range faults() {
		t.Run(name, func(t *testing.T) {
			tree := sound(t)
			text := string(tree[f.file].Data)
			if !strings.Contains(text, f.from) {
				t.Fatalf("%s has no %q", f.file, f.from)
			}
			tree[f.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, f.from, f.to, 1))}
			result, err := Tree(tree, f.options)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(result.Findings, func(got Finding) bool { return f.explains(got, tree) }) {
				t.Errorf("no finding of rung %s about %q at %q; found:", f.rung, f.object, f.line)
			}
			for _, got := range result.Findings {
				if got.Rung != f.rung || t.Failed() {
					t.Errorf("%s: %s:%d %s: %s", got.Rung, got.File, got.Line, got.Object, got.Found)
				}
			}
		})
	}
}

func (f fault) explains(got Finding, tree fstest.MapFS) bool {
	if got.Rung != f.rung || got.Found == "" || got.Expected == "" || got.Do == "" || tree[got.File] == nil {
		return false
	}
	if f.object != "" && got.Object != f.object {
		return false
	}
	lines := strings.Split(string(tree[got.File].Data), "\n")
	if f.line == "" {
		return true
	}
	return got.Line > 0 && strings.Contains(lines[got.Line-1], f.line)
}

// sound is the hand-written tree without a fault, in memory.
func sound(t *testing.T) fstest.MapFS {
	t.Helper()
	return treeOf(t, "testdata/shop")
}

func treeOf(t *testing.T, folder string) fstest.MapFS {
	t.Helper()
	s, err := survey(os.DirFS(folder), Options{})
	if err != nil {
		t.Fatal(err)
	}
	tree := fstest.MapFS{}
	for _, f := range s.files {
		tree[f.path] = &fstest.MapFile{Data: f.data}
	}
	return tree
}
