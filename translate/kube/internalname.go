package kube

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
)

// A pod looks a name up under svc.cluster.local, too. So a Service shop in a
// namespace called internal answers for shop.internal, and one in flycast for
// shop.flycast, without a word in anybody's DNS settings.
// https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services
const (
	internalNamespace = "internal"
	flycastNamespace  = "flycast"
)

// names keep app.internal and app.flycast working.
func (p *platform) names() {
	p.aliases(internalNamespace, func(spec.Private) bool { return true })
	p.aliases(flycastNamespace, func(private spec.Private) bool { return private.Flycast })
}

func (p *platform) aliases(namespace string, wanted func(spec.Private) bool) {
	p.namespace(namespace, with(podSecurityLabels(true), map[string]string{envLabel: sharedLabel}), nil)
	for _, a := range p.apps {
		i := slices.IndexFunc(a.Processes, func(proc spec.Process) bool { return slices.ContainsFunc(proc.Private, wanted) })
		if i >= 0 {
			p.alias(namespace, a, a.Processes[i])
		}
	}
}

func (p *platform) alias(namespace string, a spec.App, proc spec.Process) {
	w := &writer{app: a}
	target := w.workloadName(proc.Name) + "." + a.Namespace + ".svc.cluster.local"
	name := label(a.FlyApp, longestLabel)
	p.add("internal-names.yaml", "Service", namespace, name, &corev1.Service{
		TypeMeta: typeMeta("v1", "Service"), ObjectMeta: platformMeta(namespace, name),
		Spec: corev1.ServiceSpec{Type: corev1.ServiceTypeExternalName, ExternalName: target},
	})
}
