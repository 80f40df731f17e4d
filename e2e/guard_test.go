package e2e

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fly2k8s/fly2k8s/e2e/apply"
	"github.com/fly2k8s/fly2k8s/verify"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// provesConsent deletes what holds data, as dry runs: in production only after
// somebody consented on the object, elsewhere at once.
func provesConsent(t *testing.T, to *apply.Applier, tree tree) {
	objects, err := verify.Objects(tree.fsys, verify.Options{})
	if err != nil {
		t.Fatal(err)
	}
	applyAll(t, to, objects)
	defer remove(t, to, objects)
	at := slices.IndexFunc(objects, func(o verify.Object) bool { return o.GetKind() == "StatefulSet" && o.Env == "production" })
	set := &objects[at].Unstructured
	other := set.DeepCopy()
	other.SetNamespace("acme-api-staging")
	if _, err := to.Apply(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := gone(t, to, other); err != nil {
			t.Error(err)
		}
	}()

	if !refused(t, to, set) {
		t.Error("production's StatefulSet may be deleted in one step")
	}
	if err := to.MayDelete(t.Context(), other); err != nil {
		t.Errorf("staging's may not: %v", err)
	}
	if err := to.Annotate(t.Context(), set, "fly2k8s.dev/delete", "yes"); err != nil {
		t.Fatal(err)
	}
	if err := to.MayDelete(t.Context(), set); err != nil {
		t.Errorf("with consent it may not: %v", err)
	}
}

// refused says whether the policy refuses to delete an object, as soon as the
// server has noticed that there is one.
func refused(t *testing.T, to *apply.Applier, o *unstructured.Unstructured) bool {
	t.Helper()
	for range 60 {
		if err := to.MayDelete(t.Context(), o); err != nil {
			return strings.Contains(err.Error(), "fly2k8s.dev/delete=yes")
		}
		time.Sleep(500 * time.Millisecond)
	}
	return false
}
