package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/verify"
)

func verifyCommand(e env) *cobra.Command {
	var format string
	var elsewhere, registries []string
	cmd := &cobra.Command{
		Use:   "verify [FOLDER]",
		Short: "Prove the platform repository: it builds, decodes, closes and balances",
		Long: `verify climbs a ladder of checks over a platform repository and prints each
rung with what it looked at. It works offline and writes nothing. The exit
status is 1 when any check fails.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return runVerify(e, folder(args), format, verify.Options{Elsewhere: elsewhere, Registries: registries})
		},
	}
	cmd.Flags().StringVar(&format, "format", "table", "table, json or sarif")
	cmd.Flags().StringArrayVar(&elsewhere, "elsewhere", nil, "an object that something else makes, as Kind/namespace/name (may be repeated)")
	cmd.Flags().StringArrayVar(&registries, "registry", nil, "a registry that images may come from (may be repeated; default any)")
	return cmd
}

func folder(args []string) string {
	if len(args) == 0 {
		return "."
	}
	return args[0]
}

func runVerify(e env, dir, format string, options verify.Options) error {
	write, err := verifyWriter(format)
	if err != nil {
		return err
	}
	if _, err := os.Stat(dir); err != nil {
		return hint(err, "give the folder that 'fly2k8s translate' wrote")
	}
	result, err := verify.Tree(os.DirFS(dir), options)
	if err != nil {
		return err
	}
	if err := write(result, e.out); err != nil {
		return err
	}
	if result.Failed() {
		return outcome{exitFailed, "the repository is not proven"}
	}
	return nil
}

func verifyWriter(format string) (func(verify.Result, io.Writer) error, error) {
	switch format {
	case "table":
		return verify.Result.WriteTable, nil
	case "json":
		return verify.Result.WriteJSON, nil
	case "sarif":
		return verify.Result.WriteSARIF, nil
	}
	return nil, usage(fmt.Errorf("--format %s: expected table, json or sarif", format))
}
