package translate

import "github.com/fly2k8s/fly2k8s/internal/spec"

// metrics: Fly scrapes the endpoint every 15 seconds into its own Prometheus;
// on GKE a PodMonitoring does, into Google's.
func metrics(v view, p *spec.Process, l *ledger) {
	m := v.Metrics
	if m == nil {
		return
	}
	p.Metrics = &spec.Metrics{Port: m.Port, Path: m.Path, HTTPS: m.HTTPS}
	if p.Metrics.Path == "" {
		p.Metrics.Path = "/metrics" // https://fly.io/docs/monitoring/metrics/
	}
	l.carried(m.Field+".port", "metrics")
	l.carried(m.Field+".path", "metrics")
	l.carried(m.Field+".https", "metrics")
	l.carried(m.Field+".processes", "metrics")
}
