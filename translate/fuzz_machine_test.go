package translate_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate"
)

// FuzzMachines: whatever Fly answers for an app's machines, translating them
// from the saved snapshot does not panic, twice gives the same, and each value
// that the snapshot's file holds of a machine has a finding. The values are
// counted on the plain YAML document. Every fourth text is also made a whole
// repository of.
func FuzzMachines(f *testing.F) {
	for _, seed := range machineSeeds() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		var machines []inventory.Machine
		if inventory.Decode(answer, &machines) != nil || len(machines) == 0 {
			return
		}
		snapshot, file := throughFiles(t, machines)
		if snapshot == nil {
			return
		}
		in := translate.AppInput{Env: "production", Production: true, Live: &snapshot.Apps.Items[0]}
		_, findings, err := translate.App(in)
		if err != nil {
			t.Fatal(err)
		}
		_, again, _ := translate.App(in)
		if diff := cmp.Diff(findings, again); diff != "" {
			t.Errorf("two runs differ:\n%s", diff)
		}
		for _, key := range unanswered(file, findings) {
			t.Errorf("no finding about %s:\n%s", key, file)
		}
		if len(answer)%4 == 0 {
			if _, err := translate.Whole(translate.Input{Snapshot: snapshot}); err != nil && !strings.Contains(err.Error(), "name") {
				t.Errorf("no repository: %v", err)
			}
		}
	})
}

func machineSeeds() [][]byte {
	seeds := [][]byte{
		[]byte(`[{"id":"1","state":"started","region":"fra","brand_new":{"x":1},"config":{"metadata":{"fly_process_group":"app","a.b":"c"},"env":{"A.B":"1","A":"2"},"init":{"cmd":["x"],"exec":["y"],"tty":true},"services":[{"protocol":"udp","sticky":"yes","internal_port":5353,"ports":[{"start_port":1,"end_port":9}]}],"processes":[{"exec":["z"],"secrets":[{"env_var":"S"}]}],"volumes":[{"name":"v","temp_dir":{"size_mb":1}}]}}]`),
		[]byte(`[{"id":"1","state":"started","config":{"metadata":{"fly_process_group":"app"},"restart":{"policy":"no"}}},{"id":"2","state":"started","new":1,"config":{"metadata":{"fly_process_group":"app"},"warp":2,"mounts":[{"volume":"vol_1","name":"d","path":"/d","size_gb":1}]}}]`),
		[]byte(`[{"id":"3","created_at":"2026-03-31T07:41:22Z","config":{"schedule":"monthly","auto_destroy":true,"image":"a/b:c","services":[{"internal_port":1}],"containers":[{"name":"x","env":{"A":"b"}}],"files":[{"guest_path":"/a","raw_value":"YQ=="}]}},{"id":"4","config":{"standbys":["3"]}},{"id":"5","host_status":"unreachable","incomplete_config":{"metadata":{"fly_process_group":"w"}}}]`),
	}
	read, _ := filepath.Glob(filepath.Join(testenv.Root(), "..", "shared", "oracle", "*", "*.json"))
	for _, name := range read {
		data, err := os.ReadFile(name)
		var o struct {
			Groups map[string]struct {
				Config json.RawMessage `json:"machine_config"`
			} `json:"groups"`
		}
		if err != nil || json.Unmarshal(data, &o) != nil {
			continue
		}
		for _, g := range o.Groups {
			if len(g.Config) > 0 && len(g.Config) < 2500 {
				seeds = append(seeds, fmt.Appendf(nil, `[{"id":"1","state":"started","region":"fra","config":%s}]`, g.Config))
			}
		}
	}
	return seeds
}

// throughFiles saves machines and loads them again. It is nil for what can't be
// saved: a credential, an app without a name.
func throughFiles(t *testing.T, machines []inventory.Machine) (*inventory.Snapshot, []byte) {
	t.Helper()
	files, err := inventory.Save(&inventory.Snapshot{Version: inventory.Version, Org: inventory.Org{Slug: "acme"},
		Apps: inventory.CompleteList([]inventory.App{{Name: "shop", Machines: inventory.CompleteList(machines)}})})
	if err != nil {
		return nil, nil
	}
	folder := fstest.MapFS{}
	for name, data := range files {
		folder[name] = &fstest.MapFile{Data: data}
	}
	snapshot, err := inventory.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	return snapshot, files["apps/shop.yaml"]
}

// unanswered are the values of the machines in a snapshot's file that no finding
// names. A machine that stays behind is answered as a whole; one that is not the
// first of its group, by the finding about the first where both have the same.
func unanswered(file []byte, findings []report.Finding) []string {
	var doc struct {
		Machines struct {
			Items []map[string]any `yaml:"items"`
		} `yaml:"machines"`
	}
	if yaml.Unmarshal(file, &doc) != nil {
		return nil
	}
	told, stands := map[string]bool{}, map[string]bool{}
	for _, f := range findings {
		told[f.From.Key] = true
		if place, _, inside := strings.Cut(f.From.Key, "]."); inside && f.Outcome == report.Carried {
			stands[place+"]"] = true
		}
	}
	plain := make([]map[string]string, len(doc.Machines.Items))
	for i, m := range doc.Machines.Items {
		plain[i] = map[string]string{}
		flatten("", m, plain[i])
	}
	var out []string
	for i := range plain {
		place := fmt.Sprintf("machines.items[%d]", i)
		for path, value := range plain[i] {
			if !told[place] && !told[place+"."+path] && !likeAnother(path, value, i, plain, stands) {
				out = append(out, place+"."+path)
			}
		}
	}
	return out
}

// likeAnother says that a machine which stands for others has the same value at
// the same place, or that the place is what makes a machine itself: its id, its
// host, its version.
func likeAnother(path, value string, i int, plain []map[string]string, stands map[string]bool) bool {
	for j := range plain {
		if j == i || !stands[fmt.Sprintf("machines.items[%d]", j)] {
			continue
		}
		self := !strings.HasPrefix(path, "config.") && !strings.HasPrefix(path, "incomplete_config.") && !strings.Contains("."+path, ".unknown.")
		if self || plain[j][path] == value || strings.HasPrefix(path, "config.metadata.fly_") || strings.HasPrefix(path, "config.mounts[") {
			return true
		}
	}
	return false
}

// flatten notes each value that says something by its path; a list of scalars is
// one.
func flatten(path string, v any, into map[string]string) {
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			at := strings.TrimPrefix(path+"."+key, ".")
			if strings.HasSuffix("."+path, ".unknown") { // nobody knows what is inside
				into[at] = fmt.Sprint(inner)
				continue
			}
			flatten(at, inner, into)
		}
	case []any:
		for i, inner := range v {
			if _, table := inner.(map[string]any); !table {
				into[path] = fmt.Sprint(v)
				return
			}
			flatten(fmt.Sprintf("%s[%d]", path, i), inner, into)
		}
	case nil:
	case string:
		if v != "" {
			into[path] = v
		}
	default:
		into[path] = fmt.Sprint(v)
	}
}
