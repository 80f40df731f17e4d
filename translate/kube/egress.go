package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
	networkingv1 "k8s.io/api/networking/v1"
)

// egress is what a strict app may reach beyond what its namespace opens: the
// apps that it calls, databases and caches if it uses any, and the bridge for
// what of these is still on Fly.
func (w *writer) egress() []networkingv1.NetworkPolicyEgressRule {
	if !strict(w.around.Env) {
		return nil
	}
	out := []networkingv1.NetworkPolicyEgressRule{{To: []networkingv1.NetworkPolicyPeer{w.own()}}}
	for _, p := range w.around.Called {
		out = append(out, networkingv1.NetworkPolicyEgressRule{To: []networkingv1.NetworkPolicyPeer{pods(p)}, Ports: numbers(p.Ports)})
	}
	if w.usesData() {
		out = append(out, networkingv1.NetworkPolicyEgressRule{To: strictData(w.around.Env)})
	}
	for _, namespace := range w.around.Stores {
		out = append(out, networkingv1.NetworkPolicyEgressRule{To: []networkingv1.NetworkPolicyPeer{namespaced(namespace)}})
	}
	return append(out, w.overBridge()...)
}

// usesData says whether it has a database or a cache, or a secret with the
// address of one that nobody knows.
func (w *writer) usesData() bool {
	for _, t := range w.app.Talks {
		if t.Kind == "database" || t.Kind == "cache" {
			return true
		}
	}
	for _, s := range w.app.Secrets {
		if s.Class == spec.Rewrite {
			return true
		}
	}
	return len(w.app.OwnDatabases) > 0
}

// strictData is where databases and caches are. Once the bridge's address is
// known, the nodes' range beside it stays closed.
func strictData(env spec.Environment) []networkingv1.NetworkPolicyPeer {
	if env.Bridge != "" && env.Network.Private != "" && len(env.Network.Peers) == 0 {
		return []networkingv1.NetworkPolicyPeer{block(env.Network.Private)}
	}
	return dataRanges(env)
}

func (w *writer) overBridge() []networkingv1.NetworkPolicyEgressRule {
	if w.around.Env.Bridge == "" || len(w.around.Bridged) == 0 {
		return nil
	}
	var set portSet
	for _, n := range w.around.Bridged {
		set.add(n, "TCP")
	}
	return []networkingv1.NetworkPolicyEgressRule{{To: []networkingv1.NetworkPolicyPeer{block(w.around.Env.Bridge + "/32")}, Ports: set.ports}}
}
