package translate_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// placeless are settings that are carried without a place of their own, each with
// the reason.
var placeless = []struct{ key, why string }{
	{`^(config_definition\.value\.)?app$`, "it names the app, and so every object"},
	{`^(config_definition\.value\.)?primary_region$`, "it has its say in where the whole environment goes"},
	{`^build$`, "a table with nothing in it"},
	{`^machines\.items\[\d+\]\.(id|name|instance_id|version|private_ip|created_at|host_status|state|region|cordoned)$`, "a machine's own identity: each pod has one"},
	{`\.http_options\.compress$`, "false: nothing to write"},
}

// Every finding about a file has a line, and what is carried stands in a file of
// the tree. Findings about the inventory name a path in it; those about
// fly2k8s.yaml a key.
func TestEveryFindingNamesItsPlace(t *testing.T) {
	for _, scenario := range []string{"acme", "every-key", "tasks"} {
		t.Run(scenario, func(t *testing.T) {
			root := filepath.Join(testenv.Root(), "testdata", "scenarios", scenario, "golden")
			for _, f := range findingsOf(t, root) {
				kept := strings.HasPrefix(f.From.File, "apps/") || f.From.File == "org.yaml" || f.From.File == "fly2k8s.yaml"
				if f.From.File != "" && !kept && f.From.Line == 0 {
					t.Errorf("%s %s of %s names no line", f.Code, f.From.Key, f.From.File)
				}
				if f.From.File == "" && f.From.App != "" {
					t.Errorf("%s of %s names no file: %s", f.Code, f.From.App, f.Why)
				}
				if f.To.File != "" {
					if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(f.To.File))); err != nil {
						t.Errorf("%s %s went to %s, which is not written", f.Code, f.From.Key, f.To.File)
					}
				} else if f.Outcome == "carried" && !excused(f.From.Key) {
					t.Errorf("%s of %s is carried to no place", f.From.Key, f.From.File)
				}
			}
		})
	}
}

type placedFinding struct {
	Code, Outcome, Why string
	From               struct {
		App, File, Key string
		Line           int
	}
	To struct{ File string }
}

func findingsOf(t *testing.T, root string) []placedFinding {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Findings []placedFinding }
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all.Findings
}

func excused(key string) bool {
	for _, p := range placeless {
		if regexp.MustCompile(p.key).MatchString(key) {
			return true
		}
	}
	return false
}
