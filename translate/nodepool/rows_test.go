package nodepool_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/nodepool"
	"github.com/google/go-cmp/cmp"
)

func TestRows(t *testing.T) {
	c := company("us-central1", process("web", "shared-cpu-1x", 2))
	_, plans, _ := nodepool.Assign(c, settings())
	want := [][]string{{"prod", "general", "e2-standard-2", "3", "6", "20 %", "9 %", "0 %", "$161.74"}}
	if diff := cmp.Diff(want, plans[0].Rows()); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	c.Environments = []spec.Environment{{Name: "production", Cluster: "prod", Region: "us-central1", Autopilot: true}}
	_, plans, _ = nodepool.Assign(c, settings())
	if got := plans[0].Rows(); len(got) != 1 || got[0][1] != "Autopilot" || len(got[0]) != len(nodepool.Header()) {
		t.Errorf("rows %v, want one for Autopilot", got)
	}
}
