package poolfile_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/poolfile"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/encoding/protojson"
)

// Terraform makes the pools out of these files. What its yamldecode sees must be
// what the API's own reader sees.
func TestTerraformReadsWhatTheSpecSays(t *testing.T) {
	terraform := testenv.Program(t, "terraform")
	for _, p := range []spec.Pool{general(), gpu()} {
		request := poolfile.Request(p, production())
		data, err := poolfile.Marshal(request)
		if err != nil {
			t.Fatal(err)
		}
		api, err := protojson.Marshal(request)
		if err != nil {
			t.Fatal(err)
		}
		want, got := fields(t, api), fields(t, yamldecode(t, terraform, data))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-spec +terraform):\n%s", p.Name, diff)
		}
		if got["nodePool.config.machineType"] != p.Machine || got["nodePool.config.bootDisk.sizeGb"] != fmt.Sprint(p.DiskGB) {
			t.Errorf("terraform reads %v, want machine %s and %d GB", got, p.Machine, p.DiskGB)
		}
	}
}

func yamldecode(t *testing.T, terraform string, data []byte) []byte {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "pool.yaml"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(terraform, "console")
	cmd.Dir = dir
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		fmt.Fprintln(in, `jsonencode(yamldecode(file("pool.yaml")))`)
		in.Close()
	}()
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("terraform console: %v", err)
	}
	text, err := strconv.Unquote(string(out[:len(out)-1]))
	if err != nil {
		t.Fatalf("terraform console said %s: %v", out, err)
	}
	return []byte(text)
}

// fields are the leaves of a JSON document by path.
func fields(t *testing.T, data []byte) map[string]string {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				walk(join(path, key), v[key])
			}
		case []any:
			for i, e := range v {
				walk(join(path, strconv.Itoa(i)), e)
			}
		default:
			out[path] = fmt.Sprint(v)
		}
	}
	walk("", v)
	return out
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
