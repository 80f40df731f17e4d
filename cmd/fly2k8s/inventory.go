package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// inventoryFlags are what a person may say about one run.
type inventoryFlags struct {
	orgs   []string
	apps   []string
	out    string
	format string
	resume bool
	quiet  bool
}

func inventoryCommand(e env) *cobra.Command {
	var f inventoryFlags
	cmd := &cobra.Command{
		Use:   "inventory",
		Short: "Export everything that an organisation runs on Fly, as YAML",
		Long: `inventory reads the Fly API with the token in FLY_API_TOKEN (a read-only one is
enough: fly tokens create readonly ORG) and writes one YAML file per app and one
for the organisation. Secret values are never asked for. A section that could not
be read says so; it is never an empty list. An interrupted run leaves a valid,
partial inventory, which --resume completes.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.quiet, _ = cmd.Flags().GetBool("quiet")
			return runInventory(cmd.Context(), e, f)
		},
	}
	cmd.Flags().StringArrayVar(&f.orgs, "org", nil, "the organisation's slug (default: the only one that the token sees; may be repeated)")
	cmd.Flags().StringArrayVar(&f.apps, "app", nil, "read only this app (may be repeated)")
	cmd.Flags().StringVarP(&f.out, "out", "o", "inventory", "the folder to write to; with several organisations one folder below it for each")
	cmd.Flags().StringVar(&f.format, "format", "yaml", "yaml (a folder) or json (one document on stdout)")
	cmd.Flags().BoolVar(&f.resume, "resume", false, "complete an inventory that broke off")
	return cmd
}

func runInventory(ctx context.Context, e env, f inventoryFlags) error {
	if f.format != "yaml" && f.format != "json" {
		return usage(fmt.Errorf("--format %s: expected yaml or json", f.format))
	}
	client, err := flyClient(e)
	if err != nil {
		return err
	}
	orgs := f.orgs
	if len(orgs) == 0 {
		orgs = []string{""}
	}
	gaps := 0
	for _, org := range orgs {
		out := f.out
		if len(orgs) > 1 {
			out = filepath.Join(f.out, org)
		}
		n, err := inventoryOf(ctx, e, client, org, out, f)
		if err != nil {
			return err
		}
		gaps += n
	}
	if gaps > 0 {
		return hint(outcome{exitUndecided, fmt.Sprintf("%d sections could not be read", gaps)},
			"run again with --resume, or with a token that may read them")
	}
	return nil
}

// inventoryOf reads one organisation and returns how many sections are missing.
func inventoryOf(ctx context.Context, e env, client inventory.Source, org, out string, f inventoryFlags) (int, error) {
	journal, err := openJournal(out, f)
	if err != nil {
		return 0, err
	}
	bar := newProgress(e, f.quiet)
	snapshot, err := inventory.Collect(ctx, client, inventory.Options{Org: org, Apps: f.apps, Resume: journal.earlier}, journal, bar.inventory)
	bar.done()
	if cerr := journal.Close(); err == nil {
		err = cerr
	}
	if snapshot == nil {
		return 0, errors.Join(explainFly(err, org), journal.remove())
	}
	if serr := saveInventory(e, snapshot, out, f.format); serr != nil {
		return 0, errors.Join(err, serr)
	}
	if err != nil {
		return 0, hint(explainFly(err, org), "what was read is in %s; complete it with --resume", out)
	}
	gaps := inventory.Gaps(snapshot)
	for _, g := range gaps {
		fmt.Fprintf(e.err, "not read: %s\n", gapText(g))
	}
	if len(gaps) > 0 {
		return len(gaps), nil
	}
	return 0, journal.remove()
}

func gapText(g inventory.Gap) string {
	text := g.Name
	if g.Where != "" {
		text += " of " + g.Where
	}
	text += ": " + string(g.Status)
	if g.Reason != "" {
		text += ", " + g.Reason
	}
	if g.RequestID != "" {
		text += " (request " + g.RequestID + ")"
	}
	return text
}

func saveInventory(e env, s *inventory.Snapshot, out, format string) error {
	if format == "json" {
		data, err := inventory.JSON(s)
		if err != nil {
			return err
		}
		_, err = e.out.Write(data)
		return err
	}
	files, err := inventory.Save(s)
	if err != nil {
		return err
	}
	if err := writeInventory(out, files); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%s: %d apps, %d machines, %d files\n", out, len(s.Apps.Items), machineCount(s), len(files))
	return nil
}

func machineCount(s *inventory.Snapshot) int {
	n := 0
	for i := range s.Apps.Items {
		n += len(s.Apps.Items[i].Machines.Items)
	}
	return n
}
