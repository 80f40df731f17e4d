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

// names keep app.internal and app.flycast working. Behind the first are an app's
// copies themselves where callers want each of them; Fly's load balancer is
// behind the second, and here always a Service's one address.
func (p *platform) names() {
	shared := with(podSecurityLabels(true), map[string]string{envLabel: sharedLabel})
	p.namespace(internalNamespace, shared, nil)
	for _, a := range p.apps {
		if a.Peers {
			p.alias(internalNamespace, a, peersName(a))
			continue
		}
		p.workloadAlias(internalNamespace, a, func(spec.Private) bool { return true })
	}
	p.namespace(flycastNamespace, shared, nil)
	for _, a := range p.apps {
		p.workloadAlias(flycastNamespace, a, func(private spec.Private) bool { return private.Flycast })
	}
}

// workloadAlias leads to the first group that has such a port.
func (p *platform) workloadAlias(namespace string, a spec.App, wanted func(spec.Private) bool) {
	i := slices.IndexFunc(a.Processes, func(proc spec.Process) bool { return slices.ContainsFunc(proc.Private, wanted) })
	if i >= 0 {
		p.alias(namespace, a, (&writer{app: a}).workloadName(a.Processes[i].Name))
	}
}

func (p *platform) alias(namespace string, a spec.App, service string) {
	name := label(a.FlyApp, longestLabel)
	p.add("internal-names.yaml", "Service", namespace, name, &corev1.Service{
		TypeMeta: typeMeta("v1", "Service"), ObjectMeta: platformMeta(namespace, name),
		Spec: corev1.ServiceSpec{Type: corev1.ServiceTypeExternalName, ExternalName: service + "." + a.Namespace + ".svc.cluster.local"},
	})
}
