package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/crds"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// podMonitoring has Managed Service for Prometheus read the metrics that Fly
// reads now. Fly scrapes every 15 seconds; samples are paid for here, so it is
// half as often.
// https://fly.io/docs/monitoring/metrics/#custom-metrics
func (w *writer) podMonitoring(p spec.Process) {
	m := p.Metrics
	if m == nil {
		return
	}
	endpoint := crds.ScrapeEndpoint{Port: intstr.FromInt(m.Port), Path: m.Path, Interval: "30s"}
	if m.HTTPS {
		endpoint.Scheme, endpoint.TLS = "https", &crds.ScrapeTLS{InsecureSkipVerify: true}
	}
	name := w.workloadName(p.Name)
	w.add(Base, "podmonitoring.yaml", "PodMonitoring", name, &crds.PodMonitoring{
		TypeMeta:   typeMeta(crds.MonitoringV1, "PodMonitoring"),
		ObjectMeta: w.meta(name, containerName(p.Name)),
		Spec:       crds.PodMonitoringSpec{Selector: *w.selector(p.Name), Endpoints: []crds.ScrapeEndpoint{endpoint}},
	})
	w.trace(w.path(p, "metrics"), "PodMonitoring", name, "spec.endpoints[0].port")
	w.trace(w.path(p, "metrics.path"), "PodMonitoring", name, "spec.endpoints[0].path")
}
