package nodepool_test

import (
	"fmt"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/nodepool"
)

// BenchmarkAssign1000 places a company of 1,000 apps with a web and a worker group.
func BenchmarkAssign1000(b *testing.B) {
	c := company("europe-west4")
	c.Apps = nil
	for i := range 1000 {
		name := fmt.Sprintf("app-%04d", i)
		c.Apps = append(c.Apps, spec.App{
			Name: name, Env: "production", FlyApp: name,
			Processes: []spec.Process{process("web", "shared-cpu-1x", 2), process("worker", "performance-1x", 1)},
		})
	}
	s := settings()
	for b.Loop() {
		nodepool.Assign(c, s)
	}
}
