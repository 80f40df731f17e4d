package cutover

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A rehearsal is the same plan on copies: on Fly, forks of the databases and
// copies of the apps, each named after its original with "-rehearsal"; host
// names of a domain of its own; side effects off. GKE's side is the real one,
// which serves nobody yet. So step ids are those of the real night, and what a
// step took there is what it will take.
//
// Schedules, jobs of deploys, partners' lists and volumes stay out: all but the
// last have effects outside, and the real plan copies volumes once, days before its night.
const copySuffix = "-rehearsal"

func rehearse(c spec.Company, o Options) spec.Company {
	c.Apps, c.Databases, c.Caches, c.Buckets, c.Hosts = slices.Clone(c.Apps), slices.Clone(c.Databases), slices.Clone(c.Caches), slices.Clone(c.Buckets), slices.Clone(c.Hosts)
	c.Egress, c.Left, c.Tokens = nil, nil, nil
	for i := range c.Apps {
		a := &c.Apps[i]
		a.FlyApp += copySuffix
		a.Schedules, a.Jobs = nil, nil
		a.Processes = slices.Clone(a.Processes)
		for p := range a.Processes {
			a.Processes[p].Volumes = nil
		}
	}
	for i := range c.Databases {
		c.Databases[i].FlyApp += copySuffix
	}
	for i := range c.Hosts {
		c.Hosts[i] = rehearsalHost(c.Hosts[i], o.Decisions.Cutover.Rehearsal)
	}
	return c
}

// ofCopies are the facts of the originals, which hold for their copies.
func ofCopies(f spec.Facts) spec.Facts {
	f.Databases = slices.Clone(f.Databases)
	for i := range f.Databases {
		f.Databases[i].Name += copySuffix
	}
	return f
}

func rehearsalHost(h spec.Host, domain string) spec.Host {
	h.Name, h.FlyApp = rehearsalName(h, domain), h.FlyApp+copySuffix
	h.Proxied, h.Apex, h.Wildcard = false, false, false
	h.Records = []spec.Record{{Name: h.Name, Type: "CNAME", TTL: 300, Values: []string{h.FlyApp + ".fly.dev"}}}
	return h
}

func rehearsalName(h spec.Host, domain string) string {
	label := strings.ReplaceAll(strings.ReplaceAll(h.Name, "*", "wildcard"), ".", "-")
	return label + "." + domain
}

// measuredTimes are seconds by step id: what fly2k8s.yaml says, and what a
// rehearsal's journal says, whose host names are turned into the real ones.
func measuredTimes(o Options) (map[string]int, error) {
	out := map[string]int{}
	if o.Rehearsal {
		return out, nil
	}
	for _, t := range o.Measured {
		out[t.Step] = t.Seconds
	}
	for _, t := range o.Decisions.Cutover.Rehearsed {
		d, err := time.ParseDuration(t.Took)
		if err != nil || d < 0 {
			return nil, fmt.Errorf("read fly2k8s.yaml: cutover.rehearsed: step %s: %q is no length of time; write 12m30s", t.Step, t.Took)
		}
		out[t.Step] = int(d.Seconds())
	}
	return out, nil
}

// realNames puts the times of a rehearsal's host steps on the real hosts.
func realNames(times map[string]int, hosts []spec.Host, domain string) map[string]int {
	out := map[string]int{}
	for step, seconds := range times {
		out[step] = seconds
	}
	for _, h := range hosts {
		name := strings.ReplaceAll(h.Name, "*", "wildcard")
		for step, seconds := range times {
			if real := strings.Replace(step, "/"+rehearsalName(h, domain)+"/", "/"+name+"/", 1); real != step {
				out[real] = seconds
			}
		}
	}
	return out
}
