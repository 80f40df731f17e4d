package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// strictPolicy is spec.Environment.Policy for "only the edges that were seen".
const strictPolicy = "strict"

// networkPolicy opens an app's public ports, and under the strict policy the
// ways from its callers and to what it calls. Policies add up: the namespace's
// own closes everything else, and opens what all apps need.
func (w *writer) networkPolicy() {
	spec := networkingv1.NetworkPolicySpec{
		PodSelector: metav1.LabelSelector{MatchLabels: map[string]string{NameLabel: w.app.Name}},
		Ingress:     w.ingress(),
		Egress:      w.egress(),
	}
	if len(spec.Ingress)+len(spec.Egress) == 0 {
		return
	}
	spec.PolicyTypes = []networkingv1.PolicyType{networkingv1.PolicyTypeIngress}
	if len(spec.Egress) > 0 {
		spec.PolicyTypes = append(spec.PolicyTypes, networkingv1.PolicyTypeEgress)
	}
	w.add(Base, "networkpolicy.yaml", "NetworkPolicy", w.app.Name, &networkingv1.NetworkPolicy{
		TypeMeta: typeMeta("networking.k8s.io/v1", "NetworkPolicy"), ObjectMeta: w.meta(w.app.Name, ""), Spec: spec,
	})
}

func strict(env spec.Environment) bool { return env.Policy == strictPolicy }

func (w *writer) ingress() []networkingv1.NetworkPolicyIngressRule {
	var rules []networkingv1.NetworkPolicyIngressRule
	allow := func(ports []networkingv1.NetworkPolicyPort, from ...networkingv1.NetworkPolicyPeer) {
		if len(from) > 0 {
			rules = append(rules, networkingv1.NetworkPolicyIngressRule{Ports: ports, From: from})
		}
	}
	if ports := w.edgePorts(); len(ports) > 0 {
		allow(ports, loadBalancerRanges()...)
	}
	if ports := w.l4Ports(); len(ports) > 0 {
		allow(ports, block("0.0.0.0/0"))
	}
	if ports := w.metricsPorts(); len(ports) > 0 {
		allow(ports, collectors())
	}
	if strict(w.around.Env) {
		allow(nil, w.own())
		for _, p := range w.around.Callers {
			allow(numbers(p.Ports), pods(p))
		}
	}
	return rules
}

// loadBalancerRanges are where Google's load balancer sends requests and
// health checks from.
// https://docs.cloud.google.com/load-balancing/docs/health-check-concepts#ip-ranges
func loadBalancerRanges() []networkingv1.NetworkPolicyPeer {
	return []networkingv1.NetworkPolicyPeer{block("35.191.0.0/16"), block("130.211.0.0/22")}
}

// collectors are the namespaces that Managed Service for Prometheus scrapes
// from: the first on Standard clusters, the second on Autopilot.
func collectors() networkingv1.NetworkPolicyPeer {
	return networkingv1.NetworkPolicyPeer{NamespaceSelector: &metav1.LabelSelector{
		MatchExpressions: []metav1.LabelSelectorRequirement{{
			Key: corev1.LabelMetadataName, Operator: metav1.LabelSelectorOpIn, Values: []string{"gmp-system", "gke-gmp-system"},
		}},
	}}
}

// own are the app's own pods: those of the same namespace, whatever it is called.
func (w *writer) own() networkingv1.NetworkPolicyPeer {
	return networkingv1.NetworkPolicyPeer{PodSelector: named(w.app.Name)}
}

func pods(p Peer) networkingv1.NetworkPolicyPeer {
	where := map[string]string{corev1.LabelMetadataName: p.Namespace}
	if p.Preview {
		where = map[string]string{PreviewLabel: "true"}
	}
	return networkingv1.NetworkPolicyPeer{NamespaceSelector: &metav1.LabelSelector{MatchLabels: where}, PodSelector: named(p.Name)}
}

func named(app string) *metav1.LabelSelector {
	return &metav1.LabelSelector{MatchLabels: map[string]string{NameLabel: app}}
}

func networkName(name string) string {
	if name == "" {
		return "default"
	}
	return label(name, longestLabel)
}

func block(cidr string, except ...string) networkingv1.NetworkPolicyPeer {
	return networkingv1.NetworkPolicyPeer{IPBlock: &networkingv1.IPBlock{CIDR: cidr, Except: except}}
}
