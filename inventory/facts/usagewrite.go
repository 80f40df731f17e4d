package facts

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"

	"go.yaml.in/yaml/v3"
)

// add puts one machine's number to its group: the worst machine decides how
// big one has to be, traffic adds up.
func (u *usage) add(query string, value float64) {
	switch query {
	case "cpu":
		u.CPUMilli = max(u.CPUMilli, int(math.Ceil(value)))
	case "memory":
		u.MemoryMiB = max(u.MemoryMiB, int(math.Ceil(value/(1<<20))))
	case "requests":
		u.Requests += value
	case "seconds":
		u.Seconds += value // a total, which sortedUsage divides
	case "egress":
		u.EgressGB += value / 1e9 / usageDays * 30
	}
}

func sortedUsage(found map[[2]string]*usage) []usage {
	var all []usage
	for _, u := range found {
		if u.Requests > 0 {
			u.Seconds /= u.Requests
		} else {
			u.Seconds = 0
		}
		u.Requests, u.Seconds, u.EgressGB = round(u.Requests), round(u.Seconds), round(u.EgressGB)
		all = append(all, *u)
	}
	slices.SortFunc(all, func(a, b usage) int {
		return cmp.Or(cmp.Compare(a.App, b.App), cmp.Compare(a.Group, b.Group))
	})
	return all
}

// round keeps four digits after the point: more would only make diffs.
func round(v float64) float64 { return math.Round(v*1e4) / 1e4 }

func writeUsage(taken string, groups []usage) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("# What each process group used, measured by Fly's Prometheus.\n")
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(usageFile{Version: 1, Taken: taken, Days: usageDays, Groups: groups}); err != nil {
		return nil, fmt.Errorf("write usage: %w", err)
	}
	return out.Bytes(), enc.Close()
}
