package flytoml

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
	yaml2 "go.yaml.in/yaml/v2"
)

func TestKeys(t *testing.T) {
	tests := map[string]struct {
		name, text string
		want       []Key
	}{
		"tables, arrays of tables and lists": {"fly.toml", `app = "shop"

[[services]]
  internal_port = 8080
  [[services.ports]]
    port = 80
  [[services.ports]]
    port = 443
    handlers = ["tls",
      "http"]
[env]
PORT = "8080"
`, []Key{
			{"app", 1, "app", false},
			{"services[0].internal_port", 4, "services[0].internal_port", false},
			{"services[0].ports[0].port", 6, "services[0].ports[0].port", false},
			{"services[0].ports[1].port", 8, "services[0].ports[1].port", false},
			{"services[0].ports[1].handlers", 9, "services[0].ports[1].handlers", false},
			{"env.PORT", 12, "env.PORT", false},
		}},
		"legacy spellings become today's fields": {"fly.toml", `[mount]
source = "data"
[[mounts]]
source = "logs"
[compute]
size = "shared-cpu-2x"
[services]
internal_port = 80
[build]
build_target = "prod"
[experimental]
kill_timeout = 30
metrics_port = 9091
`, []Key{
			{"mount.source", 2, "mounts[0].source", false},
			{"mounts[0].source", 4, "mounts[1].source", false},
			{"compute.size", 6, "vm[0].size", false},
			{"services.internal_port", 8, "services[0].internal_port", false},
			{"build.build_target", 10, "build.build-target", false},
			{"experimental.kill_timeout", 12, "kill_timeout", false},
			{"experimental.metrics_port", 13, "metrics[0].port", false},
		}},
		"what flyctl does not read has no field": {"fly.toml", `region = "ams"
[http_service]
port = 80
[[services]]
[[services.tcp_checks]]
restart_limit = 0
`, []Key{{"region", 1, "", false}, {"http_service.port", 3, "", false}, {"services[0].tcp_checks[0].restart_limit", 6, "", false}}},
		"an empty table, list or service is a key": {"fly.toml", "[http_service]\n[[services]]\n[env]\n[processes]\n", []Key{
			{"http_service", 1, "http_service", true}, {"services[0]", 2, "", true}, {"env", 3, "env", true}, {"processes", 4, "processes", true},
		}},
		"inline tables and dotted keys": {"fly.toml", "env = { A = 1, \"b.c\" = 2 }\nhttp_service.concurrency.type = \"requests\"\n", []Key{
			{"env.A", 1, "env.A", false}, {`env."b.c"`, 1, `env."b.c"`, false}, {"http_service.concurrency.type", 2, "http_service.concurrency.type", false},
		}},
		"a table as a variable is one field with all its leaves": {"fly.toml", "[env.X]\na = 1\nb = [2]\n", []Key{{"env.X.a", 2, "env.X", false}, {"env.X.b", 3, "env.X", false}}},
		"keys of JSON know their lines": {"fly.json", "{\n \"app\": \"shop\",\n \"env\": {\"A\": 1,\n  \"B\": 2},\n \"services\": [\n  {\"ports\": [{\"port\": 80}]}]\n}", []Key{
			{"app", 2, "app", false}, {"env.A", 3, "env.A", false}, {"env.B", 4, "env.B", false}, {"services[0].ports[0].port", 6, "services[0].ports[0].port", false},
		}},
		"a key that JSON repeats is listed twice": {"fly.json", "{\"app\": \"a\",\n\"app\": \"b\"}", []Key{{"app", 1, "", false}, {"app", 2, "app", false}}},
		"keys of YAML know their lines": {"fly.yaml", "app: shop\nenv:\n  A: one\nservices:\n  - ports:\n      - port: 80\n", []Key{
			{"app", 1, "app", false}, {"env.A", 3, "env.A", false}, {"services[0].ports[0].port", 6, "services[0].ports[0].port", false},
		}},
		"what a YAML merge brings stands where it is merged": {"fly.yaml", "x: &base\n  A: 1\nenv:\n  <<: *base\n  B: 2\n", []Key{
			{"x.A", 2, "", false}, {"env.A", 4, "env.A", false}, {"env.B", 5, "env.B", false},
		}},
		"a second YAML document is not read and not lost": {"fly.yaml", "app: shop\n---\napp: other\n", []Key{{"app", 1, "app", false}, {"app", 3, "", false}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f, err := Parse(tt.name, []byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, f.Keys); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestKeyOfField(t *testing.T) {
	f, err := Parse("fly.toml", []byte("[[services]]\nconcurrency = \"20,25\"\n[[services.ports]]\nport = 80\nhandlers = []\n[[services]]\nprotocol = \"udp\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]string{
		"services[0].ports[0].port":          "services[0].ports[0].port",
		"services[0].concurrency.soft_limit": "services[0].concurrency",
		"services[0].protocol":               "",
		"env":                                "",
	}
	for field, want := range tests {
		if k, _ := f.Key(field); k.Path != want {
			t.Errorf("Key(%s) = %q, want %q", field, k.Path, want)
		}
	}
	var under []string
	for _, k := range f.Under("services[0]") {
		under = append(under, k.Path)
	}
	want := []string{"services[0].concurrency", "services[0].ports[0].port", "services[0].ports[0].handlers"}
	if diff := cmp.Diff(want, under); diff != "" {
		t.Error(diff)
	}
}

// conserved says what is wrong with the keys of a file, counted against the
// decoded document itself.
func conserved(f *File, document any, data []byte) string {
	lines := bytes.Count(data, []byte{'\n'}) + 1
	seen := map[string]bool{}
	for _, k := range f.Keys {
		if seen[k.Path] {
			return k.Path + " is listed twice"
		}
		if k.Line < 1 || k.Line > lines {
			return k.Path + " stands on no line of the file"
		}
		seen[k.Path] = true
	}
	for _, path := range leafPaths("", document) {
		if !seen[path] {
			return path + " is lost"
		}
		delete(seen, path)
	}
	for path := range seen {
		return path + " is not in the document"
	}
	return ""
}

// leafPaths walks a decoded document in its own way.
func leafPaths(path string, v any) []string {
	switch v := v.(type) {
	case map[any]any:
		named := map[string]any{}
		for k, m := range v {
			named[k.(string)] = m
		}
		return leafPaths(path, named)
	case map[string]any:
		if len(v) == 0 && path != "" {
			return []string{path}
		}
		var all []string
		for k, m := range v {
			all = append(all, leafPaths(strings.TrimPrefix(path+"."+segment(k), "."), m)...)
		}
		return all
	case []map[string]any:
		items := make([]any, len(v))
		for i, m := range v {
			items[i] = m
		}
		return leafPaths(path, items)
	case []any:
		return listPaths(path, v)
	}
	return []string{path}
}

func listPaths(path string, items []any) []string {
	scalar := func(v any) bool {
		switch v.(type) {
		case map[string]any, map[any]any:
			return false
		}
		return true
	}
	if slices.ContainsFunc(items, scalar) || len(items) == 0 {
		return []string{path}
	}
	var all []string
	for i, item := range items {
		all = append(all, leafPaths(fmt.Sprintf("%s[%d]", path, i), item)...)
	}
	return all
}

func decoded(name string, data []byte) (any, error) {
	var v map[string]any
	var err error
	switch {
	case strings.HasSuffix(name, ".json"):
		err = json.Unmarshal(data, &v)
	case strings.HasSuffix(name, ".yaml"):
		err = yaml2.Unmarshal(data, &v)
	default:
		err = toml.Unmarshal(data, &v)
	}
	return v, err
}

func TestNoKeyOfTheCorpusIsLost(t *testing.T) {
	configs, keys, unknown, quirks := 0, 0, 0, 0
	eachOracle(t, func(o oracle, data []byte) {
		document, err := decoded(o.File, data)
		if err != nil {
			return
		}
		f, _ := Parse(o.File, data)
		if wrong := conserved(f, document, data); wrong != "" {
			t.Errorf("%s: %s", o.File, wrong)
		}
		for _, k := range f.Keys {
			line := strings.Split(string(data), "\n")[k.Line-1]
			name := k.Path[strings.LastIndex(k.Path, ".")+1:]
			if !strings.Contains(line, strings.Trim(name, `"`)) && !strings.Contains(name, "[") {
				t.Errorf("%s:%d: the line of %s reads %q", o.File, k.Line, k.Path, line)
			}
		}
		configs, keys = configs+1, keys+len(f.Keys)
		unknown, quirks = unknown+len(f.Unknown), quirks+len(f.Quirks)
		for _, q := range f.Quirks {
			if q.Key.Line == 0 || q.Key.Path == "" {
				t.Errorf("%s: quirk %s has no place", o.File, q.Name)
			}
		}
	})
	t.Logf("%d configs: %d keys, %d of them ignored by flyctl, %d quirks", configs, keys, unknown, quirks)
}
