package flytoml

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
