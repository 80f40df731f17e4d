package kube

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// privateRanges are the addresses that are nobody's on the internet, and
// linkLocal those of a node's own services.
// https://www.rfc-editor.org/rfc/rfc1918, https://www.rfc-editor.org/rfc/rfc3927
var privateRanges = []string{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"}

const linkLocal = "169.254.0.0/16"

// namespacePolicy closes a namespace and opens what all of its apps need: DNS,
// the metadata server, the internet and, unless the policy is strict, what a
// private network on Fly has open: every port between its apps, and the
// databases.
func (p *platform) namespacePolicy(n namespaceApps) {
	np := &networkingv1.NetworkPolicy{TypeMeta: typeMeta("networking.k8s.io/v1", "NetworkPolicy"), ObjectMeta: platformMeta(n.name, "namespace")}
	np.Spec.PolicyTypes = []networkingv1.PolicyType{networkingv1.PolicyTypeIngress, networkingv1.PolicyTypeEgress}
	var to []networkingv1.NetworkPolicyPeer
	if !strict(p.env) {
		neighbours := sameNetwork(n.apps[0].Network)
		np.Spec.Ingress = []networkingv1.NetworkPolicyIngressRule{{From: []networkingv1.NetworkPolicyPeer{neighbours}}}
		to = append([]networkingv1.NetworkPolicyPeer{neighbours}, dataRanges(p.env)...)
	}
	to = append(to, block("0.0.0.0/0", append(slices.Clone(privateRanges), linkLocal)...))
	np.Spec.Egress = []networkingv1.NetworkPolicyEgressRule{dns(), metadata(), {To: to}}
	p.add("networkpolicies.yaml", "NetworkPolicy", n.name, "namespace", np)
}

func sameNetwork(network string) networkingv1.NetworkPolicyPeer {
	return networkingv1.NetworkPolicyPeer{NamespaceSelector: &metav1.LabelSelector{
		MatchLabels: map[string]string{networkLabel: networkName(network)},
	}}
}

// dns has no peer: kube-dns, a node's own cache and Cloud DNS all answer from
// different places.
func dns() networkingv1.NetworkPolicyEgressRule {
	var ports portSet
	ports.add(53, "UDP")
	ports.add(53, "TCP")
	return networkingv1.NetworkPolicyEgressRule{Ports: ports.ports}
}

// metadata is GKE's metadata server, on either data plane.
// https://docs.cloud.google.com/kubernetes-engine/docs/how-to/workload-identity#network-policy
func metadata() networkingv1.NetworkPolicyEgressRule {
	var ports portSet
	ports.add(80, "TCP")
	ports.add(988, "TCP")
	return networkingv1.NetworkPolicyEgressRule{
		To:    []networkingv1.NetworkPolicyPeer{block("169.254.169.252/32"), block("169.254.169.254/32")},
		Ports: ports.ports,
	}
}

// dataRanges are where databases, caches and the bridge to Fly are: the ranges
// of private services and of nodes. Where they aren't known, or other VPCs are
// peered, it is all that is private.
func dataRanges(env spec.Environment) []networkingv1.NetworkPolicyPeer {
	n := env.Network
	if n.Private != "" && n.Nodes != "" && len(n.Peers) == 0 {
		return []networkingv1.NetworkPolicyPeer{block(n.Private), block(n.Nodes)}
	}
	var out []networkingv1.NetworkPolicyPeer
	for _, r := range privateRanges {
		out = append(out, block(r))
	}
	return out
}
