package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/cutover"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/tree"
)

func cutoverCommand(e env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "cutover",
		Short: "Plan, simulate and follow the day of the move",
	}
	cmd.AddCommand(
		cutoverPlanCommand(e), cutoverRunbookCommand(e), cutoverSimulateCommand(e),
		cutoverLogCommand(e), cutoverStatusCommand(e), cutoverRollbackCommand(e),
	)
	return cmd
}

// which names one plan of a platform repository. Production's stands in
// cutover/, another environment's and a rehearsal's in a folder below it.
type which struct {
	dir       string
	env       string
	rehearsal bool
}

func (w *which) flags(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&w.dir, "out", "o", ".", "the folder of the platform repository")
	cmd.Flags().StringVar(&w.env, "env", "production", "the environment that moves")
	cmd.Flags().BoolVar(&w.rehearsal, "rehearsal", false, "the rehearsal on a copy of the data")
}

// file places one of the cutover's files: cutover/plan.yaml becomes
// cutover/staging/plan.yaml for staging.
func (w which) file(name string) string {
	sub := ""
	if w.env != "production" {
		sub = w.env
	}
	if w.rehearsal {
		sub = path.Join(sub, "rehearsal")
	}
	return path.Join(path.Dir(name), sub, path.Base(name))
}

// owner keeps plans of different environments from removing each other.
func (w which) owner() string { return path.Dir(w.file(cutover.PlanFile)) }

func (w which) read() (plan.Plan, []byte, error) {
	name := filepath.Join(w.dir, filepath.FromSlash(w.file(cutover.PlanFile)))
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return plan.Plan{}, nil, hint(fmt.Errorf("read the plan: %s is not there", name), "make it with 'fly2k8s cutover plan'")
	}
	if err != nil {
		return plan.Plan{}, nil, err
	}
	p, err := cutover.Parse(name, data)
	return p, data, err
}

func (w which) journal() string {
	return filepath.Join(w.dir, filepath.FromSlash(w.file(cutover.JournalFile)))
}

// readJournal is empty when nothing has happened yet.
func (w which) readJournal() ([]byte, error) {
	data, err := os.ReadFile(w.journal())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// pages are all files of a plan, the plan itself as given.
func (w which) pages(p plan.Plan, data []byte) (tree.Tree, error) {
	out := tree.Tree{{Path: w.file(cutover.PlanFile), Data: data}}
	for _, page := range []struct {
		name string
		make func(plan.Plan) ([]byte, error)
	}{
		{cutover.RunbookFile, cutover.Markdown},
		{cutover.PageFile, cutover.HTML},
		{cutover.SummaryFile, cutover.Summary},
	} {
		text, err := page.make(p)
		if err != nil {
			return nil, err
		}
		out.Add(w.file(page.name), text)
	}
	return out, nil
}

func (w which) write(e env, p plan.Plan, data []byte) error {
	files, err := w.pages(p, data)
	if err != nil {
		return err
	}
	result, err := tree.Write(w.dir, files, w.owner())
	if err != nil {
		return err
	}
	for _, f := range files {
		fmt.Fprintf(e.out, "%s\n", filepath.Join(w.dir, filepath.FromSlash(f.Path)))
	}
	return leftAlone(e, result)
}
