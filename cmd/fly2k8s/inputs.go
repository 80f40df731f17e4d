package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/facts"
	"github.com/fly2k8s/fly2k8s/translate"
)

// inputs are the flags of the commands that read a company.
type inputs struct {
	inventory string
	sources   []string
	decisions string
	prices    string
}

func (in *inputs) flags(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&in.inventory, "inventory", "i", "", "the inventory folder")
	cmd.Flags().StringArrayVarP(&in.sources, "source", "s", nil, "a folder with fly.toml files, or one config file (may be repeated)")
	cmd.Flags().StringVarP(&in.decisions, "decisions", "d", "", "the decisions file (default fly2k8s.yaml in the output folder)")
	cmd.Flags().StringVar(&in.prices, "prices", "", "a price list in place of the built-in one, in the shape of internal/machines/prices.yaml")
}

// load reads everything that the flags name.
func (in inputs) load(out string) (translate.Input, error) {
	if in.inventory == "" && len(in.sources) == 0 {
		return translate.Input{}, usage(errors.New("nothing to read: give an inventory (-i), source folders (-s), or both"))
	}
	var input translate.Input
	var problems []error
	if in.inventory != "" {
		snapshot, err := inventory.Load(os.DirFS(in.inventory))
		if err != nil {
			problems = append(problems, fmt.Errorf("read inventory %s: %w", in.inventory, err))
		}
		input.Snapshot = snapshot
		input.Facts, err = facts.Load(os.DirFS(factsFolder(in.inventory)))
		problems = append(problems, err)
	}
	for _, source := range in.sources {
		found, err := sources(source)
		problems = append(problems, err)
		input.Sources = append(input.Sources, found...)
	}
	if in.prices != "" {
		list, err := machines.LoadPrices(in.prices)
		problems = append(problems, err)
		input.Prices = &list
	}
	decided, err := in.readDecisions(out)
	input.Decisions = decided
	return input, errors.Join(append(problems, err)...)
}

// sources finds the config files below a folder, or takes one file.
func sources(name string) ([]translate.Source, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("read sources: %w", err)
	}
	dir, root := absolute(name), "."
	if !info.IsDir() {
		dir, root = filepath.Dir(dir), filepath.Base(dir)
	}
	found, err := translate.FindSources(os.DirFS(dir), root)
	if err != nil {
		return nil, fmt.Errorf("read sources %s: %w", name, err)
	}
	if len(found) == 0 {
		return nil, hint(fmt.Errorf("read sources: no fly.toml, fly.json or fly.yaml below %s", name), "give the folder that holds your apps with -s")
	}
	for i := range found {
		found[i].Root = filepath.Base(dir)
	}
	return found, nil
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

func (in inputs) readDecisions(out string) (decisions.Decisions, error) {
	name := in.decisions
	if name == "" {
		name = filepath.Join(out, decisions.File)
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && in.decisions == "" {
		return decisions.Decisions{Version: decisions.Version}, nil
	}
	if err != nil {
		return decisions.Decisions{}, fmt.Errorf("read decisions: %w", err)
	}
	return decisions.Parse(name, data)
}
