package cluster

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOnlyHarmlessRequestsPass(t *testing.T) {
	tests := map[string]struct {
		method, url string
		want        bool
	}{
		"reading passes":                      {http.MethodGet, "https://k/api/v1/pods", true},
		"a dry run passes":                    {http.MethodPatch, "https://k/api/v1/namespaces/a/services/b?dryRun=All&force=true", true},
		"an apply doesn't":                    {http.MethodPatch, "https://k/api/v1/namespaces/a/services/b?force=true", false},
		"a question about access passes":      {http.MethodPost, "https://k/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", true},
		"creating doesn't":                    {http.MethodPost, "https://k/api/v1/namespaces/a/pods", false},
		"creating as a dry run doesn't":       {http.MethodPost, "https://k/api/v1/namespaces/a/pods?dryRun=All", false},
		"deleting doesn't":                    {http.MethodDelete, "https://k/api/v1/namespaces/a/pods/b?dryRun=All", false},
		"a dry run of something else doesn't": {http.MethodPatch, "https://k/api/v1/namespaces/a/services/b?dryRun=None", false},
	}
	for name, test := range tests {
		request, err := http.NewRequest(test.method, test.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := harmless(request); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestDifferencesNameTheFields(t *testing.T) {
	before := map[string]any{"spec": map[string]any{"replicas": int64(2), "paused": true, "names": []any{"a"}}, "kind": "Deployment"}
	after := map[string]any{"spec": map[string]any{"replicas": int64(3), "names": []any{"a"}, "minReadySeconds": int64(5)}, "kind": "Deployment"}
	want := []string{"spec.minReadySeconds", "spec.paused", "spec.replicas"}
	if diff := cmp.Diff(want, differences("", before, after)); diff != "" {
		t.Error(diff)
	}
	if got := differences("", before, before); got != nil {
		t.Errorf("an object differs from itself in %v", got)
	}
}
