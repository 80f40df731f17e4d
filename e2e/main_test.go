package e2e

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/e2e/controlplane"
)

// start runs an API server of its own for a test.
func start(t *testing.T) *controlplane.Plane {
	t.Helper()
	programs, err := controlplane.Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	plane, err := controlplane.Start(t.Context(), programs, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := plane.Stop(); err != nil {
			t.Error(err)
		}
	})
	return plane
}
