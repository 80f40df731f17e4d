package facts

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// usageName is the file of measured usage in a facts folder.
const usageName = "usage.yaml"

// usageFile is the documented shape:
//
//	version: 1
//	taken_at: 2026-08-03T08:00:00Z  # may be left out
//	days: 14                        # how long was measured, until the file was made
//	groups:
//	  - app: acme-api               # the Fly app
//	    group: web                  # the process group
//	    cpu_p95_milli: 180          # of one machine, from fly_instance_cpu
//	    memory_p95_mib: 310         # of one machine, from fly_instance_memory_*
//	    requests_per_second: 12.5   # of all machines, from fly_app_http_responses_count
//	    response_seconds: 0.08      # mean, from fly_app_http_response_time_seconds
//	    egress_gb_month: 40         # of all machines, from fly_instance_net_sent_bytes
//
// A number that is left out is unknown.
type usageFile struct {
	Version int     `yaml:"version"`
	Taken   string  `yaml:"taken_at,omitempty"` // when the answers were saved
	Days    int     `yaml:"days"`
	Groups  []usage `yaml:"groups"`
}

type usage struct {
	App       string  `yaml:"app"`
	Group     string  `yaml:"group"`
	CPUMilli  int     `yaml:"cpu_p95_milli,omitempty"`
	MemoryMiB int     `yaml:"memory_p95_mib,omitempty"`
	Requests  float64 `yaml:"requests_per_second,omitempty"`
	Seconds   float64 `yaml:"response_seconds,omitempty"`
	EgressGB  float64 `yaml:"egress_gb_month,omitempty"`
}

// parseUsage reads a usage file, and when its answers were saved. Unknown keys and
// impossible numbers are errors.
func parseUsage(path string, data []byte) (groups []spec.Usage, taken string, err error) {
	var f usageFile
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(&f); err != nil && !errors.Is(err, io.EOF) {
		return nil, "", fmt.Errorf("read usage %s: %w", path, err)
	}
	if f.Version != 1 {
		return nil, "", fmt.Errorf("read usage %s: version %d, expected 1", path, f.Version)
	}
	if groups, err = f.groups(); err != nil {
		return nil, "", fmt.Errorf("read usage %s: %w", path, err)
	}
	return groups, f.Taken, nil
}

func (f usageFile) groups() ([]spec.Usage, error) {
	var out []spec.Usage
	var errs []error
	seen := map[[2]string]bool{}
	for i, g := range f.Groups {
		switch key := [2]string{g.App, g.Group}; {
		case g.App == "" || g.Group == "":
			errs = append(errs, fmt.Errorf("groups[%d]: app and group are needed", i))
		case seen[key]:
			errs = append(errs, fmt.Errorf("groups[%d]: %s/%s stands there twice", i, g.App, g.Group))
		case min(float64(g.CPUMilli), float64(g.MemoryMiB), g.Requests, g.Seconds, g.EgressGB) < 0:
			errs = append(errs, fmt.Errorf("groups[%d]: %s/%s has a number below 0", i, g.App, g.Group))
		default:
			seen[key] = true
			out = append(out, spec.Usage{FlyApp: g.App, Group: g.Group, CPUMilli: g.CPUMilli, MemoryMiB: g.MemoryMiB, Requests: g.Requests, Seconds: g.Seconds, EgressGB: g.EgressGB})
		}
	}
	slices.SortFunc(out, func(a, b spec.Usage) int {
		return cmp.Or(cmp.Compare(a.FlyApp, b.FlyApp), cmp.Compare(a.Group, b.Group))
	})
	return out, errors.Join(errs...)
}
