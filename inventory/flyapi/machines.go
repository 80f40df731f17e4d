package flyapi

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
)

func (r *appReader) machines() {
	raw, call, err := r.get("machines", aList, "machines")
	if err != nil {
		r.app.Machines = failedList[inventory.Machine](err)
		return
	}
	r.app.Machines = decodeList(call, raw, func(m *inventory.Machine) string { return m.ID }, observeMachine)
	for i := range r.app.Machines.Items {
		m := &r.app.Machines.Items[i]
		if m.HostStatus != "" && m.HostStatus != "ok" {
			lose(&r.app.Machines.Section, "machine "+m.ID+": its host is "+m.HostStatus+", its configuration is incomplete")
		} else if m.Config == nil {
			lose(&r.app.Machines.Section, "machine "+m.ID+": Fly sent no configuration")
		}
	}
	sortBy(r.app.Machines.Items, func(m inventory.Machine) string { return m.ID })
}

// observeMachine keeps apart what moves by itself.
func observeMachine(raw json.RawMessage, m *inventory.Machine) {
	var seen inventory.MachineObserved
	if json.Unmarshal(raw, &seen) != nil {
		return
	}
	// Fly adds checks of this name for old clients; they check nothing.
	seen.Checks = slices.DeleteFunc(seen.Checks, func(c inventory.CheckStatus) bool {
		return strings.HasPrefix(c.Name, "bg_deployments_compat")
	})
	seen.Events = slices.DeleteFunc(seen.Events, func(e inventory.MachineEvent) bool { return !telling(e.Type) })
	m.Observed = &seen
}

// telling are the events that say how a machine runs, not that somebody
// deployed it.
func telling(event string) bool {
	switch event {
	case "exit", "restart", "launch_failed", "start", "oom", "cordon":
		return true
	}
	return false
}

func sortBy[T any](items []T, key func(T) string) {
	slices.SortStableFunc(items, func(a, b T) int { return strings.Compare(key(a), key(b)) })
}

func (r *appReader) volumes() {
	raw, call, err := r.get("volumes", aList, "volumes")
	if err != nil {
		r.app.Volumes = failedList[inventory.Volume](err)
		return
	}
	r.app.Volumes = decodeList(call, raw, func(v *inventory.Volume) string { return v.ID }, observeVolume)
	sortBy(r.app.Volumes.Items, func(v inventory.Volume) string { return v.ID })
	for i := range r.app.Volumes.Items {
		if r.fatal != nil {
			return
		}
		r.snapshots(&r.app.Volumes.Items[i])
	}
}

// observeVolume reads the usage, which fly-go's type does not have.
func observeVolume(raw json.RawMessage, v *inventory.Volume) {
	var seen inventory.VolumeObserved
	if json.Unmarshal(raw, &seen) == nil {
		v.Observed = &seen
	}
}

func (r *appReader) snapshots(v *inventory.Volume) {
	if v.Observed == nil {
		v.Observed = &inventory.VolumeObserved{}
	}
	raw, call, err := r.get("snapshots", aList, "volumes", v.ID, "snapshots")
	if err != nil {
		v.Observed.Snapshots = failedList[inventory.VolumeSnapshot](err)
		return
	}
	v.Observed.Snapshots = decodeList(call, raw, func(s *inventory.VolumeSnapshot) string { return s.ID }, nil)
	sortBy(v.Observed.Snapshots.Items, func(s inventory.VolumeSnapshot) string { return s.CreatedAt + s.ID })
}
