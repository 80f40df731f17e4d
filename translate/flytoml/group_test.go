package flytoml

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGroupVM(t *testing.T) {
	tests := map[string]struct {
		vms  []VM
		want string // the size of the one picked
	}{
		"none leaves the machine's guest alone":       {nil, ""},
		"the last that names the group wins":          {[]VM{{Size: "a", Processes: []string{"web"}}, {Size: "b", Processes: []string{"web"}}}, "b"},
		"the first wins of two that name nobody":      {[]VM{{Size: "a"}, {Size: "b"}}, "a"},
		"the group's own beats the general one":       {[]VM{{Size: "a", Processes: []string{"web"}}, {Size: "b"}}, "a"},
		"another group's section is not for this one": {[]VM{{Size: "a", Processes: []string{"worker"}}}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := Config{VM: tt.vms}
			got := ""
			if vm := c.groupVM(membership{group: "web", isDefault: true}); vm != nil {
				got = vm.Size
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestGuest(t *testing.T) {
	tests := map[string]struct {
		vm   VM
		want Guest
	}{
		"nothing said is the smallest preset":         {VM{}, Guest{CPUKind: "shared", CPUs: 1, MemoryMB: 256}},
		"cpus without memory keep the preset's":       {VM{CPUs: 4, CPUKind: "performance"}, Guest{CPUKind: "performance", CPUs: 4, MemoryMB: 256}},
		"memory with a unit is binary":                {VM{Memory: "2gb"}, Guest{CPUKind: "shared", CPUs: 1, MemoryMB: 2048}},
		"a bare number of memory is MB":               {VM{Memory: "512"}, Guest{CPUKind: "shared", CPUs: 1, MemoryMB: 512}},
		"memory_mb beats memory":                      {VM{Memory: "1gb", MemoryMB: 512}, Guest{CPUKind: "shared", CPUs: 1, MemoryMB: 512}},
		"a GPU alone starts from the GPU preset":      {VM{GPUKind: "l40s"}, Guest{CPUKind: "performance", CPUs: 8, MemoryMB: 16384, GPUKind: "l40s"}},
		"a performance size has 2 GB per CPU":         {VM{Size: "performance-16x"}, Guest{CPUKind: "performance", CPUs: 16, MemoryMB: 32768}},
		"a GPU size brings its card and 32 GB":        {VM{Size: "a100-40gb"}, Guest{CPUKind: "performance", CPUs: 8, MemoryMB: 32768, GPUs: 1, GPUKind: "a100-pcie-40gb"}},
		"the section's dedicated host beats the rest": {VM{HostDedicationID: "x"}, Guest{CPUKind: "shared", CPUs: 1, MemoryMB: 256, HostDedicationID: "x"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := tt.vm.guest("")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(&tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestGuestRefusesUnknownSizes(t *testing.T) {
	for _, vm := range []VM{{Size: "dedicated-cpu-1x"}, {Size: "shared-cpu-3x"}, {Memory: "0"}, {Memory: "lots"}} {
		if _, err := vm.guest(""); err == nil {
			t.Errorf("%+v: want an error", vm)
		}
	}
}
