package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
)

func demoCommand(e env) *cobra.Command {
	var out string
	var serve bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Run the whole road on the built-in sample company",
		Long: `demo starts a fake Fly API with a sample company on loopback and runs
inventory, init, translate, verify and cutover plan into a folder. With --serve
it keeps the fake running and prints the environment that points fly2k8s, or a
real flyctl, at it.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			server, err := flytest.Start(fly2k8s.AcmeFly(), flytest.Options{})
			if err != nil {
				return fmt.Errorf("start the fake Fly API: %w", err)
			}
			defer server.Close()
			if serve {
				return serveDemo(cmd.Context(), e, server)
			}
			return runDemo(cmd.Context(), e, server, out)
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "fly2k8s-demo", "the folder to write everything to")
	cmd.Flags().BoolVar(&serve, "serve", false, "keep the fake Fly API running until interrupted")
	return cmd
}

func serveDemo(ctx context.Context, e env, server *flytest.Server) error {
	for _, line := range server.Env() {
		fmt.Fprintf(e.out, "export %s\n", line)
	}
	fmt.Fprintf(e.err, "the fake Fly API answers on %s until you press Ctrl-C\n", server.URL)
	<-ctx.Done()
	return nil
}

// runDemo runs the commands themselves, each as a user would.
func runDemo(ctx context.Context, e env, server *flytest.Server, out string) error {
	if entries, err := os.ReadDir(out); err == nil && len(entries) > 0 {
		return hint(fmt.Errorf("write the demo to %s: the folder is not empty", out), "remove it, or choose another with --out")
	}
	src := filepath.Join(out, "src")
	if err := copyFolder(fly2k8s.AcmeSource(), src); err != nil {
		return fmt.Errorf("write the sample company: %w", err)
	}
	if err := copyFolder(fly2k8s.AcmeFacts(), factsFolder(filepath.Join(out, "inventory"))); err != nil {
		return fmt.Errorf("write the sample company's facts: %w", err)
	}
	e.getenv = over(e.getenv, server.Env())
	steps := [][]string{
		{"inventory", "--org", "acme", "--out", filepath.Join(out, "inventory")},
		{"facts", "list", "-i", filepath.Join(out, "inventory")},
		{"init", "-i", filepath.Join(out, "inventory"), "-s", src, "-o", out},
		{"translate", "-i", filepath.Join(out, "inventory"), "-s", src, "-o", out},
		{"verify", out},
		{"cutover", "plan", "-i", filepath.Join(out, "inventory"), "-s", src, "-o", out},
	}
	for _, args := range steps {
		fmt.Fprintf(e.out, "\n$ fly2k8s%s\n", spaced(args))
		if status := run(ctx, args, e); status != exitDone && status != exitUndecided {
			return outcome{status, fmt.Sprintf("the demo stopped at %s", args[0])}
		}
	}
	fmt.Fprintf(e.out, demoEnd, out)
	return nil
}

const demoEnd = `
Done. In %[1]s, open first:
  REPORT.md                                   what became of every setting, what needs a person first
  fly2k8s.yaml                                the decisions, each with its reason
  apps/acme-api/overlays/production           one app as it would run
  cutover/runbook.html                        the day itself
`

// over puts NAME=value lines in front of an environment.
func over(getenv func(string) string, lines []string) func(string) string {
	return func(name string) string {
		for _, line := range lines {
			if value, ok := strings.CutPrefix(line, name+"="); ok {
				return value
			}
		}
		return getenv(name)
	}
}

func spaced(args []string) string {
	line := ""
	for _, a := range args {
		line += " " + a
	}
	return line
}

func copyFolder(from fs.FS, to string) error {
	return fs.WalkDir(from, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, path)
		if err != nil {
			return err
		}
		return writeFile(filepath.Join(to, filepath.FromSlash(path)), data)
	})
}
