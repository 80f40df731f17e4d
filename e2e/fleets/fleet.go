package fleets

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// A Fleet is one made-up company.
type Fleet struct {
	Name      string
	Hard      string // what makes it hard to place, as a phrase
	decisions string // fly2k8s.yaml; empty: everything is inferred
	apps      []app
}

// All lists the fleets.
func All() []Fleet {
	return []Fleet{crowd(), heavy(), disks(), mixed(), apart()}
}

// Write puts the fleet's inventory and decisions into a folder, as 'fly2k8s
// inventory' and a person would have. It returns where the inventory is.
func (f Fleet) Write(folder string) (string, error) {
	files, err := inventory.Save(f.snapshot())
	if err != nil {
		return "", fmt.Errorf("write fleet %s: %w", f.Name, err)
	}
	home := filepath.Join(folder, "inventory")
	for name, data := range files {
		if err := write(filepath.Join(home, name), data); err != nil {
			return "", fmt.Errorf("write fleet %s: %w", f.Name, err)
		}
	}
	if f.decisions == "" {
		return home, nil
	}
	return home, write(filepath.Join(folder, decisions.File), []byte(f.decisions))
}

func write(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

// snapshot is a company about which everything is known.
func (f Fleet) snapshot() *inventory.Snapshot {
	known := inventory.Section{Status: inventory.Complete}
	s := &inventory.Snapshot{
		Version: inventory.Version,
		Org:     inventory.Org{ID: f.Name, Slug: f.Name, Name: f.Name, Detail: known},
		Token:   inventory.TokenScope{Section: known, Org: f.Name, ReadOnly: true},
	}
	for _, each := range []*inventory.Section{
		&s.Members.Section, &s.Invitations.Section, &s.Tokens.Section, &s.WireGuard.Section, &s.WireGuardTokens.Section,
		&s.Replay.Section, &s.Regions.Section, &s.AddOns.Section, &s.Managed.Section, &s.Strays.Section,
	} {
		*each = known
	}
	var apps []inventory.App
	for _, a := range f.apps {
		apps = append(apps, a.inventory(f.Name))
	}
	s.Apps = inventory.CompleteList(apps)
	return s
}
