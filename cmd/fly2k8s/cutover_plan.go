package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/cutover"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate"
)

func cutoverPlanCommand(e env) *cobra.Command {
	var in inputs
	var w which
	var allow bool
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "Order the moves of DNS, databases, volumes and apps, and try to break the order",
		Long: `plan reads what translate reads, orders every step of the move, simulates it and
writes plan.yaml, runbook.md, runbook.html and summary.md below cutover/. A plan that a
simulated night can break, or that doesn't fit the window in fly2k8s.yaml, is
refused with what would do.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runCutoverPlan(e, in, w, allow) },
	}
	in.flags(cmd)
	w.flags(cmd)
	cmd.Flags().BoolVar(&allow, "allow-undecided", false, "exit 0 although steps are blocked")
	return cmd
}

func runCutoverPlan(e env, in inputs, w which, allow bool) error {
	input, err := in.load(w.dir)
	if err != nil {
		return err
	}
	company, findings, err := translate.Company(input)
	if err != nil {
		return err
	}
	p, found, err := makePlan(input, company, findings, w)
	if err != nil {
		return err
	}
	data, err := cutover.Marshal(p)
	if err != nil {
		return err
	}
	if err := w.write(e, p, data); err != nil {
		return err
	}
	for _, f := range report.Open(found) {
		fmt.Fprintf(e.err, "%s %s: %s\n", f.Code, f.Rule, f.Why)
	}
	return undecidedPlan(found, allow)
}

// makePlan uses what the rehearsal of the same environment measured.
func makePlan(input translate.Input, company spec.Company, findings []report.Finding, w which) (plan.Plan, []report.Finding, error) {
	decided, _, err := translate.Infer(input)
	if err != nil {
		return plan.Plan{}, nil, err
	}
	measured, err := w.measured()
	if err != nil {
		return plan.Plan{}, nil, err
	}
	return cutover.Plan(company, cutover.Options{
		Env: w.env, Rehearsal: w.rehearsal, Decisions: decided, Measured: measured, Findings: findings,
		Facts: input.Facts.Spec(),
	})
}

// measured are the times of a rehearsal that was made and logged.
func (w which) measured() ([]cutover.Timing, error) {
	if w.rehearsal {
		return nil, nil
	}
	rehearsal := which{dir: w.dir, env: w.env, rehearsal: true}
	data, err := rehearsal.readJournal()
	if err != nil || data == nil {
		return nil, err
	}
	p, _, err := rehearsal.read()
	if err != nil {
		return nil, err
	}
	return cutover.Timings(p, data)
}

func undecidedPlan(found []report.Finding, allow bool) error {
	open := report.Open(found)
	if len(open) == 0 || allow {
		return nil
	}
	return hint(outcome{exitUndecided, fmt.Sprintf("%d things stand between the plan and the day", len(open))},
		"they are listed at the top of the runbook")
}

func cutoverRunbookCommand(e env) *cobra.Command {
	var w which
	cmd := &cobra.Command{
		Use:   "runbook",
		Short: "Write the runbook and the summary again from plan.yaml, edited or not",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			p, data, err := w.read()
			if err != nil {
				return err
			}
			return w.write(e, p, data)
		},
	}
	w.flags(cmd)
	return cmd
}
