package facts

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// usageDays is how far the probe looks back; Fly keeps fifteen days
// (https://fly.io/docs/monitoring/metrics/).
const usageDays = 14

// usageQuery is one question to Fly's Prometheus. All apps of the organisation
// are in one answer, by app and machine.
type usageQuery struct{ name, promQL string }

// usageQueries: fly_instance_cpu counts hundredths of a second, memory is in
// bytes, eth0 is the way to the internet. The proxy counts responses per
// machine, as seen by the app.
func usageQueries() []usageQuery {
	return []usageQuery{
		{"cpu", `quantile_over_time(0.95, (sum by (app, instance) (rate(fly_instance_cpu{mode!~"idle|iowait|steal"}[5m])) * 10)[14d:5m])`},
		{"memory", `quantile_over_time(0.95, (max by (app, instance) (fly_instance_memory_mem_total - fly_instance_memory_mem_available))[14d:5m])`},
		{"requests", `sum by (app, instance) (rate(fly_app_http_responses_count[14d]))`},
		{"seconds", `sum by (app, instance) (rate(fly_app_http_response_time_seconds_sum[14d]))`},
		{"egress", `sum by (app, instance) (increase(fly_instance_net_sent_bytes{device="eth0"}[14d]))`},
	}
}

// sample is one machine's number.
type sample struct {
	app, instance string
	value         float64
}

func readSamples(text []byte) ([]sample, error) {
	var answer struct {
		Status, Error string
		Data          struct {
			ResultType string
			Result     []struct {
				Metric struct{ App, Instance string }
				Value  [2]json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return nil, fmt.Errorf("it is no answer of Prometheus: %w", err)
	}
	if answer.Status != "success" || answer.Data.ResultType != "vector" {
		return nil, fmt.Errorf("the answer says %s: %s", answer.Status, answer.Error)
	}
	var samples []sample
	for _, r := range answer.Data.Result {
		var text string
		if err := json.Unmarshal(r.Value[1], &text); err != nil {
			return nil, fmt.Errorf("read the value of %s: %w", r.Metric.App, err)
		}
		value, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
			continue // a machine that did nothing has no quantile
		}
		samples = append(samples, sample{r.Metric.App, r.Metric.Instance, value})
	}
	return samples, nil
}

// groups says which process group a machine is of.
func groups(s *inventory.Snapshot) map[string]string {
	found := map[string]string{}
	for i := range s.Apps.Items {
		for j := range s.Apps.Items[i].Machines.Items {
			m := &s.Apps.Items[i].Machines.Items[j]
			found[m.ID] = m.Group()
		}
	}
	return found
}

// readUsage turns the answers, by the name of their query, into the groups of a
// usage file. Machines that are gone are left out: nobody knows their group.
func readUsage(s *inventory.Snapshot, answers map[string][]byte) ([]usage, error) {
	group := groups(s)
	found := map[[2]string]*usage{}
	for _, q := range usageQueries() {
		text, ok := answers[q.name]
		if !ok {
			continue
		}
		samples, err := readSamples(text)
		if err != nil {
			return nil, fmt.Errorf("read usage %s: %w", q.name, err)
		}
		for _, one := range samples {
			name, known := group[one.instance]
			if !known || name == "" {
				continue
			}
			key := [2]string{one.app, name}
			if found[key] == nil {
				found[key] = &usage{App: one.app, Group: name}
			}
			found[key].add(q.name, one.value)
		}
	}
	return sortedUsage(found), nil
}
