package tree

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWrite(t *testing.T) {
	first := Tree{{Path: "a/x.yaml", Data: []byte("x: 1\n")}, {Path: "y.yaml", Data: []byte("y: 1\n")}, {Path: "pin.yaml", Data: []byte("p: 1\n"), Once: true}}
	tests := map[string]struct {
		edit func(t *testing.T, dir string)
		next Tree
		want Result
		keep map[string]string
	}{
		"the same tree again writes nothing": {
			next: first, want: Result{Same: 3},
		},
		"a changed file is replaced": {
			next: Tree{{Path: "a/x.yaml", Data: []byte("x: 2\n")}, first[1], first[2]},
			want: Result{Written: []string{"a/x.yaml"}, Same: 2},
			keep: map[string]string{"a/x.yaml": "x: 2\n"},
		},
		"an edited file is left alone": {
			edit: func(t *testing.T, dir string) { put(t, dir, "y.yaml", "y: mine\n") },
			next: Tree{first[0], {Path: "y.yaml", Data: []byte("y: 2\n")}, first[2]},
			want: Result{Same: 2, Edited: []string{"y.yaml"}},
			keep: map[string]string{"y.yaml": "y: mine\n"},
		},
		"a file of somebody else is left alone": {
			edit: func(t *testing.T, dir string) { put(t, dir, "new.yaml", "mine\n") },
			next: append(Tree{{Path: "new.yaml", Data: []byte("ours\n")}}, first...),
			want: Result{Same: 3, Edited: []string{"new.yaml"}},
			keep: map[string]string{"new.yaml": "mine\n"},
		},
		"a pin that a deploy moved is not an edit": {
			edit: func(t *testing.T, dir string) { put(t, dir, "pin.yaml", "p: deployed\n") },
			next: Tree{first[0], first[1], {Path: "pin.yaml", Data: []byte("p: 2\n"), Once: true}},
			want: Result{Same: 3},
			keep: map[string]string{"pin.yaml": "p: deployed\n"},
		},
		"a file that is gone is removed": {
			next: Tree{first[1], first[2]},
			want: Result{Same: 2, Removed: []string{"a/x.yaml"}},
		},
		"a file that is gone but edited stays": {
			edit: func(t *testing.T, dir string) { put(t, dir, "a/x.yaml", "x: mine\n") },
			next: Tree{first[1], first[2]},
			want: Result{Same: 2, Forgotten: []string{"a/x.yaml"}},
			keep: map[string]string{"a/x.yaml": "x: mine\n"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if _, err := Write(dir, first, "translate"); err != nil {
				t.Fatal(err)
			}
			if tt.edit != nil {
				tt.edit(t, dir)
			}
			got, err := Write(dir, tt.next, "translate")
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
			for path, want := range tt.keep {
				data, err := os.ReadFile(filepath.Join(dir, path))
				if err != nil || string(data) != want {
					t.Errorf("%s: %q, %v; want %q", path, data, err, want)
				}
			}
		})
	}
}

func TestOwnersDoNotRemoveEachOther(t *testing.T) {
	dir := t.TempDir()
	for owner, path := range map[string]string{"translate": "a.yaml", "cutover": "b.yaml"} {
		if _, err := Write(dir, Tree{{Path: path, Data: []byte("x\n")}}, owner); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Write(dir, Tree{}, "translate")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(Result{Removed: []string{"a.yaml"}}, got); d != "" {
		t.Error(d)
	}
	if _, err := os.Stat(filepath.Join(dir, "b.yaml")); err != nil {
		t.Error(err)
	}
}

func put(t *testing.T, dir, path, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
