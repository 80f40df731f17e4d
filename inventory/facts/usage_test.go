package facts_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory/facts"
)

func TestLoadUsage(t *testing.T) {
	cases := map[string]struct {
		text string
		want []spec.Usage
		says string
	}{
		"groups come in the order of their names": {
			text: "version: 1\ndays: 14\ngroups:\n  - {app: b, group: web, cpu_p95_milli: 180, egress_gb_month: 40}\n  - {app: a, group: web, memory_p95_mib: 310}\n",
			want: []spec.Usage{{FlyApp: "a", Group: "web", MemoryMiB: 310}, {FlyApp: "b", Group: "web", CPUMilli: 180, EgressGB: 40}},
		},
		"an unknown key is an error with its line": {text: "version: 1\ngroups:\n  - {app: a, group: web, cpu: 1}\n", says: "line 3"},
		"another version is refused":               {text: "version: 2\n", says: "version 2"},
		"an empty file is refused":                 {text: "", says: "version 0"},
		"a group without an app is refused":        {text: "version: 1\ngroups: [{group: web}]\n", says: "groups[0]"},
		"a group twice is refused":                 {text: "version: 1\ngroups: [{app: a, group: w}, {app: a, group: w}]\n", says: "twice"},
		"less than nothing is refused":             {text: "version: 1\ngroups: [{app: a, group: w, egress_gb_month: -1}]\n", says: "below 0"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := facts.Load(fstest.MapFS{"usage.yaml": {Data: []byte(c.text)}})
			if (err != nil) != (c.says != "") || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Fatalf("error %v, want one about %q", err, c.says)
			}
			if err == nil {
				if diff := cmp.Diff(c.want, got.Usage); diff != "" {
					t.Errorf("usage (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestNoUsageFileIsNoError(t *testing.T) {
	got, err := facts.Load(fstest.MapFS{})
	if got.Usage != nil || err != nil {
		t.Errorf("%v and %v, want nothing", got.Usage, err)
	}
}
