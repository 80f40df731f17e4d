package verify

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// spoil is one deliberate mistake in the tree that translate writes for the
// sample company: in file, each old text becomes the new one. The rung has to
// say so, in the file in, at a line with the text line.
type spoil struct {
	file     string
	old, new string
	add      string // a whole file in place of old and new
	rung     string
	in       string // empty: file
	line     string // empty: about the whole file
	severity Severity
}

const (
	apiBase = "apps/acme-api/base/"
	apiProd = "apps/acme-api/overlays/production/"
	worker  = "        args: [node, dist/worker.js]"
)

func spoils() map[string]spoil {
	return map[string]spoil{
		"a file that isn't there":                         {file: apiBase + "kustomization.yaml", old: "- service.yaml", new: "- services.yaml", rung: "kustomize", line: "services.yaml"},
		"a passive side that scales what isn't there":     {file: apiProd + "passive/kustomization.yaml", old: "name: acme-api-worker", new: "name: acme-api-workers", rung: "kustomize", line: "acme-api-workers"},
		"an unknown field":                                {file: apiBase + "deployment.yaml", old: "enableServiceLinks: false", new: "enableServiceLink: false", rung: "decode", line: "enableServiceLink:"},
		"an API version that is gone":                     {file: apiProd + "horizontalpodautoscaler.yaml", old: "autoscaling/v2", new: "autoscaling/v2beta2", rung: "decode", line: "autoscaling/v2beta2"},
		"a value of the wrong type":                       {file: apiBase + "networkpolicy.yaml", old: "policyTypes: [Ingress]", new: "policyTypes: Ingress", rung: "decode", line: "policyTypes"},
		"a ConfigMap that nothing makes":                  {file: apiBase + "deployment.yaml", old: "configMapRef: {name: acme-api-env}", new: "configMapRef: {name: acme-api-conf}", rung: "references", line: "acme-api-conf"},
		"a key that the ConfigMap doesn't have":           {file: apiBase + "deployment.yaml", old: worker, new: "        env: [{name: LOG, valueFrom: {configMapKeyRef: {name: acme-api-env, key: LOG}}}]\n" + worker, rung: "references", line: "key: LOG"},
		"a secret that nobody lists":                      {file: apiBase + "deployment.yaml", old: worker, new: "        env: [{name: TOKEN, valueFrom: {secretKeyRef: {name: acme-api-env, key: TOKEN}}}]\n" + worker, rung: "references", line: "key: TOKEN"},
		"an autoscaler of nothing":                        {file: apiProd + "horizontalpodautoscaler.yaml", old: "kind: Deployment, name: acme-api-web", new: "kind: Deployment, name: acme-api-www", rung: "references", line: "acme-api-www"},
		"a route to a Service that isn't there":           {file: apiBase + "httproute.yaml", old: "backendRefs: [{name: acme-api-web", new: "backendRefs: [{name: acme-api-www", rung: "references", line: "acme-api-www"},
		"a policy in the wrong namespace":                 {file: "platform/base/gateway.yaml", old: "kind: GCPGatewayPolicy\nmetadata: {name: public, namespace: gateway}", new: "kind: GCPGatewayPolicy\nmetadata: {name: public, namespace: internal}", rung: "references", line: "kind: Gateway, name: public"},
		"a selector that misses its own pods":             {file: apiBase + "deployment.yaml", old: "matchLabels: {app.kubernetes.io/component: web,", new: "matchLabels: {app.kubernetes.io/component: www,", rung: "selectors", line: "selector:"},
		"an object that two folders make":                 {file: "apps/acme-ml/base/service.yaml", old: "---", new: "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: acme-api}\n---", rung: "selectors", in: "platform/overlays/production/namespaces.yaml", line: "name: acme-ml"},
		"a Service port that no container has":            {file: apiBase + "service.yaml", old: "targetPort: http}", new: "targetPort: web}", rung: "ports", line: "targetPort: web"},
		"a health check of another port":                  {file: apiBase + "healthcheckpolicy.yaml", old: "portSpecification: USE_SERVING_PORT", new: "portSpecification: USE_FIXED_PORT, port: 81", rung: "ports", line: "port: 81"},
		"a budget that blocks every upgrade":              {file: apiProd + "poddisruptionbudget.yaml", old: "maxUnavailable: 1", new: "minAvailable: 3", rung: "ports", line: "minAvailable: 3"},
		"a network policy without the app's port":         {file: apiBase + "networkpolicy.yaml", old: "port: 8080", new: "port: 80", rung: "ports", line: "port: 80"},
		"a schedule that runs on both sides":              {file: "apps/acme-reports/base/cronjob.yaml", old: "suspend: true", new: "suspend: false", rung: "schedules", line: "suspend: false"},
		"a root pod in a restricted namespace":            {file: apiBase + "deployment.yaml", old: "runAsNonRoot: true", new: "runAsNonRoot: false", rung: "pod-security", line: "securityContext"},
		"an image of no registry":                         {file: apiProd + "images/kustomization.yaml", old: "- name: acme-api", new: "- name: acme-apis", rung: "images", in: apiBase + "deployment.yaml", line: "image: acme-api"},
		"an image that changes by itself":                 {file: apiProd + "images/kustomization.yaml", old: "digest: sha256:67c11d834ccfe06dc426293d418bba90a7d5cbf61e0a82693f9cab3643c621f5", new: "newTag: latest", rung: "images", in: apiBase + "deployment.yaml", line: "image: acme-api", severity: Warning},
		"a request larger than any node":                  {file: apiProd + "patch.yaml", old: "cpu: 150m", new: `cpu: "64"`, rung: "nodepools", line: "spec:"},
		"a node selector that no pool has":                {file: "apps/acme-reports/base/cronjob.yaml", old: "pool: general", new: "pool: batch", rung: "nodepools", line: "spec:"},
		"a pool field that the API doesn't have":          {file: "infra/nodepools/general.yaml", old: "totalMaxNodeCount", new: "totalMaximum", rung: "nodepools", line: "totalMaximum"},
		"a machine type that isn't on sale":               {file: "infra/nodepools/general.yaml", old: "machineType: n2d-standard-4", new: "machineType: n2d-standard-5", rung: "nodepools", line: "machineType"},
		"terraform that doesn't parse":                    {file: "infra/terraform/more.tf", add: "variable \"region\" {\n  type = string\n", rung: "terraform", line: "variable"},
		"a Secret with values":                            {file: "platform/overlays/production/secretstores.yaml", old: "apiVersion:", new: "apiVersion: v1\nkind: Secret\nmetadata: {name: token, namespace: acme-api}\nstringData: {token: hunter22}\n---\napiVersion:", rung: "secrets", line: "kind: Secret"},
		"a setting that nobody accounted for":             {file: "report.json", old: `"outcome": "carried"`, new: `"outcome": "unaccounted"`, rung: "ledger", line: "{"},
		"a setting that went to a place that isn't there": {file: "report.json", old: `"file": "apps/acme-api/base/httproute.yaml"`, new: `"file": "apps/acme-api/base/route.yaml"`, rung: "ledger", line: "{"},
		"a credential in a variable":                      {file: apiBase + "config/kustomization.yaml", old: "- PORT=8080", new: "- PORT=8080\n  - STRIPE_KEY=sk_live_" + strings.Repeat("51Hx", 8), rung: "credentials", line: "STRIPE_KEY"},
	}
}

func TestEachFaultOfAGeneratedTreeIsCaught(t *testing.T) {
	sound := treeOf(t, "../testdata/scenarios/acme/golden")
	clean, err := Tree(sound, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range spoils() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tree := s.applied(t, sound)
			result, err := Tree(tree, Options{})
			if err != nil {
				t.Fatal(err)
			}
			fresh := slices.DeleteFunc(result.Findings, func(f Finding) bool { return slices.Contains(clean.Findings, f) })
			if !slices.ContainsFunc(fresh, func(f Finding) bool { return s.said(f, tree) }) {
				t.Errorf("no finding of rung %s at %q; found:", s.rung, s.line)
				for _, f := range fresh {
					t.Errorf("%s %s: %s: %s %s", f.Severity, f.Rung, f.Place(), f.Object, f.Found)
				}
			}
		})
	}
}

// applied is the tree with the mistake in it.
func (s spoil) applied(t *testing.T, sound fstest.MapFS) fstest.MapFS {
	t.Helper()
	tree := maps.Clone(sound)
	text := s.add
	if text == "" {
		before := tree[s.file]
		if before == nil || !strings.Contains(string(before.Data), s.old) {
			t.Fatalf("no file %s with %q", s.file, s.old)
		}
		text = strings.Replace(string(before.Data), s.old, s.new, 1)
	}
	tree[s.file] = &fstest.MapFile{Data: []byte(text)}
	return tree
}

// said tells whether a finding is the one to expect.
func (s spoil) said(f Finding, tree fstest.MapFS) bool {
	if f.Rung != s.rung || f.Severity != cmp.Or(s.severity, Error) || f.File != cmp.Or(s.in, s.file) {
		return false
	}
	if f.Found == "" || f.Expected == "" || f.Do == "" {
		return false
	}
	lines := strings.Split(string(tree[f.File].Data), "\n")
	return s.line == "" || f.Line > 0 && strings.Contains(lines[f.Line-1], s.line)
}
