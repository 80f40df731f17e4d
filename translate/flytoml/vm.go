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

// vms joins the three spellings in this order.
func (r *reader) vms(t table) []VM {
	var all []VM
	for _, key := range []string{"compute", "computes", "vm"} {
		for _, v := range t.anyTables(key, "vm", len(all)) {
			all = append(all, r.vm(v, v.anyText("memory")))
		}
		if r.known != nil {
			break
		}
	}
	return all
}

// vm takes memory from the caller: a size is read in two ways.
func (r *reader) vm(t table, memory string) VM {
	return VM{
		Field:            t.field,
		Size:             t.string("size"),
		Memory:           memory,
		CPUKind:          t.string("cpu_kind"),
		CPUs:             t.int("cpus"),
		MemoryMB:         t.int("memory_mb"),
		MaxMemoryMB:      t.int("max_memory_mb"),
		GPUs:             t.int("gpus"),
		GPUKind:          t.string("gpu_kind"),
		HostDedicationID: t.string("host_dedication_id"),
		PersistRootfs:    t.persistRootfs(),
		KernelArgs:       t.strings("kernel_args"),
		Processes:        t.strings("processes"),
	}
}

// persistRootfs takes a word or its number in the API.
func (t table) persistRootfs() string {
	n := t.read("persist_rootfs")
	if empty(n) {
		return ""
	}
	switch text, _ := n.value.(string); {
	case text == "never" || number(n) == "1":
		return "never"
	case text == "restart" || number(n) == "2":
		return "restart"
	case text == "always" || number(n) == "3":
		return "always"
	case n.value == "" || text == "none" || number(n) == "0":
		return ""
	}
	t.r.problem(n, `"never", "restart" or "always"`)
	return ""
}
