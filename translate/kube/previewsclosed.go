package kube

import (
	networkingv1 "k8s.io/api/networking/v1"
)

// previewsClosed lets nobody call the clean-up, which serves nothing. What it
// calls itself stays open: a policy sees the address behind the Service of the API
// server, which is Google's to give when the cluster is made and is no pod that a
// selector could name, and the server of the databases stands in a secret that
// translate never reads. A wrong guess at either would stop the clean-up in
// silence, and its pods run no code of an app.
// https://docs.cloud.google.com/kubernetes-engine/docs/how-to/network-policy
func (p *platform) previewsClosed() {
	np := &networkingv1.NetworkPolicy{TypeMeta: typeMeta("networking.k8s.io/v1", "NetworkPolicy"), ObjectMeta: platformMeta(previewsName, "namespace")}
	np.Spec.PolicyTypes = []networkingv1.PolicyType{networkingv1.PolicyTypeIngress}
	p.add("networkpolicies.yaml", "NetworkPolicy", previewsName, "namespace", np)
}
