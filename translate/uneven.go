package translate

import (
	"reflect"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// uneven compares a machine with the one that stands for its group. Equal ones
// fold without a word; every difference is a finding.
func (t *translation) uneven(l *ledger, first, other *inventory.Machine, i int) {
	a, b := first.Effective(), other.Effective()
	if reflect.DeepEqual(a, b) {
		return
	}
	theirs := t.ledger(machineOrigin(t.flyApp, i, other)).of(l.process)
	mine := values(first)
	all := values(other)
	for _, path := range sorted(all) {
		value := all[path]
		if mine[path] != value && !own(path) {
			theirs.differs(path, value, mine[path], other)
		}
		delete(mine, path)
	}
	for _, path := range sorted(mine) {
		if !own(path) {
			theirs.differs(path, "", mine[path], other)
		}
	}
}

func (l *ledger) differs(path, theirs, first string, m *inventory.Machine) {
	l.remark(report.RuleMachinesDiffer, report.Undecided, machineField(path), "",
		"it is "+quoted(theirs)+" here and "+quoted(first)+" on the machine that stands for group "+m.Group())
}

// own is what differs between equal machines.
func own(path string) bool {
	name, inConfig := strings.CutPrefix(path, "config.")
	switch {
	case !inConfig:
		return true
	case strings.HasPrefix(name, "metadata.fly_"), strings.HasPrefix(name, "metadata.fly-"):
		return true
	case strings.HasPrefix(name, "mounts["):
		return strings.HasSuffix(name, ".volume") || strings.HasSuffix(name, ".size_gb") || strings.HasSuffix(name, ".encrypted")
	}
	return name == "env.FLY_STANDBY_FOR"
}

func quoted(s string) string {
	if s == "" {
		return "not set"
	}
	return s
}

// values are what stands at each leaf of a machine, in words.
func values(m *inventory.Machine) map[string]string {
	w := walker{values: map[string]string{}}
	w.value(reflect.ValueOf(*m), "")
	return w.values
}
