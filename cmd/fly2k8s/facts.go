package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/facts"
)

func factsCommand(e env) *cobra.Command {
	var dir, format string
	cmd := &cobra.Command{
		Use:   "facts",
		Short: "Ask databases, DNS and metrics what the Fly API doesn't know",
		Long: `facts works below the inventory, in facts/. 'facts probes' writes read-only probes:
a SQL script per database, a DNS snapshot, usage of the last 14 days. A person
runs them. 'facts read' turns their answers into facts that translate and cutover
use; 'facts list' shows them with their age. A step that rests on a missing fact
is blocked, never guessed.`,
	}
	cmd.PersistentFlags().StringVarP(&dir, "inventory", "i", "inventory", "the inventory folder")
	list := &cobra.Command{
		Use: "list", Short: "List the facts and how old each is", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return listFacts(e, dir, format) },
	}
	list.Flags().StringVar(&format, "format", "table", "table, json or yaml")
	cmd.AddCommand(
		list,
		&cobra.Command{
			Use: "probes", Short: "Write the probes, for a person to run", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return runProbes(e, dir) },
		},
		&cobra.Command{
			Use: "read", Short: "Read what the probes saved, and keep it as facts", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return runFacts(e, dir) },
		},
	)
	return cmd
}

func listFacts(e env, dir, format string) error {
	known, err := facts.Load(os.DirFS(factsFolder(dir)))
	if err != nil {
		return err
	}
	return show(e, format, facts.Table(known.List(), e.now()), known.List())
}

// factsFolder is where facts live, inside the inventory.
func factsFolder(inventory string) string { return filepath.Join(inventory, "facts") }

func runProbes(e env, dir string) error {
	snapshot, err := inventory.Load(os.DirFS(dir))
	if err != nil {
		return fmt.Errorf("read inventory %s: %w", dir, err)
	}
	probes := facts.Probes(snapshot)
	for _, name := range sortedNames(probes) {
		path := filepath.Join(factsFolder(dir), filepath.FromSlash(name))
		if err := writeFile(path, probes[name]); err != nil {
			return err
		}
		fmt.Fprintln(e.out, path)
	}
	return nil
}

func runFacts(e env, dir string) error {
	snapshot, err := inventory.Load(os.DirFS(dir))
	if err != nil {
		return fmt.Errorf("read inventory %s: %w", dir, err)
	}
	answers, err := readAnswers(filepath.Join(factsFolder(dir), "answers"))
	if err != nil {
		return err
	}
	files, err := facts.Read(snapshot, answers)
	for _, name := range sortedNames(files) {
		path := filepath.Join(factsFolder(dir), filepath.FromSlash(name))
		if werr := writeFile(path, files[name]); werr != nil {
			return werr
		}
		fmt.Fprintln(e.out, path)
	}
	return err
}

func readAnswers(dir string) ([]facts.Answer, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil, hint(fmt.Errorf("read answers: none in %s", dir), "write the probes with 'fly2k8s facts probes' and run them")
	}
	if err != nil {
		return nil, err
	}
	var answers []facts.Answer
	for _, entry := range entries {
		if entry.IsDir() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return nil, err
		}
		info, err := entry.Info()
		if err != nil {
			return nil, err
		}
		answers = append(answers, facts.Answer{Name: entry.Name(), Text: text, Taken: info.ModTime().UTC()})
	}
	return answers, nil
}

func sortedNames(files map[string][]byte) []string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
