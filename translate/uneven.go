package translate

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// uneven compares a machine with the one that stands for its group. Equal ones
// fold without a word; every difference is a finding.
func (t *translation) uneven(l *ledger, first, other *inventory.Machine, i int) {
	if alike(first, other) {
		return
	}
	theirs := t.ledger(machineOrigin(t.flyApp, i, other)).of(l.process)
	mine := values(first)
	all := values(other)
	if mine["config.image"] != all["config.image"] { // then its digest says the same once more
		delete(all, "image_ref.digest")
		delete(mine, "image_ref.digest")
	}
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

// alike machines are equal but for what makes each of them itself.
func alike(a, b *inventory.Machine) bool {
	return reflect.DeepEqual(a.Effective(), b.Effective()) && reflect.DeepEqual(a.Unknown, b.Unknown) && reflect.DeepEqual(a.ImageRef, b.ImageRef)
}

func (l *ledger) differs(path, theirs, first string, m *inventory.Machine) {
	l.remark(report.RuleMachinesDiffer, report.Undecided, machineField(path), "",
		fmt.Sprintf("machine %s of group %s in %s has %s %s; the group is written from one where it is %s", m.ID, m.Group(), m.Region, leaf(path), quoted(theirs), quoted(first)))
}

// own is what differs between equal machines.
func own(path string) bool {
	name, inConfig := strings.CutPrefix(path, "config.")
	switch {
	case strings.Contains("."+path, ".unknown."), path == "image_ref.digest":
		return false
	case !inConfig:
		return true
	case strings.HasPrefix(name, "metadata.fly_"), strings.HasPrefix(name, "metadata.fly-"):
		return true
	case strings.HasPrefix(name, "mounts["):
		return strings.HasSuffix(name, ".volume") || strings.HasSuffix(name, ".size_gb") || strings.HasSuffix(name, ".encrypted")
	}
	return name == "env.FLY_STANDBY_FOR"
}

// leaf is the last part of a path: memory_mb.
func leaf(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

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
