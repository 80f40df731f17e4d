package kube

import (
	"testing"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/fly2k8s/fly2k8s/internal/spectest"
)

// The policy's expression is evaluated as the API server does, which shows no
// namespace with a namespace.
func TestProductionGoesInTwoSteps(t *testing.T) {
	named := func(annotations object) object {
		meta := object{"name": "data"}
		if annotations != nil {
			meta["annotations"] = annotations
		}
		return object{"metadata": meta}
	}
	yes := object{deleteConsent: consentGiven}
	for name, test := range map[string]struct {
		object, namespace object
		want              bool
	}{
		"a namespace":                               {named(nil), nil, false},
		"a namespace that somebody gave up":         {named(yes), nil, true},
		"a claim":                                   {named(nil), named(nil), false},
		"a claim that somebody gave up":             {named(yes), named(nil), true},
		"a claim that goes with its namespace":      {named(nil), named(yes), true},
		"consent that says something else than yes": {named(object{deleteConsent: "no"}), named(object{"other": "yes"}), false},
	} {
		t.Run(name, func(t *testing.T) {
			vars := object{"request": object{}, "object": nil, "oldObject": test.object, "namespaceObject": orNull(test.namespace)}
			if got := evaluate(t, consent(), vars); got != test.want {
				t.Errorf("may go: %t", got)
			}
		})
	}
}

// Which namespaces the guard stands before, by the labels that they get.
func TestTheGuardStandsBeforeProductionAndWhatItShares(t *testing.T) {
	var selector *metav1.LabelSelector
	got := map[string]bool{}
	c := spectest.Acme()
	objects := append(Platform(c, c.Environments[0]), Platform(c, c.Environments[1])...)
	for _, o := range objects {
		if policy, ok := o.Value.(*admissionv1.ValidatingAdmissionPolicy); ok {
			selector = policy.Spec.MatchConstraints.NamespaceSelector
		}
	}
	guards, err := metav1.LabelSelectorAsSelector(selector)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range objects {
		if ns, ok := o.Value.(*corev1.Namespace); ok {
			got[ns.Name] = guards.Matches(labels.Set(ns.Labels))
		}
	}
	for name, want := range map[string]bool{"acme-api": true, "acme-ml": true, "gateway": true, "internal": true, "flycast": true, "acme-api-staging": false} {
		if guarded, made := got[name]; !made || guarded != want {
			t.Errorf("%s: made %t, guarded %t", name, made, guarded)
		}
	}
}
