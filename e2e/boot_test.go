package e2e

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/e2e/controlplane"
	"k8s.io/client-go/kubernetes"
)

func TestTheServerIsTheVersionThatGKERuns(t *testing.T) {
	plane := start(t)
	client, err := kubernetes.NewForConfig(plane.Config())
	if err != nil {
		t.Fatal(err)
	}
	version, err := client.Discovery().ServerVersion()
	if err != nil {
		t.Fatal(err)
	}
	if version.GitVersion != controlplane.Version {
		t.Errorf("the server calls itself %s, want %s", version.GitVersion, controlplane.Version)
	}
}
