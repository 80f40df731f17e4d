package e2e

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/e2e/controlplane"
	"github.com/fly2k8s/fly2k8s/verify"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
)

func byRung(result verify.Result) map[string]int {
	count := map[string]int{}
	for _, f := range result.Findings {
		count[f.Rung]++
	}
	return count
}

// everything lists all objects of a server with their versions, except leases,
// which the server renews by itself.
func everything(t *testing.T, config *rest.Config) map[string]string {
	t.Helper()
	discovered, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	lists, err := discovered.ServerPreferredResources()
	if err != nil {
		t.Fatal(err)
	}
	config = rest.CopyConfig(config)
	config.WarningHandler = rest.NoWarnings{}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	versions := map[string]string{}
	for _, list := range lists {
		for _, r := range list.APIResources {
			if !slices.Contains(r.Verbs, "list") || r.Name == "leases" || r.Name == "componentstatuses" {
				continue
			}
			version, err := schema.ParseGroupVersion(list.GroupVersion)
			if err != nil {
				t.Fatal(err)
			}
			resource := version.WithResource(r.Name)
			found, err := client.Resource(resource).List(t.Context(), metav1.ListOptions{})
			if err != nil {
				t.Fatalf("list %s: %v", resource, err)
			}
			for _, o := range found.Items {
				versions[resource.String()+" "+o.GetNamespace()+"/"+o.GetName()] = o.GetResourceVersion()
			}
		}
	}
	return versions
}

// writes lists the requests in the audit log that may have changed something:
// no dry run, no question about access, and not by the server itself.
func writes(t *testing.T, plane *controlplane.Plane) []string {
	t.Helper()
	log, err := os.Open(plane.AuditLog())
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	var found []string
	lines := bufio.NewScanner(log)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var event struct {
			Verb, RequestURI string
			User             struct{ Username string }
		}
		if err := json.Unmarshal(lines.Bytes(), &event); err != nil {
			t.Fatal(err)
		}
		own := strings.HasPrefix(event.User.Username, "system:")
		if !own && !strings.Contains(event.RequestURI, "dryRun=All") && !strings.HasSuffix(event.RequestURI, "/selfsubjectaccessreviews") {
			found = append(found, event.Verb+" "+event.RequestURI)
		}
	}
	return found
}
