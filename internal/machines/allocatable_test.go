package machines_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/google/go-cmp/cmp"
)

func TestAllocatable(t *testing.T) {
	cases := map[string]struct {
		machine string
		cpu     int
		memory  int
	}{
		"two cores keep 1930m":                  {"e2-standard-2", 1930, 6064},
		"four cores keep 3920m, as Google says": {"e2-standard-4", 3920, 13324},
		"eight cores":                           {"n2d-standard-8", 7910, 28469},
		"sixteen cores":                         {"n2d-standard-16", 15890, 58759},
		"memory above 128 thousand MiB":         {"e2-standard-32", 31850, 119462},
		"much memory a core":                    {"e2-highmem-2", 1930, 13324},
		"little memory a core":                  {"n2d-highcpu-16", 15890, 13324},
		"an odd size":                           {"c4-standard-4", 3920, 12404},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			m, _, ok := machines.Embedded().Find(c.machine)
			if !ok {
				t.Fatalf("%s is not in the table", c.machine)
			}
			got := machines.Allocatable(m, 100, 110)
			if got.CPUMilli != c.cpu || got.MemoryMiB != c.memory {
				t.Errorf("%s leaves %dm and %d MiB, want %dm and %d MiB", c.machine, got.CPUMilli, got.MemoryMiB, c.cpu, c.memory)
			}
		})
	}
}

// Google's page shows a node with a 100 GB boot disk that leaves 47060071478
// bytes of ephemeral storage.
func TestEphemeralStaysBelowGooglesExample(t *testing.T) {
	got := machines.Allocatable(machines.Type{VCPUs: 4, GiB: 16}, 100, 110).EphemeralMiB
	const page = 47060071478 >> 20
	if got > page || got < page*97/100 {
		t.Errorf("a 100 GB boot disk leaves %d MiB, the page says %d", got, page)
	}
}

func TestBootDisk(t *testing.T) {
	for _, need := range []int{0, 10 * 1024, 40 * 1024, 110 * 1024} {
		gb := machines.BootDiskGB(need)
		leaves := func(gb int) int { return machines.Allocatable(machines.Type{VCPUs: 2, GiB: 8}, gb, 110).EphemeralMiB }
		if leaves(gb) < need {
			t.Errorf("%d GB leave %d MiB, asked for %d", gb, leaves(gb), need)
		}
		if gb > 50 && leaves(gb-10) >= need {
			t.Errorf("%d GB for %d MiB, ten fewer would do", gb, need)
		}
	}
}

func TestManyPodsCostCPU(t *testing.T) {
	m := machines.Type{VCPUs: 8, GiB: 32}
	few, many := machines.Allocatable(m, 100, 110), machines.Allocatable(m, 100, 256)
	if diff := cmp.Diff(few.CPUMilli-400, many.CPUMilli); diff != "" {
		t.Errorf("CPU with more than 110 pods a node (-want +got):\n%s", diff)
	}
}
