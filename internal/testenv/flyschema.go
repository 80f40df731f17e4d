package testenv

import (
	"os/exec"
	"path/filepath"
	"strings"
)

// FlySchema is the path of Fly's GraphQL schema, which the fly-go module
// brings along. Where the go command can't tell, the path leads nowhere.
func FlySchema() string {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/superfly/fly-go").Output()
	if err != nil {
		return "fly-go-is-missing/schema.graphql"
	}
	return filepath.Join(strings.TrimSpace(string(out)), "schema.graphql")
}
