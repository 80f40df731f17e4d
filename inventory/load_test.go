package inventory

import (
	"strings"
	"testing"
	"testing/fstest"
)

// What a hand, a broken copy or an older program makes of an inventory is told
// by file, line and key, and never read as less than there was.
func TestLoadRefuses(t *testing.T) {
	saved := func() map[string][]byte {
		files, err := Save(&Snapshot{Version: Version, Org: Org{Slug: "acme"}, Apps: CompleteList([]App{{Name: "shop", Machines: CompleteList([]Machine{
			{ID: "1", State: "started", Config: &MachineConfig{Guest: &Guest{MemoryMB: 256}}},
			{ID: "2", State: "started", Config: &MachineConfig{Guest: &Guest{MemoryMB: 512}}},
		})}, {Name: "web"}})})
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	edit := func(name, old, new string) func(map[string][]byte) {
		return func(f map[string][]byte) { f[name] = []byte(strings.Replace(string(f[name]), old, new, 1)) }
	}
	const shop = "apps/shop.yaml"
	tests := map[string]struct {
		change func(map[string][]byte)
		want   string
	}{
		"a file that was cut off between two machines": {
			func(f map[string][]byte) { f[shop], _, _ = cut(f[shop], "    - id: \"2\"") }, shop + `: its last line, "# Whole.", is missing`,
		},
		"an empty file":                        {func(f map[string][]byte) { f[shop] = nil }, shop + ": the file is empty"},
		"a missing file":                       {func(f map[string][]byte) { delete(f, shop) }, "org.yaml names the app shop: open " + shop},
		"a file of another run":                {func(f map[string][]byte) { f["apps/old.yaml"] = f[shop] }, "apps/old.yaml is there, and org.yaml does not name it"},
		"a file under another name":            {edit(shop, "name: shop", "name: web"), `expected shop, as the file is called, found "web"`},
		"an app that is named twice":           {edit("org.yaml", "- web", "- shop"), "org.yaml names the app shop twice"},
		"an app whose name leaves the folder":  {edit("org.yaml", "- web", "- ../web"), `org.yaml names the app "../web"`},
		"a newer version":                      {edit("org.yaml", "version: 1", "version: 2"), "org.yaml has version 2, and this program reads version 1"},
		"a key that the format does not have":  {edit(shop, "memory_mb: 512", "memory: 512"), shop + ":28: machines.items[1].config.guest.memory: no such key"},
		"a key in another letter case":         {edit(shop, "      init:", "      Init:"), ":17: machines.items[0].config.Init: no such key"},
		"a key that stands twice":              {edit(shop, "memory_mb: 256", "memory_mb: 256\n          memory_mb: 1"), shop + `: line 20: key "memory_mb" stands twice`},
		"text where a number is due":           {edit(shop, "memory_mb: 512", "memory_mb: lots"), shop + ":28: machines.items[1].config.guest.memory_mb: expected a whole number, found text"},
		"a fraction where a whole number is":   {edit(shop, "memory_mb: 512", "memory_mb: 0.5"), "expected a whole number, found another number"},
		"a list where a table is due":          {edit(shop, "guest:", "guest: []\n        metrics:"), "config.guest: expected a table, found a list"},
		"a status that is none":                {edit(shop, "status: complete", "status: done"), "machines.status: expected complete, partial, forbidden or failed, found other text"},
		"an alias":                             {edit(shop, "guest:", "guest: *a\n        metrics:"), shop + ": yaml: unknown anchor"},
		"a second document":                    {edit(shop, "# Whole.", "---\nlost: 1\n# Whole."), "a second document starts"},
		"a text that is no YAML":               {edit(shop, "id: \"\"", "id: ["), shop + ": yaml: line"},
		"observations that are no observation": {func(f map[string][]byte) { f["observed/shop.yaml"] = []byte("machines: 1\n") }, "observed/shop.yaml:1: machines: expected a list, found another number"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			files := saved()
			test.change(files)
			tree := fstest.MapFS{}
			for name, data := range files {
				tree[name] = &fstest.MapFile{Data: data}
			}
			if _, err := Load(tree); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error is %v, want %q", err, test.want)
			}
		})
	}
}

func cut(text []byte, at string) (before, after []byte, found bool) {
	b, a, ok := strings.Cut(string(text), at)
	return []byte(b), []byte(a), ok
}

// A snapshot that says nothing of its end was written by hand.
func TestLoadTakesAFileByHand(t *testing.T) {
	_, err := Load(fstest.MapFS{
		"org.yaml":    {Data: []byte("version: 1\norg: {slug: o, name: o, detail: {status: complete}}\napps: {status: complete, items: [a]}\n")},
		"apps/a.yaml": {Data: []byte("name: a\r\n")},
	})
	if err != nil {
		t.Error(err)
	}
}
