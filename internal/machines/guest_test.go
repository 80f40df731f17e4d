package machines_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/google/go-cmp/cmp"
)

func TestRequests(t *testing.T) {
	cases := map[string]struct {
		guest machines.Guest
		p95   int
		want  machines.Requests
	}{
		"the smallest guest is raised to 100m": {
			guest: machines.Guest{Kind: "shared", CPUs: 1, MemoryMiB: 256},
			want:  machines.Requests{CPUMilli: 100, MemoryMiB: 256, MemoryLimitMiB: 256, EphemeralMiB: 1024, EphemeralLimitMiB: 8192},
		},
		"a shared vCPU is a sixteenth, in steps of 25": {
			guest: machines.Guest{Kind: "shared", CPUs: 6, MemoryMiB: 1536},
			want:  machines.Requests{CPUMilli: 375, MemoryMiB: 1536, MemoryLimitMiB: 1536, EphemeralMiB: 1024, EphemeralLimitMiB: 8192},
		},
		"what was measured counts when it is more": {
			guest: machines.Guest{Kind: "shared", CPUs: 2, MemoryMiB: 512}, p95: 310,
			want: machines.Requests{CPUMilli: 325, MemoryMiB: 512, MemoryLimitMiB: 512, EphemeralMiB: 1024, EphemeralLimitMiB: 8192},
		},
		"measured idleness doesn't take the guarantee away": {
			guest: machines.Guest{Kind: "shared", CPUs: 8, MemoryMiB: 2048}, p95: 10,
			want: machines.Requests{CPUMilli: 500, MemoryMiB: 2048, MemoryLimitMiB: 2048, EphemeralMiB: 1024, EphemeralLimitMiB: 8192},
		},
		"performance cores leave room for daemons": {
			guest: machines.Guest{Kind: "performance", CPUs: 4, MemoryMiB: 8192}, p95: 12,
			want: machines.Requests{CPUMilli: 3800, MemoryMiB: 8192, MemoryLimitMiB: 8192, EphemeralMiB: 1024, EphemeralLimitMiB: 8192},
		},
		"swap raises the limit, at most to twice the memory": {
			guest: machines.Guest{Kind: "shared", CPUs: 1, MemoryMiB: 256, SwapMiB: 1024},
			want:  machines.Requests{CPUMilli: 100, MemoryMiB: 256, MemoryLimitMiB: 512, EphemeralMiB: 1024, EphemeralLimitMiB: 8192},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.guest.Requests(c.p95)); diff != "" {
				t.Errorf("requests (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPreset(t *testing.T) {
	cases := map[string]struct {
		want  machines.Guest
		known bool
	}{
		"shared-cpu-2x":    {machines.Guest{Kind: "shared", CPUs: 2, MemoryMiB: 512}, true},
		"performance-16x":  {machines.Guest{Kind: "performance", CPUs: 16, MemoryMiB: 32768}, true},
		"l40s":             {machines.Guest{Kind: "performance", CPUs: 8, MemoryMiB: 32768, GPUs: 1, GPUKind: "l40s"}, true},
		"shared-cpu-3x":    {},
		"2x":               {},
		"dedicated-cpu-1x": {},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, known := machines.Preset(name)
			if diff := cmp.Diff(c.want, got); diff != "" || known != c.known {
				t.Errorf("known %v, want %v; (-want +got):\n%s", known, c.known, diff)
			}
		})
	}
}
