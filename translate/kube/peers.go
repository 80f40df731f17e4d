package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
)

// peers is a name with the address of every copy in every group, ready or not,
// as app.internal has on Fly: copies find each other before they are ready. It
// has no ports, as it changes none.
// https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
func (w *writer) peers() {
	if !w.app.Peers {
		return
	}
	svc := w.service(peersName(w.app), spec.Process{}, corev1.ServiceSpec{ClusterIP: corev1.ClusterIPNone, PublishNotReadyAddresses: true})
	svc.ObjectMeta = w.meta(svc.Name, "")
	svc.Spec.Selector = map[string]string{NameLabel: w.app.Name}
}

func peersName(app spec.App) string { return label(app.Name+"-peers", longestLabel) }
