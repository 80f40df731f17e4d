package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/cutover"
	"github.com/fly2k8s/fly2k8s/cutover/simulate"
)

func cutoverSimulateCommand(e env) *cobra.Command {
	var w which
	var o simulate.Options
	var format string
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "Try to break plan.yaml: failures, undos, caches and pauses at every step",
		Long: `simulate runs the plan over a model of the world in which any step can fail, be
undone or be paused, records stay cached and replicas lag, and checks the promises
of a move in every state. It prints what it looked at and the shortest story that
breaks a promise; then the exit status is 1.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			p, _, err := w.read()
			if err != nil {
				return err
			}
			r := cutover.Simulate(p, o)
			if err := show(e, format, simulation(r), r); err != nil {
				return err
			}
			if r.Counter != nil {
				return outcome{exitFailed, "the plan can break: " + r.Counter.Promise}
			}
			return nil
		},
	}
	w.flags(cmd)
	cmd.Flags().IntVar(&o.States, "states", 0, "states of each part before a search gives up (default 20000)")
	cmd.Flags().IntVar(&o.Walks, "walks", 0, "random nights over the whole plan (default 20)")
	cmd.Flags().Uint64Var(&o.Seed, "seed", 0, "seed of the random nights")
	cmd.Flags().StringVar(&format, "format", "table", "table, json or yaml")
	return cmd
}

// simulation is the result as text.
func simulation(r simulate.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "steps       %d, with %d effects\n", r.Steps, r.Effects)
	fmt.Fprintf(&b, "parts       %d searched whole, %d in part\n", r.Cells-r.Partial, r.Partial)
	fmt.Fprintf(&b, "states      %d, %d moves\n", r.States, r.Moves)
	fmt.Fprintf(&b, "whole plan  %s\n", wholePlan(r))
	fmt.Fprintf(&b, "steps done  %d, broken off %d, undone %d\n", r.Done, r.Broken, r.Undone)
	if len(r.Untried) > 0 {
		fmt.Fprintf(&b, "never begun %s\n", strings.Join(r.Untried, ", "))
	}
	if r.Counter == nil {
		b.WriteString("\nno promise can be broken in what was searched\n")
		return b.String()
	}
	fmt.Fprintf(&b, "\nbroken: %s\n%s\n\nthe shortest story, in %s:\n", r.Counter.Promise, r.Counter.What, r.Counter.About)
	for i, line := range r.Counter.Story {
		fmt.Fprintf(&b, "%3d. %s\n", i+1, line)
	}
	return b.String()
}

func wholePlan(r simulate.Result) string {
	if r.Whole {
		return "searched whole"
	}
	return fmt.Sprintf("%d random nights, %d moves", r.Walks, r.Walked)
}
