package verify

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// A GRPCRoute is held to the same as an HTTPRoute.
func TestGRPCRoutesAreProven(t *testing.T) {
	tests := map[string]struct {
		file, from, to string
		rung, object   string // empty: nothing is found
	}{
		"a sound one is accepted":                    {},
		"a listener that the gateway doesn't have":   {base + "httproute.yaml", "sectionName: https", "sectionName: tls", "references", "GRPCRoute/shop-web"},
		"a namespace that the listener doesn't take": {"platform/namespaces/namespaces.yaml", "fly2k8s.dev/public", "fly2k8s.dev/private", "ports", "GRPCRoute/shop-web"},
		"a policy that shuts out the load balancer":  {base + "networkpolicy.yaml", "35.191.0.0/16", "10.0.0.0/8", "ports", "NetworkPolicy/shop"},
		"a health check that is for another Service": {base + "healthcheckpolicy.yaml", "    name: shop-web", "    name: shop-search", "ports", "GRPCRoute/shop-web"},
		"a field that the kind doesn't have":         {base + "httproute.yaml", "  rules:", "  timeouts: {}\n  rules:", "decode", "GRPCRoute/shop-web"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			result, err := Tree(grpcTree(t, tt.file, tt.from, tt.to), Options{})
			if err != nil {
				t.Fatal(err)
			}
			found := slices.ContainsFunc(result.Findings, func(f Finding) bool { return f.Rung == tt.rung && f.Object == tt.object })
			if tt.rung == "" && len(result.Findings) > 0 || tt.rung != "" && !found {
				t.Errorf("found %+v", result.Findings)
			}
		})
	}
}

func grpcTree(t *testing.T, file, from, to string) fstest.MapFS {
	t.Helper()
	tree := sound(t)
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		text := string(tree[name].Data)
		if strings.HasSuffix(name, "httproute.yaml") || strings.HasSuffix(name, "kustomization.yaml") || name == "report.json" {
			text = strings.ReplaceAll(text, "HTTPRoute", "GRPCRoute")
		}
		if name == file {
			if !strings.Contains(text, from) {
				t.Fatalf("%s has no %q", file, from)
			}
			text = strings.Replace(text, from, to, 1)
		}
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}
