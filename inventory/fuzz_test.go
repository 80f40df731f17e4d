package inventory

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.yaml.in/yaml/v3"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// FuzzSnapshot reads a text twice over. As what Fly answers for an app's
// machines: each field is in the saved snapshot, under its name or under
// unknown, and the snapshot loads as what was saved. As an app's file of a
// snapshot: Load gives an error that names the file, or a value that has every
// field of the text. Fields are counted by walks over the plain documents.
func FuzzSnapshot(f *testing.F) {
	for _, seed := range snapshotSeeds() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		asAnswer(t, text)
		asFile(t, text)
	})
}

func snapshotSeeds() [][]byte {
	seeds := [][]byte{
		[]byte(`[{"id":"1","state":"started","brand_new":{"x":1},"config":{"env":{"A.B":"1","":"x"},"services":[{"sticky":true,"autostop":"suspend","ports":[{"port":80,"quic":1}],"checks":[{"interval":5e9,"headers":[{"name":"a","values":["b"]}]}]}],"guest":{"persist_rootfs":2},"checks":{"up":{"port":1,"colour":"red"}},"containers":[{"name":"a","depends_on":[{"name":"b","new":1}]}]}}]`),
		[]byte(`[{"id":"2","host_status":"unknown","config":null,"incomplete_config":{"schedule":"daily","stop_config":{"timeout":"5s"}}}]`),
		[]byte("name: a\nmachines:\n  status: complete\n  items:\n    - id: m\n      name: m\n      state: started\n      region: fra\n      config:\n        init: {}\n        env:\n          PORT: \"80\"\n      unknown:\n        warp:\n          speed: 9\n"),
	}
	saved, _ := filepath.Glob(filepath.Join(testenv.Root(), "testdata", "scenarios", "acme", "fly", "apps", "*.yaml"))
	for _, name := range saved {
		if data, err := os.ReadFile(name); err == nil {
			seeds = append(seeds, data)
		}
	}
	oracle := filepath.Join(testenv.Root(), "..", "shared", "oracle")
	read, _ := filepath.Glob(filepath.Join(oracle, "*", "*.json"))
	for _, name := range read {
		seeds = append(seeds, machinesOf(name)...)
	}
	return seeds
}

// machinesOf is what flyctl would have asked Fly to run, as Fly lists it.
func machinesOf(name string) [][]byte {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	var read struct {
		Groups map[string]struct {
			Config json.RawMessage `json:"machine_config"`
		} `json:"groups"`
	}
	if json.Unmarshal(data, &read) != nil {
		return nil
	}
	var seeds [][]byte
	for _, g := range read.Groups {
		if len(g.Config) > 0 && len(g.Config) < 3000 {
			seeds = append(seeds, fmt.Appendf(nil, `[{"id":"1","state":"started","region":"fra","config":%s}]`, g.Config))
		}
	}
	return seeds
}

func asAnswer(t *testing.T, text []byte) {
	var plain []any
	if json.Unmarshal(text, &plain) != nil {
		return
	}
	var machines []Machine
	if Decode(text, &machines) != nil {
		return
	}
	before := Snapshot{Version: Version, Org: Org{Slug: "o"}, Apps: CompleteList([]App{{Name: "a", Machines: CompleteList(machines)}})}
	if err := redactApp(&before.Apps.Items[0]); err != nil {
		t.Fatal(err)
	}
	files, err := Save(&before)
	if err != nil {
		return // a credential where none is looked for, or a text that YAML can't hold
	}
	after, err := Load(folder(files))
	if err != nil {
		t.Fatalf("what was saved can't be loaded: %v\n%s", err, files["apps/a.yaml"])
	}
	if diff := cmp.Diff(&before, after, cmpopts.EquateEmpty(), cmp.Transformer("Text", rawText)); diff != "" {
		t.Errorf("saved and loaded (-before +after):\n%s", diff)
	}
	kept := plainYAML(t, files["apps/a.yaml"])
	for i, m := range plain {
		for _, leaf := range plainLeaves(fmt.Sprintf("machines.items[%d]", i), m) {
			if !onPurpose(leaf) && !slices.ContainsFunc(spellings(leaf.path), func(p string) bool { return kept[p] }) {
				t.Errorf("%s is lost:\n%s", leaf.path, files["apps/a.yaml"])
			}
		}
	}
}

func asFile(t *testing.T, text []byte) {
	org := "version: 1\norg: {slug: o, name: \"\", detail: {status: complete}}\napps: {status: complete, items: [a]}\n"
	snapshot, err := Load(fstest.MapFS{"org.yaml": {Data: []byte(org)}, "apps/a.yaml": {Data: text}})
	if err != nil {
		if !strings.Contains(err.Error(), "apps/a.yaml") {
			t.Errorf("the error names no file: %v", err)
		}
		return
	}
	files, err := Save(snapshot)
	if err != nil {
		return
	}
	again, err := Save(snapshot)
	if diff := cmp.Diff(files, again); diff != "" || err != nil {
		t.Errorf("two runs differ: %v\n%s", err, diff)
	}
	kept := plainYAML(t, files["apps/a.yaml"])
	for path, v := range plainYAML(t, text) {
		if v && !kept[path] {
			t.Errorf("%s is lost:\n%s", path, files["apps/a.yaml"])
		}
	}
}

func folder(files map[string][]byte) fstest.MapFS {
	out := fstest.MapFS{}
	for name, data := range files {
		out[name] = &fstest.MapFile{Data: data}
	}
	return out
}

// rawText compares JSON by value: YAML knows other ways to write a number.
func rawText(raw json.RawMessage) any {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return string(raw)
	}
	return v
}

type plainLeaf struct {
	path, name string
	value      any
}

// plainLeaves are the values of a document that say something. Fly leaves out
// what is zero, and so does the snapshot.
func plainLeaves(path string, v any) []plainLeaf {
	var all []plainLeaf
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			for _, leaf := range plainLeaves(path+"."+key, inner) {
				if leaf.name == "" {
					leaf.name = key
				}
				all = append(all, leaf)
			}
		}
	case []any:
		for i, inner := range v {
			all = append(all, plainLeaves(fmt.Sprintf("%s[%d]", path, i), inner)...)
		}
	case nil:
	default:
		if v != false && v != "" && v != 0 && v != 0.0 {
			return []plainLeaf{{path: path, value: v}}
		}
	}
	return all
}

// plainYAML maps the path of each value to true.
func plainYAML(t *testing.T, text []byte) map[string]bool {
	var v any
	if err := yaml.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, leaf := range plainLeaves("", v) {
		found[strings.TrimPrefix(leaf.path, ".")] = true
	}
	return found
}

// spellings of a path: as it is, and with unknown before each of its names.
func spellings(path string) []string {
	all := []string{path}
	for i, r := range path {
		if r == '.' {
			all = append(all, path[:i]+".unknown"+path[i:])
		}
	}
	return all
}

// onPurpose says that a value is left out by a rule: it is a credential, or
// moves by itself.
func onPurpose(leaf plainLeaf) bool {
	for _, name := range strings.FieldsFunc(leaf.path, func(r rune) bool { return r == '.' || r == '[' || r == ']' }) {
		if leftOut(name) || credentialName(name) {
			return true
		}
	}
	raw, err := json.Marshal(map[string]any{leaf.name: leaf.value})
	return err != nil || holdsCredential(raw)
}
