// Package machines knows the sizes, prices and places that both platforms sell:
// Fly's guests and what they become as requests, Compute Engine's machine types
// and what GKE leaves of them for pods, list prices, and which of Google's
// regions stands for which of Fly's.
//
// A guest is the size of a Fly machine. A type is a size of a Compute Engine
// machine (e2-standard-4), a family its series (e2). All of it is embedded data
// with its date and source; nothing is fetched.
package machines

import (
	_ "embed"
	"fmt"
	"slices"
)

//go:embed machines.yaml
var machinesYAML []byte

// A Table is what Compute Engine offers.
type Table struct {
	AsOf     string   `yaml:"as_of"` // date of the facts
	Source   string   `yaml:"source"`
	Families []Family `yaml:"families"`
}

// A Family is a series of machine types that share hardware and rules.
type Family struct {
	Name    string   `yaml:"name"`
	Arch    string   `yaml:"arch"`  // amd64 or arm64
	Disks   []string `yaml:"disks"` // pd, hyperdisk; the first is what nodes boot from
	Regions []string `yaml:"regions"`
	Types   []Type   `yaml:"types"` // smallest first within a series
}

// A Type is one machine size.
type Type struct {
	Name  string `yaml:"name"`
	VCPUs int    `yaml:"vcpus"`
	GiB   int    `yaml:"gib"`
	GPU   string `yaml:"gpu"`  // GKE's accelerator name: nvidia-l4; empty without one
	GPUs  int    `yaml:"gpus"` // 0 without one
}

// MemoryMiB is the memory of the machine before anything is taken off.
func (t Type) MemoryMiB() int { return t.GiB * 1024 }

// Embedded is the table that the program carries.
func Embedded() Table {
	var t Table
	if err := decode(machinesYAML, &t); err != nil {
		panic(fmt.Sprintf("machines.yaml: %v", err))
	}
	return t
}

// Family is the family of that name.
func (t Table) Family(name string) (Family, bool) {
	i := slices.IndexFunc(t.Families, func(f Family) bool { return f.Name == name })
	if i < 0 {
		return Family{}, false
	}
	return t.Families[i], true
}

// Find is the machine type of that name, with its family.
func (t Table) Find(name string) (Type, Family, bool) {
	for _, f := range t.Families {
		for _, m := range f.Types {
			if m.Name == name {
				return m, f, true
			}
		}
	}
	return Type{}, Family{}, false
}

// In says whether the region offers the family.
func (f Family) In(region string) bool { return slices.Contains(f.Regions, region) }

// Boots says whether nodes of the family can use a disk of that kind: pd or
// hyperdisk. A pd-* volume can never attach to a family without pd.
func (f Family) Boots(kind string) bool { return slices.Contains(f.Disks, kind) }
