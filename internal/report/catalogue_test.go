package report

import (
	"cmp"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

var update = flag.Bool("update", false, "write docs/rules.md")

func TestCatalogue(t *testing.T) {
	code, name := regexp.MustCompile(`^FLY\d{3}$`), regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	for _, r := range Rules() {
		if !code.MatchString(r.Code) || !name.MatchString(r.Name) {
			t.Errorf("%q %q: not a code and a name", r.Code, r.Name)
		}
		if seen[r.Code] || seen[r.Name] {
			t.Errorf("%s %s stands twice in the catalogue", r.Code, r.Name)
		}
		seen[r.Code], seen[r.Name] = true, true
		if !slices.Contains([]Severity{Blocker, Warning, Note}, r.Severity) {
			t.Errorf("%s: severity %q", r.Code, r.Severity)
		}
		for _, text := range []string{r.Title, r.Detects, r.Generates, r.Do} {
			if text == "" || strings.HasSuffix(text, ".") {
				t.Errorf("%s: text %q is empty or ends in a full stop", r.Code, text)
			}
		}
		if !strings.HasPrefix(r.Link, "https://") {
			t.Errorf("%s: link %q", r.Code, r.Link)
		}
	}
	if !slices.IsSortedFunc(Rules(), func(a, b Rule) int { return cmp.Compare(a.Code, b.Code) }) {
		t.Error("the catalogue is not in the order of its codes")
	}
	for n := 1; n <= 46; n++ {
		if want := "FLY0" + string(rune('0'+n/10)) + string(rune('0'+n%10)); !seen[want] {
			t.Errorf("%s is missing", want)
		}
	}
}

func TestLookup(t *testing.T) {
	for _, key := range []string{"FLY013", "keep-alive"} {
		if r, ok := Lookup(key); !ok || r != RuleKeepAlive {
			t.Errorf("Lookup(%q) = %v, %v", key, r, ok)
		}
	}
	if _, ok := Lookup("FLY999"); ok {
		t.Error("a code that is not there was found")
	}
}

func TestExplain(t *testing.T) {
	const want = `FLY017 proxy-protocol (warning)

No load balancer here speaks the PROXY protocol to the app

Detected   the ` + "`proxy_proto`" + ` handler
Generated  a passthrough load balancer that keeps the client's address
To do      switch the PROXY protocol off in the app: the socket's peer is the
           client already
See        https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer

To accept it, with the reason in the report, write in fly2k8s.yaml:

accept:
  - rule: proxy-protocol
    reason: why that is all right
`
	if got := Explain(RuleProxyProtocol); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// docs/rules.md says what the catalogue says, and which rules fire.
func TestRulesPage(t *testing.T) {
	page := filepath.Join(testenv.Root(), "docs", "rules.md")
	want := RulesPage(firing(t))
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/rules.md is out of date: run go test ./internal/report -run TestRulesPage -update")
	}
}

// Every rule variable is in the list, and nobody outside spells a code.
func TestRulesByName(t *testing.T) {
	for name, code := range variables(t) {
		if _, ok := Lookup(code); !ok {
			t.Errorf("%s (%s) is not in any area", name, code)
		}
	}
	spelled := regexp.MustCompile(`"FLY\d{3}"`)
	for path, text := range sources(t) {
		if code := spelled.FindString(text); code != "" {
			t.Errorf("%s spells %s: use the rule's Go name", path, code)
		}
	}
}

// firing lists the codes of the rules that code outside this package uses.
func firing(t *testing.T) []string {
	names, used := variables(t), map[string]bool{}
	use := regexp.MustCompile(`\breport\.(Rule[A-Z]\w*)`)
	for _, text := range sources(t) {
		for _, m := range use.FindAllStringSubmatch(text, -1) {
			used[names[m[1]]] = true
		}
	}
	var codes []string
	for _, r := range Rules() {
		if used[r.Code] {
			codes = append(codes, r.Code)
		}
	}
	return codes
}

// variables maps the Go name of each rule to its code, read from the catalogue's
// own source.
func variables(t *testing.T) map[string]string {
	files, err := filepath.Glob("catalogue_*.go")
	if err != nil {
		t.Fatal(err)
	}
	entry := regexp.MustCompile(`(?m)^\t(Rule\w+) = (?:Rule\{\s*Code: |\w+\()"(FLY\d{3})"`)
	names := map[string]string{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range entry.FindAllStringSubmatch(string(text), -1) {
			names[m[1]] = m[2]
		}
	}
	if len(names) != len(Rules()) {
		t.Errorf("%d rule variables for %d rules", len(names), len(Rules()))
	}
	return names
}

// sources are the Go files of the module, tests and this package aside.
func sources(t *testing.T) map[string]string {
	root, found := testenv.Root(), map[string]string{}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == ".git" || p == filepath.Join(root, "internal", "report")) {
			return cmp.Or(err, fs.SkipDir)
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(p)
		found[p] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
