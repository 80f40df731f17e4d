package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/cutover"
	"github.com/fly2k8s/fly2k8s/cutover/journal"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

func cutoverLogCommand(e env) *cobra.Command {
	var w which
	var entry journal.Entry
	cmd := &cobra.Command{
		Use:   "log STEP started|done|failed|undone",
		Short: "Write down what happened to a step, who did it and when",
		Args:  cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			entry.Step, entry.Outcome = args[0], journal.Outcome(args[1])
			return runLog(e, w, entry)
		},
	}
	w.flags(cmd)
	cmd.Flags().StringVar(&entry.By, "by", "", "who did it (default $USER)")
	cmd.Flags().StringVar(&entry.Second, "second", "", "who confirmed, where a step needs two")
	cmd.Flags().StringVar(&entry.Note, "note", "", "what to remember")
	return cmd
}

func runLog(e env, w which, entry journal.Entry) error {
	if !slices.Contains(journal.Outcomes(), entry.Outcome) {
		return usage(fmt.Errorf("outcome %q: expected started, done, failed or undone", entry.Outcome))
	}
	if entry.By == "" {
		entry.By = e.getenv("USER")
	}
	if entry.By == "" {
		return usage(errors.New("say who did it with --by"))
	}
	entry.At = e.now().UTC()
	p, _, err := w.read()
	if err != nil {
		return err
	}
	data, err := w.readJournal()
	if err != nil {
		return err
	}
	data, err = cutover.Log(p, data, entry)
	if err != nil {
		return err
	}
	if err := writeFile(w.journal(), data); err != nil {
		return err
	}
	return printStatus(e, p, data)
}

func cutoverStatusCommand(e env) *cobra.Command {
	var w which
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Say where the night stands and what may begin now",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			p, _, err := w.read()
			if err != nil {
				return err
			}
			data, err := w.readJournal()
			if err != nil {
				return err
			}
			return printStatus(e, p, data)
		},
	}
	w.flags(cmd)
	return cmd
}

func printStatus(e env, p plan.Plan, data []byte) error {
	s, err := cutover.Status(p, data)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%d of %d steps done, phase %s, %s of work ahead\n", s.Done, s.All, s.Phase, cutover.Span(s.Left))
	list(e, "begun and not finished", s.Broken)
	list(e, "may begin now", s.Next)
	list(e, "blocked", s.Blocked)
	if len(s.Passed) > 0 {
		fmt.Fprintf(e.out, "past the point of no return: %s\n", strings.Join(s.Passed, ", "))
	}
	return nil
}

func list(e env, head string, steps []plan.Step) {
	if len(steps) == 0 {
		return
	}
	fmt.Fprintf(e.out, "%s:\n", head)
	for _, s := range steps {
		line := fmt.Sprintf("  %-28s %s (%s)", s.ID, s.Title, s.Owner)
		if s.Blocked != "" {
			line += ": " + s.Blocked
		}
		fmt.Fprintln(e.out, line)
	}
}

func cutoverRollbackCommand(e env) *cobra.Command {
	var w which
	cmd := &cobra.Command{
		Use:   "rollback",
		Short: "Print the exact commands back to everything on Fly, from where the night stands",
		Long: `rollback reads plan and journal and prints, in order, the commands that undo what
was done. It runs nothing. Past a point of no return it says what stays and why,
and the exit status is 1.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runRollback(e, w) },
	}
	w.flags(cmd)
	return cmd
}

func runRollback(e env, w which) error {
	p, _, err := w.read()
	if err != nil {
		return err
	}
	data, err := w.readJournal()
	if err != nil {
		return err
	}
	way, err := cutover.Rollback(p, data)
	if err != nil {
		return err
	}
	if len(way.Undo) == 0 && way.Whole() {
		fmt.Fprintln(e.out, "# nothing to undo: everything is on Fly")
	}
	for _, s := range way.Undo {
		fmt.Fprintf(e.out, "\n# undo %s: %s (%s)\n", s.ID, s.Title, s.Owner)
		if s.Undo.Say != "" {
			fmt.Fprintf(e.out, "# %s\n", s.Undo.Say)
		}
		for _, c := range s.Undo.Commands {
			fmt.Fprintln(e.out, c)
		}
		fmt.Fprintf(e.out, "# then: fly2k8s cutover log %s undone\n", s.ID)
	}
	if !way.Whole() {
		return outcome{exitFailed, fmt.Sprintf("%s can't be undone: %s", strings.Join(way.Stays, ", "), way.Why)}
	}
	return nil
}
