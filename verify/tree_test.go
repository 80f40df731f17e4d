package verify

import (
	"os"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestASoundTreeHasNoFindings(t *testing.T) {
	result, err := Tree(os.DirFS("testdata/shop"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Finding(nil), result.Findings); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	for _, r := range result.Rungs {
		if r.Checked == 0 && r.Skipped == "" {
			t.Errorf("rung %s looked at nothing", r.Name)
		}
		t.Logf("%-12s %3d %-12s %s", r.Name, r.Checked, r.Unit, r.Skipped)
	}
	t.Log(result.Secrets, result.Unproven)
}

func TestEveryFileIsFound(t *testing.T) {
	names := []string{"apps/shop-api/base/service.yaml", "apps/shop/base/service.yaml", "apps/shop.old/base/service.yaml"}
	fsys := fstest.MapFS{}
	for _, name := range names {
		fsys[name] = &fstest.MapFile{}
	}
	s, err := survey(fsys, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if !s.has(name) {
			t.Errorf("%s is not found", name)
		}
	}
}
