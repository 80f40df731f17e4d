package kube

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/cel-go/cel"
	"github.com/google/go-cmp/cmp"

	networkingv1 "k8s.io/api/networking/v1"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

type object = map[string]any

func namespaceNamed(name string, labels object) object {
	meta := object{"name": name}
	if labels != nil {
		meta["labels"] = labels
	}
	return object{"metadata": meta}
}

// The policy's expressions are evaluated as the API server does: by CEL, with
// what a request brings.
func TestOnlyPreviewsMayBeTouched(t *testing.T) {
	ours := namespaceNamed("shop-pr-1", object{PreviewLabel: "true"})
	theirs := namespaceNamed("shop", object{"fly2k8s.dev/environment": "production"})
	bare := namespaceNamed("default", nil)
	untrue := namespaceNamed("shop", object{PreviewLabel: "false"})
	for name, test := range map[string]struct {
		resource                    string
		object, oldObject, standsIn object
		want                        bool
	}{
		"a preview is made":                      {"namespaces", ours, nil, nil, true},
		"a preview is changed":                   {"namespaces", ours, ours, nil, true},
		"a preview is deleted":                   {"namespaces", nil, ours, nil, true},
		"another namespace is made":              {"namespaces", theirs, nil, nil, false},
		"another namespace is deleted":           {"namespaces", nil, theirs, nil, false},
		"a namespace without labels is deleted":  {"namespaces", nil, bare, nil, false},
		"a namespace that says no is deleted":    {"namespaces", nil, untrue, nil, false},
		"another namespace becomes a preview":    {"namespaces", ours, theirs, nil, false},
		"a preview stops being one":              {"namespaces", theirs, ours, nil, false},
		"a Deployment in a preview":              {"deployments", object{}, nil, ours, true},
		"a Deployment in a preview goes":         {"deployments", nil, object{}, ours, true},
		"a Deployment elsewhere":                 {"deployments", object{}, nil, theirs, false},
		"a RoleBinding in a bare namespace":      {"rolebindings", object{}, nil, bare, false},
		"something that belongs to no namespace": {"clusterroles", object{}, nil, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			got := true
			for _, v := range previewsOnlyRules() {
				got = got && evaluate(t, v.Expression, object{
					"request": object{"resource": object{"group": "", "resource": test.resource}},
					"object":  orNull(test.object), "oldObject": orNull(test.oldObject), "namespaceObject": orNull(test.standsIn),
				})
			}
			if got != test.want {
				t.Errorf("allowed: %t", got)
			}
		})
	}
}

func orNull(o object) any {
	if o == nil {
		return nil
	}
	return o
}

func evaluate(t *testing.T, expression string, vars object) bool {
	t.Helper()
	env, err := cel.NewEnv(cel.Variable("request", cel.DynType), cel.Variable("object", cel.DynType),
		cel.Variable("oldObject", cel.DynType), cel.Variable("namespaceObject", cel.DynType))
	if err != nil {
		t.Fatal(err)
	}
	ast, issues := env.Compile(expression)
	if issues.Err() != nil {
		t.Fatal(issues.Err())
	}
	program, err := env.Program(ast)
	if err != nil {
		t.Fatal(err)
	}
	out, _, err := program.Eval(vars)
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return out.Value() == true
}

// The clean-up serves nobody. It must reach the API server and the databases at
// addresses that nobody knows here, so its calls stay open.
func TestNobodyCallsTheCleanUp(t *testing.T) {
	env := spec.Environment{Name: spec.PreviewEnv}
	c := spec.Company{Environments: []spec.Environment{env}, Apps: []spec.App{{Name: "shop", Env: spec.PreviewEnv}}}
	var got []networkingv1.NetworkPolicySpec
	for _, o := range Platform(c, env) {
		if np, ok := o.Value.(*networkingv1.NetworkPolicy); ok && o.Namespace == previewsName {
			got = append(got, np.Spec)
		}
	}
	want := []networkingv1.NetworkPolicySpec{{PolicyTypes: []networkingv1.PolicyType{networkingv1.PolicyTypeIngress}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("policies of the namespace (-want +got):\n%s", diff)
	}
}

// namespaces is what kubectl answers the clean-up: past and future are far from
// any clock that runs the test.
const namespaces = `{"items": [
  {"metadata": {"name": "old", "creationTimestamp": "2001-01-01T00:00:00Z", "annotations": {"fly2k8s.dev/expires-at": "2001-01-08T00:00:00Z"}}},
  {"metadata": {"name": "kept", "creationTimestamp": "2001-01-01T00:00:00Z", "annotations": {"fly2k8s.dev/expires-at": "2999-01-01T00:00:00Z"}}},
  {"metadata": {"name": "silent", "creationTimestamp": "2001-01-01T00:00:00Z"}},
  {"metadata": {"name": "odd", "creationTimestamp": "2998-01-01T00:00:00Z", "annotations": {"fly2k8s.dev/expires-at": "soon"}}},
  {"metadata": {"name": "odd-and-old", "creationTimestamp": "2001-01-01T00:00:00Z", "annotations": {"fly2k8s.dev/expires-at": "soon"}}}
]}`

func TestTheCleanUpDeletesWhatIsOver(t *testing.T) {
	testenv.Program(t, "jq")
	log := runScript(t, "bash", sweepScript, []string{"DAYS=7"}, map[string]string{
		"kubectl": "echo kubectl \"$@\" >> \"$LOG\"\nif [ \"$1\" = get ]; then cat <<'EOF'\n" + namespaces + "\nEOF\nfi\n",
	})
	want := []string{
		"kubectl get namespaces --selector=fly2k8s.dev/preview=true --output=json",
		"kubectl delete namespace --wait=false old", "kubectl delete namespace --wait=false silent", "kubectl delete namespace --wait=false odd-and-old",
	}
	if diff := cmp.Diff(want, log); diff != "" {
		t.Errorf("what the clean-up did (-want +got):\n%s", diff)
	}
}

func TestADatabaseGoesWithItsPreview(t *testing.T) {
	work := filepath.Join(t.TempDir(), "namespaces")
	if err := os.WriteFile(work, []byte("namespace/shop-pr-1\nnamespace/shop-pr-22\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	script := strings.ReplaceAll(dropScript, "/scratch/namespaces", work)
	log := runScript(t, "sh", script, []string{"PREVIEW_DATABASE_SERVER=postgres://db"}, map[string]string{
		"psql": "echo shop-pr-1; echo shop-pr-2; echo shop-pr-22\n", "dropdb": "echo dropdb \"$@\" >> \"$LOG\"\n",
	})
	want := []string{"dropdb --maintenance-db=postgres://db/postgres --force --if-exists shop-pr-2"}
	if diff := cmp.Diff(want, log); diff != "" {
		t.Errorf("what was dropped (-want +got):\n%s", diff)
	}
}

// runScript runs a script with programs of ours before the machine's, and
// returns the lines that they logged.
func runScript(t *testing.T, shell, script string, env []string, programs map[string]string) []string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range programs {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+body), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	log := filepath.Join(dir, "log")
	cmd := exec.Command(shell, "-c", script)
	cmd.Env = append(env, "PATH="+dir+":"+os.Getenv("PATH"), "LOG="+log)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	data, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}
