package testenv

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// FlySchema is the path of Fly's GraphQL schema, which the fly-go module
// brings along; a test that can't find it fails.
func FlySchema(t testing.TB) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/superfly/fly-go").Output()
	if err != nil {
		t.Fatalf("find the fly-go module: %v", err)
	}
	path := filepath.Join(strings.TrimSpace(string(out)), "schema.graphql")
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	return path
}
