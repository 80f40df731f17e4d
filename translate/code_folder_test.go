package translate

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// Code that can't be read is never taken for code that says nothing.
func TestAFolderThatCanNotBeReadIsToldOf(t *testing.T) {
	c, m := company{}, candidate{flyApp: "shop", root: "gone", file: &flytoml.File{}, source: &Source{FS: fstest.MapFS{}}}
	hits, found := c.code(m)
	if len(hits) > 0 || len(found) != 1 {
		t.Fatalf("%d hits and %d findings, want one finding", len(hits), len(found))
	}
	want := report.Of(report.RuleScanGap, report.Dropped, report.Source{App: "shop", File: "gone", Key: "folder"}, found[0].Why)
	if diff := cmp.Diff(want, found[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
