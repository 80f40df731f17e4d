package source

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// What .gitignore files exclude is what git itself leaves out: patterns with
// negation, anchors, classes and blanks, in the root and further down. Links are
// not followed, so one that leads back up ends nothing.
func TestIgnoredAsByGit(t *testing.T) {
	git := testenv.Program(t, "git")
	root := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(".gitignore", "*.tmp\n!keep.tmp\n/build/*\n!/build/keep\nd/\n**/two\n\\#odd\nsub/logs/\nfoo?.ts\n[ab]z.ts\ntrail.ts   \n# no pattern\n")
	write("a/.gitignore", "!deep.tmp\n/only.ts\n")
	for _, name := range []string{
		"x.tmp", "keep.tmp", "a/deep.tmp", "a/only.ts", "a/b/only.ts", "build/x.ts", "build/keep/y.ts", "d/z.ts", "a/b/d", "deep/one/two/q.ts",
		"sub/logs/l.ts", "sub/l.ts", "#odd", "foo1.ts", "foo12.ts", "az.ts", "cz.ts", "trail.ts", "a folder/s.ts",
	} {
		write(name, telling)
	}
	if err := os.Symlink(".", filepath.Join(root, "loop")); err != nil {
		t.Skipf("needs a file system with symbolic links: %v", err)
	}
	listed := exec.Command(git, "-c", "core.excludesFile=", "ls-files", "-z", "--others", "--exclude-standard")
	if out, err := exec.Command(git, "init", "-q", root).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	listed.Dir = root
	out, err := listed.Output()
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	want = slices.DeleteFunc(want, func(name string) bool { return name == "loop" || filepath.Base(name) == ".gitignore" })

	hits, _, err := Scan(os.DirFS(root), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range hits {
		got = append(got, h.File)
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-git +read:\n%s", diff)
	}
}
