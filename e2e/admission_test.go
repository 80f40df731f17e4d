package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

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
	last := slices.Clone(objects)
	// What forbids deleting goes first: last in this order.
	slices.SortStableFunc(last, func(a, b verify.Object) int { return forbids(a) - forbids(b) })
	for _, o := range slices.Backward(last) {
		if o.GetKind() == "Namespace" || !from.Serves(&o.Unstructured) {
			continue
		}
		if err := gone(t, from, o); err != nil {
			t.Error(err)
		}
	}
}

func forbids(o verify.Object) int {
	if o.GetKind() == "ValidatingAdmissionPolicyBinding" {
		return 1
	}
	return 0
}

// gone deletes an object. An admission policy that is gone itself still speaks
// until the server has noticed.
func gone(t *testing.T, from *apply.Applier, o verify.Object) error {
	t.Helper()
	var err error
	for range 40 {
		err = from.Delete(t.Context(), &o.Unstructured)
		if err == nil || !strings.Contains(err.Error(), "denied request") {
			return err
		}
		time.Sleep(250 * time.Millisecond)
	}
	return err
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

func (p *page) provesAdmission(t *testing.T) {
	to := withCRDs(t, start(t))
	for _, tree := range scenarios(t) {
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
}
