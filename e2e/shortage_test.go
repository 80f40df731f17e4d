package e2e

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fly2k8s/fly2k8s/e2e/fleets"
	"github.com/fly2k8s/fly2k8s/internal/poolfile"
	"github.com/fly2k8s/fly2k8s/verify"
)

// provesShortage spoils the pool of a fleet that fits, and wants to be told which
// pool it is and what is short: a proof that can't fail proves nothing.
func (p *page) provesShortage(t *testing.T) {
	all := fleets.All()
	sound := written(t, p.program, all[slices.IndexFunc(all, func(f fleets.Fleet) bool { return f.Name == "heavy" })])
	objects, err := verify.Objects(sound.fsys, verify.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		change []string // old and new text of the pool's file
		said   []string
	}{
		"too few nodes": {
			[]string{"totalMinNodeCount: 8", "totalMinNodeCount: 3", "totalMaxNodeCount: 15", "totalMaxNodeCount: 3"},
			[]string{"pool general (3 of at most 3 nodes, n2d-standard-16) has no room: 0/3 nodes are available:", "Insufficient cpu"},
		},
		"too small machines": {
			[]string{"n2d-standard-16", "n2d-standard-4"},
			[]string{"no pool takes it: nodes of pool general (n2d-standard-4) offer 3920m of cpu, and the pod asks for 7600m"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			here := plain(t, poolsOf(t, spoiled(t, sound, test.change), ""))
			here.cloud.Grow(true)
			here.apply(t, systemPods())
			here.apply(t, objects)
			waiting := strings.Join(here.settle(t), "\n")
			for _, want := range test.said {
				if !strings.Contains(waiting, want) {
					t.Errorf("nobody says %q; what is said:\n%s", want, waiting)
				}
			}
		})
	}
}

// spoiled is the pool of a tree with some text replaced.
func spoiled(t *testing.T, sound tree, change []string) tree {
	t.Helper()
	name := poolfile.Folder + "/general.yaml"
	data, err := fs.ReadFile(sound.fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	for old := range slices.Chunk(change, 2) {
		if !strings.Contains(string(data), old[0]) {
			t.Fatalf("%s has no %q", name, old[0])
		}
	}
	text := strings.NewReplacer(change...).Replace(string(data))
	return tree{name: sound.name, fsys: fstest.MapFS{name: &fstest.MapFile{Data: []byte(text)}}}
}
