package verify

import (
	"os"
	"testing"

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
