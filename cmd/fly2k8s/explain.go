package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/internal/report"
)

func explainCommand(e env) *cobra.Command {
	return &cobra.Command{
		Use:   "explain CODE",
		Short: "Say what a rule is about: what is detected, what is written, what to do",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			rule, ok := report.Lookup(args[0])
			if !ok {
				return hint(fmt.Errorf("explain %s: no such rule", args[0]), "REPORT.md names rules as FLY013 or keep-alive")
			}
			fmt.Fprint(e.out, report.Explain(rule))
			return nil
		},
	}
}
