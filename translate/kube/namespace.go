package kube

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Labels of the Pod Security admission.
// https://kubernetes.io/docs/concepts/security/pod-security-admission/
const (
	enforceLabel = "pod-security.kubernetes.io/enforce"
	warnLabel    = "pod-security.kubernetes.io/warn"
	auditLabel   = "pod-security.kubernetes.io/audit"
)

// namespaces are the apps' namespaces, each closed: an app's own policy opens
// what the app alone needs.
func (p *platform) namespaces() {
	for _, n := range p.byNamespace() {
		p.namespace(n.name, n.labels(p.env.Name), map[string]string{FlyAppAnnotation: flyApps(n.apps)})
		p.namespacePolicy(n)
	}
}

func (p *platform) namespace(name string, labels, annotations map[string]string) {
	ns := &corev1.Namespace{TypeMeta: typeMeta("v1", "Namespace"), ObjectMeta: metav1.ObjectMeta{
		Name: name, Labels: with(map[string]string{ManagedLabel: manager}, labels), Annotations: annotations,
	}}
	p.add("namespaces.yaml", "Namespace", "", name, ns)
}

func (n namespaceApps) labels(env string) map[string]string {
	labels := with(podSecurityLabels(n.restricted()), map[string]string{
		envLabel: env, networkLabel: networkName(n.apps[0].Network),
	})
	if slices.ContainsFunc(n.apps, public) {
		labels[publicLabel] = "true"
	}
	return labels
}

// podSecurityLabels enforce restricted where every pod fits it. Elsewhere
// baseline is enforced, and what restricted would refuse is shown.
func podSecurityLabels(restricted bool) map[string]string {
	if restricted {
		return map[string]string{enforceLabel: "restricted"}
	}
	return map[string]string{enforceLabel: "baseline", warnLabel: "restricted", auditLabel: "restricted"}
}

func (n namespaceApps) restricted() bool {
	for _, a := range n.apps {
		for _, proc := range slices.Concat(a.Groups(), scheduled(a.Schedules)) {
			if !proc.Security.Restricted {
				return false
			}
		}
	}
	return true
}

// public says whether the app attaches routes to the Gateway.
func public(a spec.App) bool {
	return slices.ContainsFunc(a.Processes, func(p spec.Process) bool {
		return slices.ContainsFunc(p.Edges, func(e spec.Edge) bool { return len(e.Hosts) > 0 })
	})
}

func flyApps(apps []spec.App) string {
	names := apps[0].FlyApp
	for _, a := range apps[1:] {
		names += "," + a.FlyApp
	}
	return names
}
