package dns

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/shell"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A Mix is one address set whose answers are shared between two sides: Percent
// of the resolvers get New, the others Old. At 0 and at 100 it is a plain set,
// which goes away when that side has no values.
type Mix struct {
	Name, Type string // A or AAAA
	TTL        int
	Old, New   []string
	Percent    int
}

// Weighs says whether the provider gives answers by weight without a product
// of its own beside DNS.
func (z Zone) Weighs() bool { return z.Provider == "cloud-dns" || z.Provider == "route53" }

// Mixed makes sets what the mixes say, whatever they were before, so running it
// twice is running it once. Only for zones that weigh.
func (z Zone) Mixed(mixes ...Mix) string {
	if z.Provider == "route53" {
		return z.mixed53(mixes)
	}
	var lines []string
	for _, m := range mixes {
		lines = append(lines, z.mixedCloudDNS(m))
	}
	return strings.Join(lines, "\n")
}

// plain are the values of a set that isn't shared.
func (m Mix) plain() []string {
	if m.Percent == 0 {
		return m.Old
	}
	return m.New
}

func (m Mix) shared() bool { return m.Percent > 0 && m.Percent < 100 }

// mixedCloudDNS updates a set, or makes it where there is none.
// https://docs.cloud.google.com/dns/docs/configure-routing-policies
func (z Zone) mixedCloudDNS(m Mix) string {
	flags := shell.Words("--zone="+z.ID, "--project="+z.Project, "--type="+m.Type)
	name := shell.Quote(dotted(m.Name))
	have := fmt.Sprintf("have=\"$(gcloud dns record-sets list %s --name=%s --format='value(name)')\"", flags, name)
	if !m.shared() && len(m.plain()) == 0 {
		return fmt.Sprintf("%s\nif [ -n \"$have\" ]; then\n  gcloud dns record-sets delete %s %s\nfi", have, name, flags)
	}
	what := fmt.Sprintf("%s %s --ttl=%d %s", name, flags, m.TTL, m.data())
	return fmt.Sprintf("%s\nif [ -n \"$have\" ]; then\n  gcloud dns record-sets update %s\nelse\n  gcloud dns record-sets create %s\nfi", have, what, what)
}

func (m Mix) data() string {
	if !m.shared() {
		return "--rrdatas=" + joined(m.plain(), ",")
	}
	return fmt.Sprintf("--routing-policy-type=WRR --routing-policy-item=weight=%d,rrdatas=%s --routing-policy-item=weight=%d,rrdatas=%s",
		100-m.Percent, joined(m.Old, ";"), m.Percent, joined(m.New, ";"))
}

// joined are addresses as one part of a shell word.
func joined(values []string, by string) string {
	var out []string
	for _, v := range values {
		out = append(out, value(v))
	}
	return strings.Join(out, shell.Quote(by))
}

// mixed53 deletes what stands and makes what is wanted in one batch: a plain
// set and weighted ones can't stand under one name.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-weighted.html
func (z Zone) mixed53(mixes []Mix) string {
	zone := shell.Quote(z.ID)
	creates := []change53{}
	var ours []string
	all := Change{}
	for _, m := range mixes {
		ours = append(ours, fmt.Sprintf("(.Name == %s and .Type == %q)", listed53(m.Name), m.Type))
		creates = append(creates, m.creates()...)
		all.Add = append(all.Add, m.record())
	}
	return strings.Join([]string{
		fmt.Sprintf("have=\"$(aws route53 list-resource-record-sets --hosted-zone-id %s --output json | jq %s)\" &&", zone,
			shell.Quote("[.ResourceRecordSets[] | select("+strings.Join(ours, " or ")+`) | {Action: "DELETE", ResourceRecordSet: .}]`)),
		fmt.Sprintf("batch=\"$(jq -n --argjson have \"$have\" %s %s)\" &&", addresses(all), shell.Quote("{Changes: ($have + "+expression(creates)+")}")),
		fmt.Sprintf("change=\"$(aws route53 change-resource-record-sets --hosted-zone-id %s --change-batch \"$batch\" --query ChangeInfo.Id --output text)\" &&", zone),
		`aws route53 wait resource-record-sets-changed --id "$change"`,
	}, "\n")
}

// listed53 is a name as Route 53 lists it, as a string of jq: a wildcard's
// star is written in octal.
func listed53(name string) string {
	data, err := json.Marshal(strings.Replace(dotted(name), "*", `\052`, 1))
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(data)
}

func (m Mix) creates() []change53 {
	if !m.shared() {
		if len(m.plain()) == 0 {
			return nil
		}
		return []change53{{"CREATE", m.set53("", nil, m.plain())}}
	}
	old, fresh := 100-m.Percent, m.Percent
	return []change53{{"CREATE", m.set53("fly", &old, m.Old)}, {"CREATE", m.set53("gke", &fresh, m.New)}}
}

// record is the set with the values of both sides.
func (m Mix) record() spec.Record {
	return spec.Record{Name: m.Name, Type: m.Type, TTL: m.TTL, Values: slices.Concat(m.Old, m.New)}
}

func (m Mix) set53(id string, weight *int, values []string) set53 {
	r := m.record()
	r.Values = values
	s := set(r)
	s.ID, s.Weight = id, weight
	return s
}
