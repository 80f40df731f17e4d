package machines

import (
	"strconv"
	"strings"
)

// Preset is the guest that Fly means by a size name such as shared-cpu-2x, with
// its default memory: 256 MiB per shared vCPU, 2048 per performance vCPU
// (fly-go's MachinePresets).
func Preset(name string) (Guest, bool) {
	if g, ok := gpuPreset(name); ok {
		return g, true
	}
	for _, p := range []struct {
		prefix, kind string
		memory       int
		sizes        []int
	}{
		{"shared-cpu-", "shared", 256, []int{1, 2, 4, 6, 8}},
		{"performance-", "performance", 2048, []int{1, 2, 4, 6, 8, 10, 12, 14, 16}},
	} {
		for _, n := range p.sizes {
			if strings.TrimPrefix(name, p.prefix) == strconv.Itoa(n)+"x" && strings.HasPrefix(name, p.prefix) {
				return Guest{Kind: p.kind, CPUs: n, MemoryMiB: n * p.memory}, true
			}
		}
	}
	return Guest{}, false
}

func gpuPreset(name string) (Guest, bool) {
	kinds := map[string]string{
		"a10": "a10", "l40s": "l40s",
		"a100-40gb": "a100-pcie-40gb", "a100-80gb": "a100-sxm4-80gb",
	}
	kind, ok := kinds[name]
	if !ok {
		return Guest{}, false
	}
	return Guest{Kind: "performance", CPUs: 8, MemoryMiB: 32768, GPUs: 1, GPUKind: kind}, true
}

// Accelerator is the GPU on Google's side for Fly's kind, and whether it is the
// same chip. Google has no L40S and no A10; the L4 (24 GB) is the nearest that
// is common. Empty for a kind that isn't known.
func Accelerator(flyKind string) (name string, same bool) {
	switch flyKind {
	case "a100-pcie-40gb", "a100-40gb":
		return "nvidia-tesla-a100", true
	case "a100-sxm4-80gb", "a100-80gb":
		return "nvidia-a100-80gb", true
	case "l40s", "a10":
		return "nvidia-l4", false
	}
	return "", false
}
