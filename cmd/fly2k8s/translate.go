package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/cost"
)

func translateCommand(e env) *cobra.Command {
	var in inputs
	var f translateFlags
	cmd := &cobra.Command{
		Use:   "translate",
		Short: "Write the platform repository: kustomize bases and overlays, node pools, the report",
		Long: `translate reads an inventory (-i), source folders with fly.toml and
Dockerfiles (-s), or both, and the decisions in fly2k8s.yaml, and writes a
repository to review. Files that somebody edited since the last run are left
alone (exit status 4). Settings that a person must decide are in REPORT.md
(exit status 3).`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runTranslate(e, in, f)
		},
	}
	in.flags(cmd)
	cmd.Flags().StringVarP(&f.out, "out", "o", ".", "the folder of the platform repository")
	cmd.Flags().BoolVar(&f.allow, "allow-undecided", false, "exit 0 although settings are undecided")
	cmd.Flags().BoolVar(&f.check, "check", false, "write nothing; exit 5 when the folder would change")
	cmd.Flags().StringVar(&f.format, "format", "table", "what to print: table (a summary), json or yaml (with the monthly cost by app)")
	return cmd
}

type translateFlags struct {
	out, format  string
	allow, check bool
}

// summary is what translate prints for a program.
type summary struct {
	Out       string                 `json:"out"`
	Written   int                    `json:"written"`
	Unchanged int                    `json:"unchanged"`
	Removed   int                    `json:"removed"`
	Settings  map[report.Outcome]int `json:"settings"`
	Cost      cost.Estimate          `json:"cost"`
}

func runTranslate(e env, in inputs, f translateFlags) error {
	input, err := in.load(f.out)
	if err != nil {
		return err
	}
	out, err := whole(input)
	if err != nil {
		return err
	}
	if f.check {
		return checkTree(e, f.out, out.Files)
	}
	result, err := tree.Write(f.out, out.Files, "translate")
	if err != nil {
		return fmt.Errorf("write %s: %w", f.out, err)
	}
	if err := summarise(e, f, out, result); err != nil {
		return err
	}
	if err := leftAlone(e, result); err != nil {
		return err
	}
	return undecided(out.Findings, f.allow)
}

func summarise(e env, f translateFlags, out translate.Output, result tree.Result) error {
	s := summary{
		Out: f.out, Written: len(result.Written), Unchanged: result.Same, Removed: len(result.Removed),
		Settings: report.Count(out.Findings), Cost: out.Cost,
	}
	text := fmt.Sprintf("%s: %d files written, %d unchanged, %d removed\n%s\n", s.Out, s.Written, s.Unchanged, s.Removed, report.Summary(out.Findings))
	return show(e, f.format, text, s)
}

func checkTree(e env, out string, files tree.Tree) error {
	result, err := tree.Plan(out, files, "translate")
	if err != nil {
		return err
	}
	for _, path := range result.Written {
		fmt.Fprintf(e.out, "would write %s\n", path)
	}
	for _, path := range result.Removed {
		fmt.Fprintf(e.out, "would remove %s\n", path)
	}
	if len(result.Written)+len(result.Removed) > 0 {
		return outcome{exitDifferent, ""}
	}
	return leftAlone(e, result)
}

func leftAlone(e env, r tree.Result) error {
	if !r.LeftAlone() {
		return nil
	}
	for _, path := range r.Edited {
		fmt.Fprintf(e.err, "left alone, edited since it was generated: %s\n", path)
	}
	for _, path := range r.Forgotten {
		fmt.Fprintf(e.err, "left alone, no longer generated but edited: %s\n", path)
	}
	return hint(outcome{exitLeftAlone, fmt.Sprintf("%d edited files were left alone", len(r.Edited)+len(r.Forgotten))},
		"move the edits into a kustomize overlay or fly2k8s.yaml, delete the files, and run again")
}

func undecided(findings []report.Finding, allow bool) error {
	open := report.Open(findings)
	if len(open) == 0 || allow {
		return nil
	}
	return hint(outcome{exitUndecided, fmt.Sprintf("%d settings need a person", len(open))},
		"they are at the top of REPORT.md; decide in fly2k8s.yaml and run again")
}
