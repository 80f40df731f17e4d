package fly2k8s_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/fly2k8s/fly2k8s/"

// imports says which of our packages each package may import. A word that ends
// in /... stands for all packages below a folder. A new package gets a row here,
// and the row is a decision: stages (inventory, translate, verify, cutover,
// nodepools) don't import each other, except for inventory's types, and nothing
// in internal imports a stage.
var imports = map[string][]string{
	".": {},
	"cmd/fly2k8s": {
		"cutover", "cutover/journal", "cutover/plan", "cutover/simulate", "internal/...", "inventory", "inventory/facts", "inventory/flyapi",
		"inventory/flytest", "nodepools", "translate", "translate/cost", "translate/drift", "translate/flytoml", "translate/secrets", "verify", "verify/cluster",
	},

	"inventory":          {"internal/...", "inventory/yamljson"},
	"inventory/facts":    {"internal/...", "inventory", "inventory/yamljson"},
	"inventory/flyapi":   {"inventory"},
	"inventory/flytest":  {"inventory/yamljson"},
	"inventory/yamljson": {},

	"translate": {
		"internal/...", "inventory", "inventory/facts", "templates", "translate/cost", "translate/dockerfile", "translate/flytoml", "translate/kube",
		"translate/kustomize", "translate/nodepool", "translate/observe", "translate/source", "translate/workflows",
	},
	"translate/cost":       {"internal/...", "inventory", "templates", "translate/nodepool"},
	"translate/dockerfile": {"internal/..."},
	"translate/drift":      {"internal/...", "inventory", "translate/flytoml"},
	"translate/flytoml":    {"internal/...", "inventory"},
	"translate/kube":       {"internal/..."},
	"translate/kustomize":  {"internal/...", "translate/kube"},
	"translate/nodepool":   {"internal/..."},
	"translate/observe":    {"internal/...", "templates", "translate/kube"},
	"translate/secrets":    {"internal/..."},
	"translate/source":     {"internal/..."},
	"translate/workflows":  {"internal/...", "templates", "translate/kube"},

	"verify":         {"internal/...", "verify/shape"},
	"verify/cluster": {"internal/...", "verify", "verify/shape"},
	"verify/shape":   {"internal/..."},

	"nodepools":         {},
	"nodepools/gketest": {},

	"cutover":          {"internal/...", "cutover/..."},
	"cutover/acme":     {"internal/..."},
	"cutover/budget":   {"cutover/plan"},
	"cutover/dns":      {"internal/..."},
	"cutover/graph":    {"internal/...", "cutover/plan"},
	"cutover/journal":  {"cutover/plan"},
	"cutover/plan":     {},
	"cutover/runbook":  {"cutover/plan", "templates"},
	"cutover/simulate": {"cutover/journal", "cutover/plan"},
	"cutover/steps":    {"internal/...", "cutover/dns", "cutover/graph", "cutover/plan"},

	"templates":          {},
	"internal/account":   {"internal/short"},
	"internal/crds":      {},
	"internal/decisions": {},
	"internal/gitops":    {"internal/short", "internal/spec"},
	"internal/machines":  {},
	"internal/operators": {"internal/spec"},
	"internal/poolfile":  {"internal/spec"},
	"internal/redact":    {},
	"internal/report":    {"templates"},
	"internal/shell":     {},
	"internal/short":     {},
	"internal/side":      {"internal/spec"},
	"internal/spec":      {},
	"internal/spectest":  {"internal/spec"},
	"internal/testenv":   {},
	"internal/tree":      {},
}

// An importer row says which packages use a library, and which use it in tests
// alone.
type importer struct {
	library  string // a path, with all below it
	packages []string
	tests    []string
}

// importers are the sole packages that use a library: what it does is nobody
// else's business, so it can be replaced in one place.
var importers = []importer{
	{"github.com/superfly/fly-go", []string{"inventory/flyapi"}, []string{"inventory/flytest"}},
	{"github.com/BurntSushi/toml", []string{"translate/flytoml"}, nil},
	{"github.com/pelletier/go-toml", []string{"translate/flytoml"}, nil},
	{"github.com/moby/buildkit", []string{"translate/dockerfile"}, nil},
	{"k8s.io/api", []string{"translate/kube", "verify", "verify/cluster", "verify/shape"}, nil},
	{"k8s.io/client-go", []string{"verify", "verify/cluster"}, nil},
	{"k8s.io/pod-security-admission", []string{"verify"}, nil},
	{"sigs.k8s.io/gateway-api", []string{"translate/kube", "verify"}, nil},
	{"sigs.k8s.io/kustomize/api/krusty", []string{"verify"}, []string{"translate", "translate/kustomize"}},
	{"sigs.k8s.io/kustomize", []string{"translate/kustomize", "verify"}, []string{"translate"}},
	{"github.com/hashicorp/hcl/v2", []string{"verify"}, nil},
	{"cloud.google.com/go/container/apiv1/containerpb", []string{"internal/poolfile", "nodepools", "nodepools/gketest"}, nil},
	{"cloud.google.com/go/container", []string{"nodepools"}, nil},
	{"github.com/spf13/cobra", []string{"cmd/fly2k8s"}, nil},
	{"github.com/schollz/progressbar", []string{"cmd/fly2k8s"}, nil},
	{"github.com/owenrumney/go-sarif", []string{"verify"}, nil},
	{"github.com/cenkalti/backoff", []string{"inventory/flyapi"}, nil},
	{"github.com/vektah/gqlparser", []string{"inventory/flyapi", "inventory/flytest"}, nil},
	{"github.com/yannh/kubeconform", nil, []string{"translate"}},
	{"github.com/rhysd/actionlint", nil, []string{"translate/workflows"}},
	{"github.com/prometheus/prometheus", nil, []string{"inventory/facts", "translate/observe"}},
}

func TestPackagesImportWhatTheyMay(t *testing.T) {
	tree := packages(t)
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		allowed, ok := imports[name]
		if !ok {
			t.Errorf("package %s has no row: say what it may import", name)
			continue
		}
		for _, imported := range tree[name].program {
			ours, inside := strings.CutPrefix(imported, module)
			if inside && !slices.ContainsFunc(allowed, func(row string) bool { return covers(row, ours) }) {
				t.Errorf("%s imports %s", name, ours)
			}
		}
	}
	for name := range imports {
		if _, ok := tree[name]; !ok {
			t.Errorf("the row of %s is for no package", name)
		}
	}
}

func TestLibrariesHaveOneImporter(t *testing.T) {
	tree := packages(t)
	used := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		for _, imported := range tree[name].program {
			rule := ruleOf(imported)
			used[rule.library] = true
			if rule.library != "" && !slices.Contains(rule.packages, name) {
				t.Errorf("%s imports %s, which only %v may", name, imported, rule.packages)
			}
		}
		for _, imported := range tree[name].tests {
			rule := ruleOf(imported)
			used[rule.library] = true
			if rule.library != "" && !slices.Contains(rule.packages, name) && !slices.Contains(rule.tests, name) {
				t.Errorf("the tests of %s import %s, which only those of %v may", name, imported, slices.Concat(rule.packages, rule.tests))
			}
		}
	}
	for _, rule := range importers {
		if !used[rule.library] {
			t.Errorf("nobody imports %s", rule.library)
		}
	}
}

// ruleOf is the row with the longest path that holds the import; none without one.
func ruleOf(imported string) importer {
	var best importer
	for _, rule := range importers {
		if below(rule.library, imported) && len(rule.library) > len(best.library) {
			best = rule
		}
	}
	return best
}

func covers(row, name string) bool {
	folder, all := strings.CutSuffix(row, "/...")
	return row == name || all && below(folder, name)
}

func below(root, name string) bool { return name == root || strings.HasPrefix(name, root+"/") }
