package source

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

const telling = "x = \"http://api.internal\"\n"

// What is not read: each file holds the same telling line.
func TestWhatIsRead(t *testing.T) {
	tree := func(files ...string) fstest.MapFS {
		m := fstest.MapFS{}
		for _, f := range files {
			name, text, ok := strings.Cut(f, "|")
			if !ok {
				text = telling
			}
			m[name] = &fstest.MapFile{Data: []byte(text)}
		}
		return m
	}
	cases := map[string]struct {
		tree  fstest.MapFS
		opts  Options
		read  []string
		stats Stats
	}{
		"dependencies, build output and lock files are left out": {
			tree("a.ts", "node_modules/x/a.ts", "apps/b/vendor/a.go", "dist/a.js", "yarn.lock", "go.sum", "package-lock.json"),
			Options{}, []string{"a.ts"}, Stats{Files: 1, Bytes: 26, Skipped: 6}},
		"prose, tests and minified files are left out": {
			tree("README.md", "a.test.ts", "a_test.go", "x.min.js", "src/__tests__/a.ts", "testdata/a.ts", "z.ts"),
			Options{}, []string{"z.ts"}, Stats{Files: 1, Bytes: 26, Skipped: 6}},
		"a binary is left out": {
			tree("a.bin|\x00"+telling, "b.ts"),
			Options{}, []string{"b.ts"}, Stats{Files: 1, Bytes: 26, Skipped: 1}},
		".gitignore counts for its folder and those below": {
			tree(".gitignore|*.gen.ts\r\n# no\n\n/out/\n", "a.gen.ts", "b/c.gen.ts", "out/x.ts", "b/out/x.ts"),
			Options{}, []string{"b/out/x.ts"}, Stats{Files: 1, Bytes: 26, Ignored: 3, Skipped: 1}},
		"a .gitignore further down counts there only": {
			tree("b/.gitignore|local.ts\n", "local.ts", "b/local.ts", "b/c/local.ts"),
			Options{}, []string{"local.ts"}, Stats{Files: 1, Bytes: 26, Ignored: 2, Skipped: 1}},
		"an exception brings a file back": {
			tree(".gitignore|.env*\n!.env.production\n", ".env|A=http://api.internal\n", ".env.production|A=http://api.internal\n"),
			Options{}, []string{".env.production"}, Stats{Files: 1, Bytes: 22, Ignored: 1, Skipped: 1}},
		"a file that somebody else reads is left out": {
			tree("fly.toml", "b.ts"),
			Options{Exclude: []string{"fly.toml"}}, []string{"b.ts"}, Stats{Files: 1, Bytes: 26}},
		"a large file is named": {
			tree("big.ts|"+strings.Repeat(telling, 100), "b.ts"),
			Options{MaxBytes: 1000}, []string{"b.ts"}, Stats{Files: 1, Bytes: 26, TooLarge: []string{"big.ts"}}},
		"a line that a program wrote is left out": {
			tree("a.js|" + strings.Repeat("x", 3000) + telling),
			Options{}, nil, Stats{Files: 1, Bytes: 3026}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			hits, stats, err := Scan(c.tree, c.opts)
			if err != nil {
				t.Fatal(err)
			}
			var read []string
			for _, h := range hits {
				read = append(read, h.File)
			}
			if diff := cmp.Diff(c.read, read); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.stats, stats); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPlaceAndText(t *testing.T) {
	hits, _, err := Scan(fstest.MapFS{
		"b.ts": {Data: []byte("\r\n  const u = \"http://a.internal\"; const k = \"http://b.internal\"\r\n// c.internal\nnew Redis(\"redis://u:hunter2@r.internal\")")},
		"a.sh": {Data: []byte("export DATABASE_URL=postgres://u:hunter2@db.internal/x")},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Hit{
		{Internal, "a.sh", 1, "db", "app", "export DATABASE_URL=…"},
		{Internal, "b.ts", 2, "a", "app", `const u = "http://a.internal"; const k = "http://b.internal"`},
		{Internal, "b.ts", 2, "b", "app", `const u = "http://a.internal"; const k = "http://b.internal"`},
		{Internal, "b.ts", 4, "r", "app", `new Redis("redis://…@r.internal")`},
	}
	if diff := cmp.Diff(want, hits); diff != "" {
		t.Error(diff)
	}
}

func TestMissingFolder(t *testing.T) {
	_, _, err := Scan(os.DirFS(t.TempDir()+"/none"), Options{})
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// Real repositories: every hit cites a line that exists, and two scans agree.
func TestCorpus(t *testing.T) {
	tree := os.DirFS(testenv.Shared(t, "corpus"))
	hits, stats, err := Scan(tree, Options{})
	if err != nil {
		t.Fatal(err)
	}
	again, _, _ := Scan(tree, Options{})
	if diff := cmp.Diff(hits, again); diff != "" {
		t.Errorf("two scans differ:\n%s", diff)
	}
	byKind := map[Kind]int{}
	for _, h := range hits {
		byKind[h.Kind]++
		data, err := fs.ReadFile(tree, h.File)
		if err != nil || h.Line < 1 || h.Line > strings.Count(string(data), "\n")+1 {
			t.Errorf("%s:%d: no such line", h.File, h.Line)
		}
	}
	for _, k := range []Kind{Internal, FlyVariable, FlyDevHost, LiteFS, Deploy, IPv6} {
		if byKind[k] == 0 {
			t.Errorf("the corpus has no hit of kind %s", k)
		}
	}
	t.Logf("%d files, %d bytes, %d skipped: %v", stats.Files, stats.Bytes, stats.Skipped, byKind)
}

func FuzzScan(f *testing.F) {
	f.Add("a.ts", []byte("x(`http://${a}.internal`)\n"))
	f.Add("Dockerfile", []byte("CMD --host [::] }}.flycast \\.fly\\.dev"))
	f.Add("deep/crontab", []byte("* * * * * x"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if !fs.ValidPath(name) || name == "." {
			return
		}
		hits, _, err := Scan(fstest.MapFS{name: {Data: data}}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hits {
			if h.Line < 1 || h.Line > strings.Count(string(data), "\n")+1 {
				t.Errorf("line %d of %d", h.Line, strings.Count(string(data), "\n")+1)
			}
		}
	})
}
