package flytoml

import (
	"fmt"
	"strconv"

	"github.com/docker/go-units"
)

// Guest is a VM worked out: what a machine gets.
type Guest struct {
	CPUKind          string // shared or performance
	CPUs             int
	MemoryMB         int
	MaxMemoryMB      int
	GPUs             int
	GPUKind          string
	HostDedicationID string
	PersistRootfs    string
	KernelArgs       []string
}

const (
	defaultSize    = "shared-cpu-1x"
	defaultGPUSize = "performance-8x"

	mbPerSharedCPU      = 256
	mbPerPerformanceCPU = 2048
)

// Preset returns the machine of a size's name. The table is fly-go's
// MachinePresets (https://fly.io/docs/machines/guides-examples/machine-sizing/).
func Preset(size string) (Guest, bool) {
	switch size {
	case "shared-cpu-1x":
		return shared(1), true
	case "shared-cpu-2x":
		return shared(2), true
	case "shared-cpu-4x":
		return shared(4), true
	case "shared-cpu-6x":
		return shared(6), true
	case "shared-cpu-8x":
		return shared(8), true
	case "performance-1x":
		return performance(1), true
	case "performance-2x", "performance-4x", "performance-6x", "performance-8x",
		"performance-10x", "performance-12x", "performance-14x", "performance-16x":
		n, err := strconv.Atoi(size[len("performance-") : len(size)-1])
		return performance(n), err == nil
	case "a100-40gb":
		return gpu("a100-pcie-40gb"), true
	case "a100-80gb":
		return gpu("a100-sxm4-80gb"), true
	case "l40s", "a10":
		return gpu(size), true
	}
	return Guest{}, false
}

func shared(cpus int) Guest {
	return Guest{CPUKind: "shared", CPUs: cpus, MemoryMB: cpus * mbPerSharedCPU}
}

func performance(cpus int) Guest {
	return Guest{CPUKind: "performance", CPUs: cpus, MemoryMB: cpus * mbPerPerformanceCPU}
}

func gpu(kind string) Guest {
	g := performance(8)
	g.MemoryMB, g.GPUs, g.GPUKind = 16*mbPerPerformanceCPU, 1, kind
	return g
}

// Guest is the machine of a section that stands alone, such as
// [deploy.release_command_vm].
func (vm *VM) Guest() (*Guest, error) { return vm.guest("") }

// guest starts from the preset and lays every value that is set over it, so
// that cpus without memory keeps the preset's memory.
func (vm *VM) guest(hostDedicationID string) (*Guest, error) {
	if vm == nil {
		return nil, nil
	}
	g, known := Preset(vm.preset())
	if !known {
		return nil, fmt.Errorf("read vm size %q: there is no such preset", vm.Size)
	}
	g.HostDedicationID = hostDedicationID
	if vm.Memory != "" {
		mb, err := sizeIn(vm.Memory, units.RAMInBytes, units.MiB)
		if err != nil || mb == 0 {
			return nil, fmt.Errorf("read vm memory %q: it is no size above zero", vm.Memory)
		}
		g.MemoryMB = mb
	}
	g.CPUKind = or(vm.CPUKind, g.CPUKind)
	g.CPUs = or(vm.CPUs, g.CPUs)
	g.MemoryMB = or(vm.MemoryMB, g.MemoryMB)
	g.MaxMemoryMB = vm.MaxMemoryMB
	g.GPUs = or(vm.GPUs, g.GPUs)
	g.GPUKind = or(vm.GPUKind, g.GPUKind)
	g.HostDedicationID = or(vm.HostDedicationID, g.HostDedicationID)
	g.PersistRootfs, g.KernelArgs = vm.PersistRootfs, vm.KernelArgs
	return &g, nil
}

func (vm *VM) preset() string {
	switch {
	case vm.Size != "":
		return vm.Size
	case vm.GPUKind != "":
		return defaultGPUSize
	}
	return defaultSize
}

// sizeIn reads a size with a unit; a bare number counts in the unit asked for.
func sizeIn(text string, parse func(string) (int64, error), unit int64) (int, error) {
	if n, err := strconv.Atoi(text); err == nil {
		return n, nil
	}
	bytes, err := parse(text)
	return int(bytes / unit), err
}

func or[T comparable](first, second T) T {
	var unset T
	if first == unset {
		return second
	}
	return first
}
