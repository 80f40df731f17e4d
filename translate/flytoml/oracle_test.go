package flytoml

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// oracle is flyctl's own reading of one config.
type oracle struct {
	File   string          `json:"file"`
	Config json.RawMessage `json:"config"`
	Strict struct {
		Sections []string            `json:"unrecognized_sections"`
		Keys     map[string][]string `json:"unrecognized_keys"`
	} `json:"strict"`
	LoadError        string                 `json:"load_error"`
	V2UnmarshalError string                 `json:"v2_unmarshal_error"`
	ProcessGroups    []string               `json:"process_groups"`
	DefaultGroup     string                 `json:"default_group"`
	Groups           map[string]oracleGroup `json:"groups"`
	ReleaseCommand   *struct {
		MachineConfig json.RawMessage `json:"machine_config"`
	} `json:"release_command"`
}

type oracleGroup struct {
	MachineConfig json.RawMessage `json:"machine_config"`
	Error         string          `json:"error"`
}

// differences are the places where reading otherwise than flyctl is right, by
// file and group, each with its reason.
var differences = map[string]string{
	"superfly__docs-guides/blueprints-hermes-agent-on-fly-io-01.toml app":                 "flyctl stops at the machine_config.json that the guide does not show; the file itself reads the same",
	"superfly__docs-guides/machines-guides-examples-multi-container-machines-02.toml app": "flyctl stops at the compose file that the guide does not show; the file itself reads the same",
}

func TestEqualToFlyctl(t *testing.T) {
	configs, groups, releases, refused, different := 0, 0, 0, 0, 0
	eachOracle(t, func(o oracle, data []byte) {
		configs++
		f, err := Parse(o.File, data)
		if o.LoadError != "" || o.V2UnmarshalError != "" {
			refused++
			sameRefusal(t, o, err)
			return
		}
		if err != nil {
			t.Errorf("%s: flyctl reads it, and this is %v", o.File, err)
			return
		}
		if diff := cmp.Diff(o.ProcessGroups, f.Groups()); diff != "" {
			t.Errorf("%s: groups: %s", o.File, diff)
		}
		if diff := cmp.Diff(o.DefaultGroup, f.DefaultGroup()); diff != "" {
			t.Errorf("%s: default group: %s", o.File, diff)
		}
		for _, name := range f.Groups() {
			groups++
			place := o.File + " " + name
			diff := sameGroup(t, o.Groups[name], f, name)
			if reason := differences[place]; diff != "" && reason != "" {
				different++
				t.Logf("%s differs: %s", place, reason)
			} else if diff != "" {
				t.Errorf("%s: %s", place, diff)
			} else if reason != "" {
				t.Errorf("%s is the same by now: take its row away", place)
			}
		}
		if o.ReleaseCommand != nil {
			releases++
			m, err := f.ReleaseMachine()
			if err != nil {
				t.Errorf("%s: release command: %v", o.File, err)
			} else if diff := sameMachine(t, o.ReleaseCommand.MachineConfig, *m, f, f.Config.groupFiles()); diff != "" {
				t.Errorf("%s: release command: %s", o.File, diff)
			}
		}
	})
	t.Logf("%d configs compared, %d of them refused by both; %d groups, %d release commands; %d differences", configs, refused, groups, releases, different)
}

func sameRefusal(t *testing.T, o oracle, err error) {
	t.Helper()
	var syntax *SyntaxError
	var shape *ShapeError
	if o.LoadError != "" && !errors.As(err, &syntax) {
		t.Errorf("%s: flyctl can't load it (%s), and this is %v", o.File, o.LoadError, err)
	}
	if row := 0; syntax != nil {
		if _, err := fmt.Sscanf(o.LoadError, "row %d column", &row); err != nil || syntax.Line != row {
			t.Errorf("%s: flyctl stops in row %d, and this in line %d: %v", o.File, row, syntax.Line, err)
		}
	}
	if o.V2UnmarshalError != "" && !errors.As(err, &shape) {
		t.Errorf("%s: flyctl drops it (%s), and this is %v", o.File, o.V2UnmarshalError, err)
	}
}

func sameGroup(t *testing.T, want oracleGroup, f *File, name string) string {
	t.Helper()
	g, err := f.Group(name)
	switch {
	case (want.Error != "") != (err != nil):
		return cmp.Diff(want.Error, err)
	case err != nil:
		return ""
	}
	return sameMachine(t, want.MachineConfig, g.Machine(), f, g.Files)
}

// sameMachine compares without what flyctl stamps on every machine, and with
// the local files read: flyctl ran in the config's folder.
func sameMachine(t *testing.T, raw []byte, got inventory.MachineConfig, f *File, files []FileSpec) string {
	t.Helper()
	var want inventory.MachineConfig
	if err := inventory.Decode(raw, &want); err != nil {
		t.Fatal(err)
	}
	want.Metadata = nil
	for i, file := range files {
		if file.LocalPath == "" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(testenv.Shared(t, "corpus"), filepath.Dir(f.Name), file.LocalPath))
		if err != nil {
			t.Fatal(err)
		}
		encoded := base64.StdEncoding.EncodeToString(data)
		got.Files[i].RawValue = &encoded
	}
	return cmp.Diff(want, got)
}

// eachOracle calls back with every config of the corpus that flyctl has read.
func eachOracle(t testing.TB, each func(o oracle, data []byte)) {
	dir, corpus := testenv.Shared(t, "oracle"), testenv.Shared(t, "corpus")
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".json") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var o oracle
		if err := json.Unmarshal(text, &o); err != nil {
			return err
		}
		data, err := os.ReadFile(filepath.Join(corpus, o.File))
		if err != nil {
			return err
		}
		each(o, data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
