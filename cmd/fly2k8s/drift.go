package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/drift"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// driftFlags choose the two sides.
type driftFlags struct {
	inventory string
	against   string
	live      bool
	sources   []string
	format    string
	quiet     bool
}

func driftCommand(e env) *cobra.Command {
	var f driftFlags
	cmd := &cobra.Command{
		Use:   "drift",
		Short: "Show where files, releases and machines differ, or what changed on Fly",
		Long: `drift compares, per process group and region, counts, sizes, environment, image,
services and checks.

  drift -i INVENTORY -s SOURCES     machines against last release against file
  drift -i INVENTORY --with OTHER   two inventories: what changed since INVENTORY
  drift -i INVENTORY --live         an inventory against the Fly API now

The exit status is 5 when anything differs.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.quiet, _ = cmd.Flags().GetBool("quiet")
			return runDrift(cmd.Context(), e, f)
		},
	}
	cmd.Flags().StringVarP(&f.inventory, "inventory", "i", "", "the inventory folder")
	cmd.Flags().StringVar(&f.against, "with", "", "a later inventory folder")
	cmd.Flags().BoolVar(&f.live, "live", false, "read the Fly API now and compare with it")
	cmd.Flags().StringArrayVarP(&f.sources, "source", "s", nil, "a folder with fly.toml files, or one config file (may be repeated)")
	cmd.Flags().StringVar(&f.format, "format", "table", "table, json or yaml")
	return cmd
}

func runDrift(ctx context.Context, e env, f driftFlags) error {
	if f.inventory == "" {
		return usage(errors.New("give an inventory with -i"))
	}
	before, err := inventory.Load(os.DirFS(f.inventory))
	if err != nil {
		return fmt.Errorf("read inventory %s: %w", f.inventory, err)
	}
	found, err := differences(ctx, e, f, before)
	if err != nil {
		return err
	}
	if err := show(e, f.format, drift.Table(found), found); err != nil {
		return err
	}
	if len(found) > 0 {
		return outcome{exitDifferent, ""}
	}
	return nil
}

func differences(ctx context.Context, e env, f driftFlags, before *inventory.Snapshot) ([]drift.Difference, error) {
	switch {
	case f.live:
		after, err := fresh(ctx, e, before.Org.Slug, f.quiet)
		if err != nil {
			return nil, err
		}
		return drift.Snapshots(before, after)
	case f.against != "":
		after, err := inventory.Load(os.DirFS(f.against))
		if err != nil {
			return nil, fmt.Errorf("read inventory %s: %w", f.against, err)
		}
		return drift.Snapshots(before, after)
	}
	files, err := configs(f.sources)
	if err != nil {
		return nil, err
	}
	found, unmatched, err := drift.Files(before, files)
	for _, file := range unmatched {
		fmt.Fprintf(e.err, "not compared: %s names app %q, which the inventory doesn't have\n", file.Name, file.Config.App)
	}
	return found, err
}

// fresh reads the organisation from Fly without writing anything.
func fresh(ctx context.Context, e env, org string, quiet bool) (*inventory.Snapshot, error) {
	client, err := flyClient(e)
	if err != nil {
		return nil, err
	}
	bar := newProgress(e, quiet)
	defer bar.done()
	s, err := inventory.Collect(ctx, client, inventory.Options{Org: org}, nil, bar.inventory)
	if err != nil {
		return nil, explainFly(err, org)
	}
	return s, nil
}

func configs(folders []string) ([]*flytoml.File, error) {
	var files []*flytoml.File
	var problems []error
	for _, folder := range folders {
		found, err := sources(folder)
		problems = append(problems, err)
		for _, s := range found {
			file, err := s.Read()
			problems = append(problems, err)
			files = append(files, file)
		}
	}
	return files, errors.Join(problems...)
}
