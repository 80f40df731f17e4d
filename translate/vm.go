package translate

import (
	"strconv"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// vm: the size of a machine becomes what a pod asks for.
func vm(v view, p *spec.Process, l *ledger) {
	field := "vm"
	if v.VM != nil {
		field = v.VM.Field
	}
	guest := v.Guest
	if guest == nil {
		small, _ := flytoml.Preset("shared-cpu-1x")
		guest = &small
		// https://fly.io/docs/reference/configuration/#the-vm-section
		l.remark(advise(report.RuleOddSize, "add [[vm]] to the file, or set the size in apps[].groups of fly2k8s.yaml"), report.Changed, field, "resources.memory",
			"no size is given: Fly's smallest, one shared vCPU with 256 MB, is taken")
	}
	g := machineSize(guest, v.SwapSizeMB)
	p.Resources = resources(g)
	p.Size = spec.Size{Preset: preset(g), Kind: g.Kind, CPUs: g.CPUs, MemoryMiB: g.MemoryMiB, SwapMiB: g.SwapMiB}
	size(field, l)
	hardware(field, guest, p, l)
	swap(g, l)
}

func machineSize(g *flytoml.Guest, swapMB *int) machines.Guest {
	size := machines.Guest{Kind: g.CPUKind, CPUs: g.CPUs, MemoryMiB: g.MemoryMB, GPUs: g.GPUs, GPUKind: g.GPUKind}
	if swapMB != nil {
		size.SwapMiB = *swapMB
	}
	if size.GPUKind != "" && size.GPUs == 0 {
		size.GPUs = 1
	}
	return size
}

func resources(g machines.Guest) spec.Resources {
	r := g.Requests(0)
	out := spec.Resources{
		CPUMilli: r.CPUMilli, MemoryMiB: r.MemoryMiB, MemoryLimitMiB: r.MemoryLimitMiB,
		EphemeralMiB: r.EphemeralMiB, EphemeralLimit: r.EphemeralLimitMiB, GPU: r.GPU,
	}
	if r.GPU > 0 {
		out.GPUKind = g.GPUKind
	}
	return out
}

// preset is the name of a size whose CPUs fly.io sells, whatever its memory.
func preset(g machines.Guest) string {
	name := "shared-cpu-" + strconv.Itoa(g.CPUs) + "x"
	if g.Kind == "performance" {
		name = "performance-" + strconv.Itoa(g.CPUs) + "x"
	}
	if _, known := machines.Preset(name); !known || g.GPUs > 0 {
		return ""
	}
	return name
}

func size(field string, l *ledger) {
	for _, name := range []string{".size", ".cpus", ".cpu_kind"} {
		l.carried(field+name, "resources.cpu")
	}
	for _, name := range []string{".memory", ".memory_mb"} {
		l.carried(field+name, "resources.memory")
	}
	l.carried(field+".processes", "resources.cpu")
}

// hardware is what of a machine has no place in a pod's requests.
func hardware(field string, g *flytoml.Guest, p *spec.Process, l *ledger) {
	l.dropped(report.RuleHardware, field+".max_memory_mb", "a pod's memory does not grow at run time")
	l.dropped(report.RuleHardware, field+".kernel_args", "pods share the node's kernel")
	l.dropped(report.RuleHardware, field+".required_host_features", "choose the machine family of the node pool instead")
	gpu(field, g, p, l)

	p.Place.Dedicated = g.HostDedicationID
	for _, f := range []string{field + ".host_dedication_id", "host_dedication_id"} {
		l.changed(advise(report.RuleHardware, "reserve sole-tenant nodes, if the contract asks for them"), f, "place.pool", "GKE has no host of one's own by default")
	}
	keep := field + ".persist_rootfs"
	if g.PersistRootfs == "always" || g.PersistRootfs == "restart" {
		l.undecided(advise(report.RuleHardware, "move what must stay into a volume"), keep, "", "a container's own files are gone when it restarts")
		return
	}
	l.carried(keep, "")
}

func gpu(field string, g *flytoml.Guest, p *spec.Process, l *ledger) {
	kind, same := machines.Accelerator(g.GPUKind)
	for _, f := range []string{field + ".gpu_kind", field + ".gpus"} {
		switch {
		case p.Resources.GPU == 0:
			l.carried(f, "resources.gpu")
		case kind == "":
			l.undecided(advise(report.RuleHardware, "choose an accelerator that Google has"), f, "resources.gpu", "Google has no "+g.GPUKind)
		case !same:
			l.changed(advise(report.RuleHardware, "check that the model fits into its memory, and ask for the quota"), f, "resources.gpu", "Google has no "+g.GPUKind+"; "+kind+" stands in")
		default:
			l.changed(advise(report.RuleHardware, "ask for the GPU quota weeks ahead"), f, "resources.gpu", "a GPU needs a quota that new projects do not have")
		}
	}
}

// swap: nodes have none, so the limit grows by it, at most to twice the memory.
func swap(g machines.Guest, l *ledger) {
	l.changed(advise(report.RuleHardware, "watch the memory, then set it in apps[].groups of fly2k8s.yaml"), "swap_size_mb", "resources.memory",
		"GKE nodes have no swap by default: the memory limit is raised by it instead, up to twice the request")
}
