package flytoml

import (
	"fmt"
	"strings"
)

// Metrics is one of [[metrics]]: where the platform scrapes Prometheus text.
type Metrics struct {
	Field     string
	Port      int
	Path      string
	HTTPS     bool
	Processes []string // empty: the default group
}

func (c *Config) groupMetrics(is membership) *Metrics {
	for i := range c.Metrics {
		if is.of(c.Metrics[i].Processes) {
			return &c.Metrics[i]
		}
	}
	return nil
}

// metrics joins both spellings, [metric] first. Without [metrics] the two old
// keys of [experimental] stand in for it.
func (r *reader) metrics(t table) []Metrics {
	var all []Metrics
	for _, key := range []string{"metric", "metrics"} {
		for _, m := range t.anyTables(key, "metrics", len(all)) {
			all = append(all, Metrics{
				Field:     m.field,
				Port:      m.int("port"),
				Path:      m.string("path"),
				HTTPS:     m.bool("https"),
				Processes: m.strings("processes"),
			})
		}
		if r.known != nil {
			return nil
		}
	}
	x := t.exact("experimental")
	if x == nil || x.shape != dict || t.exact("metrics") != nil {
		return all
	}
	return r.oldMetrics(all, x)
}

func (r *reader) oldMetrics(all []Metrics, x *node) []Metrics {
	port, path := x.member("metrics_port"), x.member("metrics_path")
	if port == nil && path == nil {
		return all
	}
	t := table{r: r, n: x, field: fmt.Sprintf("metrics[%d]", len(all))}
	m := Metrics{Field: t.field, Port: t.int("metrics_port"), Path: t.string("metrics_path")}
	for _, n := range []*node{port, path} {
		if n != nil {
			n.field = t.at(strings.TrimPrefix(n.key, "metrics_"))
			r.quirk(n, LegacyForm, "flyctl reads it as [metrics]")
		}
	}
	return append(all, m)
}
