package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
)

// pod is the pod of a process group. versionLabel is the pod label that
// changes with every version of its controller.
//
// Service links are off: a Service named redis would put
// REDIS_PORT=tcp://10.… into every pod of the namespace.
// https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables
func (w *writer) pod(p spec.Process, versionLabel string) corev1.PodSpec {
	main := w.container(p, versionLabel)
	first, beside := w.sidecars(p, versionLabel)
	return corev1.PodSpec{
		ServiceAccountName:            w.app.Name,
		EnableServiceLinks:            ptr.To(false),
		SecurityContext:               podSecurity(p.Security),
		InitContainers:                first,
		Containers:                    append([]corev1.Container{main}, beside...),
		Volumes:                       w.volumes(p),
		TerminationGracePeriodSeconds: grace(p.Stop),
		NodeSelector:                  w.nodeSelector(p.Place, p.Resources),
		Tolerations:                   tolerations(p.Place.Taints),
		PriorityClassName:             string(p.Place.Priority),
		DNSConfig:                     dnsConfig(p.DNS),
		Hostname:                      hostname(p.DNS),
	}
}

func grace(s spec.Stop) *int64 {
	if s.Grace <= 0 {
		return nil
	}
	return ptr.To(int64(s.Grace))
}

// nodeSelector pins to a pool, a zone, an accelerator. Autopilot has no pools
// of ours.
func (w *writer) nodeSelector(p spec.Place, r spec.Resources) map[string]string {
	sel := map[string]string{}
	if p.Pool != "" && !w.around.Env.Autopilot {
		sel[poolLabel] = p.Pool
	}
	if p.Zone != "" {
		sel[corev1.LabelTopologyZone] = p.Zone
	}
	if p.Spot {
		sel["cloud.google.com/gke-spot"] = "true"
	}
	if r.Accelerator != "" {
		sel["cloud.google.com/gke-accelerator"] = r.Accelerator
	}
	return sel
}

func tolerations(ts []spec.Taint) []corev1.Toleration {
	var out []corev1.Toleration
	for _, t := range ts {
		tol := corev1.Toleration{Key: t.Key, Operator: corev1.TolerationOpEqual, Value: t.Value, Effect: corev1.TaintEffect(t.Effect)}
		if t.Value == "" {
			tol.Operator = corev1.TolerationOpExists
		}
		out = append(out, tol)
	}
	return out
}

func dnsConfig(d *spec.DNS) *corev1.PodDNSConfig {
	if d == nil || len(d.Nameservers)+len(d.Searches)+len(d.Options) == 0 {
		return nil
	}
	c := &corev1.PodDNSConfig{Nameservers: d.Nameservers, Searches: d.Searches}
	for _, o := range d.Options {
		opt := corev1.PodDNSConfigOption{Name: o.Name}
		if o.Value != "" {
			opt.Value = ptr.To(o.Value)
		}
		c.Options = append(c.Options, opt)
	}
	return c
}

func hostname(d *spec.DNS) string {
	if d == nil {
		return ""
	}
	return d.Hostname
}

// spread keeps copies apart: over zones, then over nodes. A single copy that
// nobody calls has nothing to keep apart; one that serves has it as soon as
// somebody scales it.
func (w *writer) spread(p spec.Process) []corev1.TopologySpreadConstraint {
	if p.Replicas.Max < 2 && !serves(p) {
		return nil
	}
	out := []corev1.TopologySpreadConstraint{w.spreadOver(p, corev1.LabelTopologyZone), w.spreadOver(p, corev1.LabelHostname)}
	if len(p.Volumes) > 0 {
		return out
	}
	for i := range out {
		out[i].MatchLabelKeys = []string{"pod-template-hash"}
	}
	return out
}

func (w *writer) spreadOver(p spec.Process, topology string) corev1.TopologySpreadConstraint {
	return corev1.TopologySpreadConstraint{
		MaxSkew: 1, TopologyKey: topology, WhenUnsatisfiable: corev1.ScheduleAnyway,
		LabelSelector: &metav1.LabelSelector{MatchLabels: w.podLabels(p.Name)},
	}
}
