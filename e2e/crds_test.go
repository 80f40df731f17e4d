package e2e

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/e2e/apply"
	"github.com/fly2k8s/fly2k8s/e2e/controlplane"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// withCRDs is an applier for a server that has the custom resources of a GKE
// cluster: the Gateway API's from its module, the others from the published
// files beside the project, where those are.
func withCRDs(t *testing.T, plane *controlplane.Plane) *apply.Applier {
	t.Helper()
	applier, err := apply.To(plane.Config())
	if err != nil {
		t.Fatal(err)
	}
	folders := []string{gatewayCRDs(t)}
	shared := filepath.Join(testenv.Root(), "../shared/schemas/crds")
	for _, name := range []string{"external-secrets", "gke-gateway-api", "prometheus-engine"} {
		folders = append(folders, filepath.Join(shared, name))
	}
	if err := applier.InstallCRDs(t.Context(), folders...); err != nil {
		t.Fatal(err)
	}
	applier.Warnings() // those about the definitions themselves
	return applier
}

func gatewayCRDs(t *testing.T) string {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "sigs.k8s.io/gateway-api")
	list.Dir = testenv.Root()
	output, err := list.Output()
	if err != nil {
		t.Fatalf("find the Gateway API's module: %v", err)
	}
	return filepath.Join(strings.TrimSpace(string(output)), "config/crd/standard")
}
