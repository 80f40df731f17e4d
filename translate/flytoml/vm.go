package flytoml

import (
	"slices"
)

// VM is one of [[vm]]: the size of a group's machines. Zero values are unset.
type VM struct {
	Field            string
	Size             string // a preset, "" is shared-cpu-1x
	Memory           string // "512mb" is binary; a bare number is MB
	CPUKind          string
	CPUs             int
	MemoryMB         int
	MaxMemoryMB      int
	GPUs             int
	GPUKind          string
	HostDedicationID string
	PersistRootfs    string // never, restart or always
	KernelArgs       []string
	Processes        []string // empty: all groups
}

// groupVM picks one section whole, sections are not merged: the last that names
// the group, else the first that is for everybody.
func (c *Config) groupVM(is membership) *VM {
	var general *VM
	for i := len(c.VM) - 1; i >= 0; i-- {
		vm := &c.VM[i]
		if slices.Contains(vm.Processes, is.group) {
			return vm
		}
		if len(vm.Processes) == 0 || is.of(vm.Processes) {
			general = vm
		}
	}
	return general
}
