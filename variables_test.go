package fly2k8s_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Each variable by which production's workflows know the side, the cutover sets
// to gke and, on the way back, to fly.
func TestTheCutoverSetsWhatWorkflowsRead(t *testing.T) {
	golden := filepath.Join("testdata", "scenarios", "acme", "golden")
	plan, err := os.ReadFile(filepath.Join(golden, "cutover", "plan.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	read := readVariables(t, filepath.Join(golden, "ci"))
	if len(read) < 3 {
		t.Fatalf("workflows read %v, want a side and two switches at least", read)
	}
	for _, name := range read {
		values := []string{"gke", "fly"}
		switch name {
		case "SCHEMA_FREEZE":
			values = []string{"on", "off"}
		case "FLY_DEPLOYS":
			values = []string{"off"}
		}
		for _, value := range values {
			if line := "gh variable set " + name + " --body " + value + " --env production"; !strings.Contains(string(plan), line) {
				t.Errorf("no step runs: %s", line)
			}
		}
	}
}

// readVariables are the switches that the jobs of production read, sorted.
func readVariables(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, production, _ := strings.Cut(string(data), "\n  deploy-production:\n")
		for _, match := range regexp.MustCompile(`vars\.(ACTIVE_\w+|SCHEMA_FREEZE|FLY_DEPLOYS)`).FindAllStringSubmatch(production, -1) {
			names = append(names, match[1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
