package e2e

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/fly2k8s/fly2k8s/e2e/apply"
	"github.com/fly2k8s/fly2k8s/e2e/controlplane"
	"github.com/fly2k8s/fly2k8s/e2e/fakes"
	"github.com/fly2k8s/fly2k8s/verify"
	"github.com/fly2k8s/fly2k8s/verify/cluster"
	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

// TestVerifyingAClusterChangesNothing goes through the life of a cluster: empty,
// applied, changed by hand, too small. Each time the same is asked, and each
// time the cluster has to be what it was.
func TestVerifyingAClusterChangesNothing(t *testing.T) {
	t.Parallel()
	plane := start(t)
	to := withCRDs(t, plane)
	shop := shop()
	objects, err := verify.Objects(shop.fsys, verify.Options{})
	if err != nil {
		t.Fatal(err)
	}
	client, err := kubernetes.NewForConfig(plane.Config())
	if err != nil {
		t.Fatal(err)
	}
	version, err := client.Discovery().ServerVersion()
	if err != nil {
		t.Fatal(err)
	}
	if version.GitVersion != controlplane.Version {
		t.Errorf("the server calls itself %s, want %s", version.GitVersion, controlplane.Version)
	}
	// GKE brings its Gateway classes along.
	class := object(`{"apiVersion": "gateway.networking.k8s.io/v1", "kind": "GatewayClass", "metadata": {"name": "gke-l7-global-external-managed"}, "spec": {"controllerName": "networking.gke.io/gateway"}}`)
	if _, err := to.Apply(t.Context(), class); err != nil {
		t.Fatal(err)
	}
	ask := func(config *rest.Config) verify.Result {
		t.Helper()
		before, sent := everything(t, plane.Config()), writes(t, plane)
		result, err := cluster.Verify(t.Context(), config, shop.fsys, verify.Options{Env: "production"})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, everything(t, plane.Config())); diff != "" {
			t.Errorf("asking changed the cluster (-before +after):\n%s", diff)
		}
		if now := writes(t, plane); len(now) != len(sent) {
			t.Errorf("asking sent requests that write: %v", now[len(sent):])
		}
		return result
	}

	t.Run("an empty cluster lacks namespaces and nodes", func(t *testing.T) {
		result := ask(plane.Config())
		want := map[string]int{"namespaces": 4, "nodes": 8}
		if diff := cmp.Diff(want, byRung(result)); diff != "" {
			t.Errorf("findings by rung (-want +got):\n%s", diff)
		}
	})

	applyAll(t, to, objects)
	for _, pool := range poolsOf(t, shop, "") {
		if err := fakes.Register(t.Context(), client, fakes.Nodes(pool, pool.Min)); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("an applied tree changes nothing", func(t *testing.T) {
		result := ask(plane.Config())
		if diff := cmp.Diff(map[string]int{}, byRung(result)); diff != "" {
			t.Errorf("findings by rung (-want +got):\n%s\n%v", diff, result.Findings)
		}
		for _, change := range result.Changes {
			if change.Action != "none" {
				t.Errorf("%s: %s %v", change.Object, change.Action, change.Fields)
			}
		}
		if len(result.Changes) != len(objects) {
			t.Errorf("tried %d of %d objects", len(result.Changes), len(objects))
		}
	})

	t.Run("a change by hand is shown with its field", func(t *testing.T) {
		meddle(t, to, objects, "HTTPRoute", func(o *unstructured.Unstructured) {
			if err := unstructured.SetNestedStringSlice(o.Object, []string{"elsewhere.example"}, "spec", "hostnames"); err != nil {
				t.Fatal(err)
			}
		})
		result := ask(plane.Config())
		at := slices.IndexFunc(result.Changes, func(c verify.Change) bool { return c.Object == "HTTPRoute/shop/shop-web" })
		if at < 0 || result.Changes[at].Action != "change" || !slices.Contains(result.Changes[at].Fields, "spec.hostnames") {
			t.Errorf("got %+v", result.Changes)
		}
	})

	t.Run("a quota that is too small is found", func(t *testing.T) {
		quota := object(`{"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "small", "namespace": "shop"}, "spec": {"hard": {"requests.cpu": "100m"}}}`)
		if _, err := to.Apply(t.Context(), quota); err != nil {
			t.Fatal(err)
		}
		if got := byRung(ask(plane.Config()))["quotas"]; got != 1 {
			t.Errorf("%d findings of quotas, want 1", got)
		}
		if err := to.Delete(t.Context(), quota); err != nil {
			t.Fatal(err)
		}
	})

	t.Run("a pool with fewer nodes than its file keeps is found", func(t *testing.T) {
		pool := poolsOf(t, shop, "")[0]
		last := fakes.Nodes(pool, pool.Min)[pool.Min-1]
		if err := client.CoreV1().Nodes().Delete(t.Context(), last.Name, metav1.DeleteOptions{}); err != nil {
			t.Fatal(err)
		}
		result := ask(plane.Config())
		at := slices.IndexFunc(result.Findings, func(f verify.Finding) bool { return f.Rung == "nodes" })
		if at < 0 || result.Findings[at].File != pool.File || result.Findings[at].Line == 0 {
			t.Errorf("got %+v", result.Findings)
		}
	})

	t.Run("a caller who sees nothing still gets an answer", func(t *testing.T) {
		result := ask(plane.ReaderConfig())
		skipped := map[string]bool{}
		for _, r := range result.Rungs {
			skipped[r.Name] = r.Skipped != ""
		}
		got := byRung(result)
		if got["access"] == 0 || got["namespaces"] == 0 || !skipped["nodes"] {
			t.Errorf("findings by rung: %v; not looked at: %v", got, skipped)
		}
	})

	t.Run("every finding has a place", func(t *testing.T) {
		for _, f := range ask(plane.ReaderConfig()).Findings {
			if f.File == "" || f.Line == 0 || f.Do == "" {
				t.Errorf("%+v", f)
			}
		}
	})

	t.Run("a caller without rights is told so", func(t *testing.T) {
		grant(t, to)
		got := byRung(ask(plane.ReaderConfig()))
		if got["access"] == 0 || got["dry-run"] == 0 {
			t.Errorf("findings by rung: %v, want some of access and dry-run", got)
		}
	})
}

// grant lets the reader see what the questions need, and write nothing.
func grant(t *testing.T, to *apply.Applier) {
	t.Helper()
	for _, text := range []string{
		`{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "proof-reader"},
			"rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["get", "list"]}]}`,
		`{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "proof-reader"},
			"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "proof-reader"},
			"subjects": [{"kind": "User", "apiGroup": "rbac.authorization.k8s.io", "name": "` + controlplane.Reader + `"}]}`,
	} {
		if _, err := to.Apply(t.Context(), object(text)); err != nil {
			t.Fatal(err)
		}
	}
}

func object(text string) *unstructured.Unstructured {
	o := &unstructured.Unstructured{}
	if err := json.Unmarshal([]byte(text), &o.Object); err != nil {
		panic("read a test's own object: " + err.Error())
	}
	return o
}

func applyAll(t *testing.T, to *apply.Applier, objects []verify.Object) {
	t.Helper()
	for i := range objects {
		if _, err := to.Apply(t.Context(), &objects[i].Unstructured); err != nil {
			t.Fatal(err)
		}
	}
}

// meddle changes the first object of a kind in the cluster.
func meddle(t *testing.T, to *apply.Applier, objects []verify.Object, kind string, change func(*unstructured.Unstructured)) {
	t.Helper()
	at := slices.IndexFunc(objects, func(o verify.Object) bool { return o.GetKind() == kind && o.GetNamespace() == "shop" })
	o := objects[at].DeepCopy()
	change(o)
	if _, err := to.Apply(t.Context(), o); err != nil {
		t.Fatal(err)
	}
}
