package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/e2e/apply"
	"github.com/fly2k8s/fly2k8s/verify"
	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// admitted is what a server said to what one cluster gets of a tree.
type admitted struct {
	objects  int
	unproven []string // kinds that the server doesn't have
	warnings []string
	errors   []string
	changed  []string // by a second apply
}

// admit applies every object, in order, and then all of them again. Nothing but
// the API server runs: what changes, the second apply changed.
func admit(t *testing.T, to *apply.Applier, objects []verify.Object) admitted {
	t.Helper()
	var seen admitted
	first := make([]*unstructured.Unstructured, len(objects))
	for i := range objects {
		o := &objects[i].Unstructured
		if !to.Serves(o) {
			seen.unproven = append(seen.unproven, o.GetAPIVersion()+" "+o.GetKind())
			continue
		}
		made, err := to.Apply(t.Context(), o)
		if err != nil {
			seen.errors = append(seen.errors, fmt.Sprintf("%s:%d: %v", objects[i].File, objects[i].Line, err))
			continue
		}
		seen.objects++
		first[i] = content(made)
	}
	seen.warnings = meaningful(to.Warnings())
	for i := range objects {
		if first[i] == nil {
			continue
		}
		again, err := to.Apply(t.Context(), &objects[i].Unstructured)
		if err != nil {
			seen.errors = append(seen.errors, err.Error())
		} else if diff := cmp.Diff(first[i].Object, content(again).Object); diff != "" {
			seen.changed = append(seen.changed, objects[i].GetKind()+" "+objects[i].GetName()+":\n"+diff)
		}
	}
	slices.Sort(seen.unproven)
	seen.unproven = slices.Compact(seen.unproven)
	return seen
}

// content is an object without the server's book-keeping: a version number also
// moves when nothing else does, as for custom resources whose status has defaults.
func content(o *unstructured.Unstructured) *unstructured.Unstructured {
	o = o.DeepCopy()
	o.SetManagedFields(nil)
	o.SetResourceVersion("")
	return o
}

// meaningful drops the warnings that we ask for ourselves: namespaces that
// enforce baseline also warn of what restricted would refuse, as a goal.
func meaningful(warnings []string) []string {
	return slices.DeleteFunc(warnings, func(text string) bool {
		return strings.HasPrefix(text, "would violate PodSecurity")
	})
}

// remove takes an environment's objects off the server, except namespaces: those
// would wait for a controller.
func remove(t *testing.T, from *apply.Applier, objects []verify.Object) {
	t.Helper()
	for _, o := range slices.Backward(objects) {
		if o.GetKind() == "Namespace" || !from.Serves(&o.Unstructured) {
			continue
		}
		if err := gone(t, from, &o.Unstructured); err != nil {
			t.Error(err)
		}
	}
}

// gone deletes an object; one that the tree's own policy protects as its message
// tells people to, by an annotation first.
func gone(t *testing.T, from *apply.Applier, o *unstructured.Unstructured) error {
	t.Helper()
	err := from.Delete(t.Context(), o)
	if err == nil || !strings.Contains(err.Error(), "fly2k8s.dev/delete=yes") {
		return err
	}
	if err := from.Annotate(t.Context(), o, "fly2k8s.dev/delete", "yes"); err != nil {
		return err
	}
	return from.Delete(t.Context(), o)
}

// complain turns what was seen into test failures.
func (a admitted) complain(t *testing.T) {
	t.Helper()
	for _, text := range slices.Concat(a.errors, a.warnings) {
		t.Error(text)
	}
	for _, text := range a.changed {
		t.Errorf("a second apply changed %s", text)
	}
	if a.objects == 0 {
		t.Error("no object was applied")
	}
}

// provesAdmission applies the scenarios, the fleets, and what the program writes
// for every real config beside the project.
func (p *page) provesAdmission(t *testing.T) {
	to := withCRDs(t, start(t))
	for _, tree := range slices.Concat(scenarios(t), generated(t, p.program)) {
		t.Run(tree.name, func(t *testing.T) {
			objects, err := verify.Objects(tree.fsys, verify.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, cluster := range verify.Clusters(objects) {
				own := verify.InCluster(objects, cluster)
				seen := admit(t, to, own)
				seen.complain(t)
				remove(t, to, own)
				p.admission = append(p.admission, admissionRow{tree.name, cluster, seen})
			}
		})
	}
	for _, tree := range scenarios(t) {
		if tree.name == "acme" {
			t.Run("consent", func(t *testing.T) { provesConsent(t, to, tree) })
		}
	}
	t.Run("corpus", func(t *testing.T) { p.provesCorpus(t, to) })
}
