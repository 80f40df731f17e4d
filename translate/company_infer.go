package translate

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/machines"
)

// Infer completes the decisions: whatever a person left open gets the value
// that fly2k8s would choose, and a Reason.
func Infer(in Input) (decisions.Decisions, []decisions.Reason, error) {
	candidates, _, err := gather(in)
	if err != nil {
		return decisions.Decisions{}, nil, err
	}
	return complete(in, candidates)
}

// complete is Infer over what was gathered already. The candidates stay as they
// are: grouping them by names alone is only its own first step.
func complete(in Input, gathered []candidate) (decisions.Decisions, []decisions.Reason, error) {
	d, candidates := in.Decisions, group(slices.Clone(gathered), in.Decisions)
	var why []decisions.Reason
	say := func(path, reason string) { why = append(why, decisions.Reason{Path: path, Why: reason}) }

	d.Version = decisions.Version
	if d.Org == "" && in.Snapshot != nil {
		d.Org = in.Snapshot.Org.Slug
	}
	inferApps(&d, candidates, say)
	inferKinds(&d, candidates, say)
	inferLeave(&d, in, say)
	if err := inferEnvironments(&d, in, candidates, say); err != nil {
		return decisions.Decisions{}, nil, err
	}
	inferPlatform(&d, in, say)
	inferData(&d, in, say)
	return d, why, nil
}

func inferApps(d *decisions.Decisions, candidates []candidate, say func(path, why string)) {
	at := map[string]int{}
	for i, a := range slices.Backward(d.Apps) { // of two with one name the first counts
		at[a.Name] = i
	}
	for _, m := range candidates {
		if m.why == "" {
			continue
		}
		name := label(m.name)
		i, ok := at[name]
		if !ok {
			i = len(d.Apps)
			at[name] = i
			d.Apps = append(d.Apps, decisions.App{Name: name})
		}
		e := decisions.Member{Env: m.env, Fly: m.flyApp}
		if m.source != nil {
			if d.Apps[i].Source == "" {
				d.Apps[i].Source = m.source.Dir
			}
			e.Config = below(d.Apps[i].Source, m.source.Config)
		}
		at := fmt.Sprintf("apps[%d].environments[%d].", i, len(d.Apps[i].Environments))
		say(at+"env", m.why)
		if m.asksForHosts() {
			say(at+"hosts", hostsQuestion(cmp.Or(m.flyApp, m.name)))
		}
		d.Apps[i].Environments = append(d.Apps[i].Environments, e)
	}
}

// below is a file's path as seen from a folder, both relative to the same root.
func below(dir, file string) string {
	rel, err := filepath.Rel(filepath.FromSlash(dir), filepath.FromSlash(file))
	if err != nil {
		return file
	}
	return filepath.ToSlash(rel)
}

func inferEnvironments(d *decisions.Decisions, in Input, candidates []candidate, say func(path, why string)) error {
	project := cmp.Or(label(d.Org), "fly2k8s")
	names := environmentNames(candidates)
	if len(previewed(in.Snapshot, candidates)) > 0 {
		names = append(names, previewEnv)
	}
	for _, name := range names {
		if !slices.ContainsFunc(d.Environments, func(e decisions.Environment) bool { return e.Name == name }) {
			d.Environments = append(d.Environments, decisions.Environment{Name: name})
		}
	}
	if len(d.Environments) == 0 {
		d.Environments = []decisions.Environment{{Name: production}}
	}
	places, err := machines.EmbeddedMap().Decide(regionChoices(*d))
	if err != nil {
		return err
	}
	for i := range d.Environments {
		inferDomain(&d.Environments[i], i, candidates, say)
	}
	first := &d.Environments[0]
	if first.Project == "" {
		first.Project = project
		say("environments[0].project", "the organisation's name; put your project's id here")
	}
	if first.Cluster == "" {
		first.Cluster = project
		say("environments[0].cluster", "one cluster for all environments: a second one costs its fee, load balancer, NAT and three nodes more")
	}
	if first.Region == "" {
		place, why, err := home(candidates, first.Name, places)
		if err != nil {
			return err
		}
		first.Region = place.GCP
		say("environments[0].region", why)
	}
	if first.Registry == "" {
		first.Registry = first.Region + "-docker.pkg.dev/" + first.Project + "/apps"
		say("environments[0].registry", "Artifact Registry beside the cluster")
	}
	if first.Network == nil {
		first.Network = inferNetwork(first.Cluster, 0)
		say("environments[0].network", "a new VPC; ranges that overlap with nothing else here")
	}
	return nil
}

// inferDomain takes the zone of most certificates.
func inferDomain(e *decisions.Environment, i int, candidates []candidate, say func(path, why string)) {
	if e.Domain != "" {
		return
	}
	if e.Domain = commonZone(candidates, e.Name); e.Domain != "" {
		say(fmt.Sprintf("environments[%d].domain", i), "the zone of most of its certificates")
	}
}

// inferNetwork takes the nth sixteenth of 10.0.0.0/8.
func inferNetwork(name string, n int) *decisions.VPC {
	cidr := func(offset, bits int) string { return fmt.Sprintf("10.%d.0.0/%d", 16*n+offset, bits) }
	return &decisions.VPC{Name: name, Nodes: cidr(0, 20), Pods: cidr(4, 14), Services: cidr(8, 20), Private: cidr(12, 20)}
}

// commonZone is the registrable domain of most certificates of an environment;
// previews take production's.
func commonZone(candidates []candidate, env string) string {
	if env == previewEnv {
		env = production
	}
	count, best := map[string]int{}, ""
	for _, m := range candidates {
		if m.env != env {
			continue
		}
		for _, host := range m.hosts {
			count[zoneOf(host)]++
		}
		if m.live == nil {
			continue
		}
		for _, cert := range m.live.Certificates.Items {
			count[zoneOf(cert.Hostname)]++
		}
	}
	for _, zone := range sorted(count) {
		if best == "" || count[zone] > count[best] {
			best = zone
		}
	}
	return best
}
