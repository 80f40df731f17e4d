package drift

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// Machines and release exactly as flyctl would make them from a file do not
// drift from that file.
func TestNothingDriftsRightAfterADeploy(t *testing.T) {
	dir, corpus := testenv.Shared(t, "oracle"), testenv.Shared(t, "corpus")
	apps, machines := 0, 0
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".json") {
			return err
		}
		var o struct {
			File   string          `json:"file"`
			Config json.RawMessage `json:"config"`
			Groups map[string]struct {
				MachineConfig json.RawMessage `json:"machine_config"`
			} `json:"groups"`
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(text, &o); err != nil {
			return err
		}
		data, err := os.ReadFile(filepath.Join(corpus, o.File))
		if err != nil {
			return err
		}
		f, err := flytoml.Parse(o.File, data)
		if err != nil {
			return nil // flyctl refuses it as well
		}
		a := deployed(t, f, o.Config, func(group string) json.RawMessage { return o.Groups[group].MachineConfig })
		if a == nil {
			return nil // flyctl makes no machine of one of its groups
		}
		found, err := App(a, f)
		if err != nil {
			return err
		}
		apps, machines = apps+1, machines+len(a.Machines.Items)
		for _, d := range found {
			t.Errorf("%s: %s", o.File, line(d))
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	t.Logf("%d apps with %d machines", apps, machines)
}

// deployed is the app after a deploy: as many machines of each group as its
// services ask for, at least one.
func deployed(t *testing.T, f *flytoml.File, config json.RawMessage, machineOf func(string) json.RawMessage) *inventory.App {
	t.Helper()
	a := &inventory.App{Name: "shop", Config: inventory.CompleteOne(&config), Machines: inventory.CompleteList[inventory.Machine](nil)}
	for _, group := range f.Groups() {
		raw := machineOf(group)
		if raw == nil {
			return nil
		}
		floor, _, _ := floorOf(f, group)
		config := decodeConfig(t, raw)
		if b := f.Config.Build; b != nil {
			config.Image = b.Image
		}
		for range max(1, floor) {
			a.Machines.Items = append(a.Machines.Items, inventory.Machine{
				ID: group, State: "started", Region: f.Config.PrimaryRegion, HostStatus: "ok", Config: config,
			})
		}
	}
	return a
}

func decodeConfig(t *testing.T, raw json.RawMessage) *inventory.MachineConfig {
	t.Helper()
	c := &inventory.MachineConfig{}
	if err := inventory.Decode(raw, c); err != nil {
		t.Fatal(err)
	}
	return c
}
