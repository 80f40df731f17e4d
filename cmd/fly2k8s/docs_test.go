package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/inventory"
)

var update = flag.Bool("update", false, "rewrite generated docs and golden files")

// TestDocs keeps the generated pages equal to what the program says.
func TestDocs(t *testing.T) {
	pages := map[string][]byte{
		"cli.md":                      commandPage(rootCommand(env{})),
		"schemas/fly2k8s.schema.json": decisions.Schema(),
	}
	for name, schema := range map[string]func() ([]byte, error){"report": report.Schema, "plan": plan.JSONSchema} {
		data, err := schema()
		if err != nil {
			t.Fatal(err)
		}
		pages["schemas/"+name+".schema.json"] = data
	}
	schemas, err := inventory.Schemas()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range schemas {
		pages["schemas/"+name] = text
	}
	for name, want := range pages {
		path := filepath.Join(testenv.Root(), "docs", filepath.FromSlash(name))
		if *update {
			if err := writeFile(path, want); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(got)); d != "" {
			t.Errorf("docs/%s is out of date, run make golden:\n%s", name, d)
		}
	}
}

// commandPage is docs/cli.md: every command with its text and flags.
func commandPage(root *cobra.Command) []byte {
	var b bytes.Buffer
	b.WriteString("# Commands\n\nWhat `fly2k8s --help` says of each.\n")
	section(&b, root)
	return b.Bytes()
}

func section(b *bytes.Buffer, cmd *cobra.Command) {
	for _, c := range cmd.Commands() {
		if c.Hidden || c.Name() == "help" || c.Name() == "completion" {
			continue
		}
		if c.Runnable() {
			fmt.Fprintf(b, "\n## %s\n\n%s.\n\n", c.UseLine(), c.Short)
			if c.Long != "" {
				fmt.Fprintf(b, "%s\n\n", c.Long)
			}
			if flags := c.LocalFlags().FlagUsages(); flags != "" {
				fmt.Fprintf(b, "```\n%s```\n", flags)
			}
		}
		section(b, c)
	}
}
