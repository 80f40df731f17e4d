package kube

import (
	networkingv1 "k8s.io/api/networking/v1"
)

// egress is what a strict app may reach beyond what its namespace opens: the
// apps that it calls, and databases and caches if it uses any.
func (w *writer) egress() []networkingv1.NetworkPolicyEgressRule {
	if !strict(w.around.Env) {
		return nil
	}
	to := w.known(w.around.Called)
	if w.usesData() {
		to = append(to, dataRanges(w.around.Env)...)
	}
	return []networkingv1.NetworkPolicyEgressRule{{To: to}}
}

func (w *writer) usesData() bool {
	for _, t := range w.app.Talks {
		if t.Kind == "database" || t.Kind == "cache" {
			return true
		}
	}
	return false
}
