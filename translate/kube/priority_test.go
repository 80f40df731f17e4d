package kube_test

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/translate/kube"
)

// systemClasses start here, and GKE's autoscaler lets pods wait below expendable.
const (
	systemClasses = 2_000_000_000
	expendable    = -10
)

func TestPriorityClassesStandInOrder(t *testing.T) {
	classes := map[spec.Priority]*schedulingv1.PriorityClass{}
	for _, o := range kube.Platform(spectest.Acme(), spectest.Staging()) {
		if c, ok := o.Value.(*schedulingv1.PriorityClass); ok {
			classes[spec.Priority(c.Name)] = c
		}
	}
	order := []spec.Priority{spec.Serving, spec.NonProduction, spec.Previews}
	for i, name := range order {
		c := classes[name]
		if c == nil {
			t.Fatalf("%s is not made", name)
		}
		if c.Value >= systemClasses || c.Value < expendable || c.GlobalDefault {
			t.Errorf("%s has %d, global default %t", name, c.Value, c.GlobalDefault)
		}
		if i > 0 && c.Value >= classes[order[i-1]].Value {
			t.Errorf("%s doesn't stand below %s", name, order[i-1])
		}
		if never := c.PreemptionPolicy != nil && *c.PreemptionPolicy == corev1.PreemptNever; never != (name == spec.Previews) {
			t.Errorf("%s pushes nobody out: %t", name, never)
		}
		if production := name == spec.Serving; production != (c.Value > 0) {
			t.Errorf("%s has %d: pods without a class have 0", name, c.Value)
		}
	}
}

func TestPodsNameTheirPriority(t *testing.T) {
	app := spectest.API("production")
	app.Processes[0].Place.Priority = spec.Serving
	app.Release.Place.Priority = spec.Serving
	around := kube.Around{Env: spectest.Production()}
	for name, test := range map[string]struct{ kind, name, want string }{
		"a group has its own":           {"Deployment", "acme-api-web", `"production-serving"`},
		"a group without one has none":  {"Deployment", "acme-api-worker", "none"},
		"a release command has its own": {"Job", "acme-api-release", `"production-serving"`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := field(object(t, around, app, test.kind, test.name), "spec template spec priorityClassName"); got != test.want {
				t.Errorf("%s", got)
			}
		})
	}
}

// A quota that only counted pods of the previews' class would let all others
// past it.
func TestAPreviewHoldsNoPodOfAnotherClass(t *testing.T) {
	c := spectest.Acme()
	env := spec.Environment{Name: spec.PreviewEnv, Project: "acme-prod"}
	app := spectest.API("staging")
	app.Env = spec.PreviewEnv
	c.Apps = append(c.Apps, app)
	quota := found(t, kube.PreviewNamespace(c, env), "ResourceQuota", "preview-priority")
	for path, want := range map[string]string{
		"spec hard pods": `"0"`, "spec scopeSelector matchExpressions 0 scopeName": `"PriorityClass"`,
		"spec scopeSelector matchExpressions 0 operator": `"NotIn"`, "spec scopeSelector matchExpressions 0 values": `["previews"]`,
	} {
		if got := field(quota, path); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
	if got := field(found(t, kube.PreviewDatabase(env), "Job", "preview-database"), "spec template spec priorityClassName"); got != `"previews"` {
		t.Errorf("the Job that makes a preview's database has %s", got)
	}
}
