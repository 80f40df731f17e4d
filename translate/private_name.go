package translate

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

// privateName decides what stands behind app.internal. On Fly it is the address
// of every started machine, in whichever group. A Service's one address is what
// most callers want; a cluster of copies that look each other up needs them all.
func (t *translation) privateName() {
	why := t.peers()
	switch decided := t.in.Decisions.Peers; {
	case decided != nil:
		t.app.Peers = *decided
	case why != "":
		t.app.Peers = true
		r := advise(report.RuleInternalNames, "check that it finds its copies by IPv4; set apps[].peers to false in fly2k8s.yaml if one address is enough")
		t.some().remark(r, report.Changed, "app", "", why+": "+t.flyApp+".internal leads to every copy's own address, as on Fly")
	}
	if !t.app.Peers {
		t.otherGroups()
	}
}

// peers is the sign that copies look each other up; empty without one.
func (t *translation) peers() string {
	if names := source.Names(t.in.Code, source.Peers); len(names) > 0 {
		return "the code finds its copies by name (" + names[0] + ")"
	}
	vars := slices.Clone(t.app.Config)
	for _, p := range t.app.Processes {
		vars = append(vars, p.Env...)
	}
	if slices.ContainsFunc(vars, func(v spec.Var) bool { return v.Name == "DNS_CLUSTER_QUERY" && v.Value != "" }) {
		return "DNS_CLUSTER_QUERY is how Phoenix finds its copies"
	}
	return ""
}

// otherGroups: one address leads to one group, the first that has ports.
func (t *translation) otherGroups() {
	first := ""
	for _, m := range t.members {
		switch {
		case len(m.p.Private) == 0:
		case first == "":
			first = m.p.Name
		default:
			r := advise(report.RuleInternalNames, "let callers of group "+m.p.Name+" use its own Service, or set apps[].peers in fly2k8s.yaml")
			m.l.of("").remark(r, report.Changed, "app", "", t.flyApp+".internal leads to group "+first+" alone; on Fly it led to the machines of "+m.p.Name+" as well")
		}
	}
}

// some is a ledger for what is about the app as a whole.
func (t *translation) some() *ledger {
	if t.wanted != nil {
		return t.wanted
	}
	return t.running[0]
}
