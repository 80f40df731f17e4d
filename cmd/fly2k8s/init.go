package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/translate"
)

func initCommand(e env) *cobra.Command {
	var in inputs
	var out string
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write fly2k8s.yaml: the decisions, inferred, each with its reason",
		Long: `init reads an inventory (-i), source folders (-s), or both, and writes
fly2k8s.yaml with every decision that they leave open: what fly2k8s would choose,
why, and what else is possible. An existing file is never changed.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runInit(e, in, out) },
	}
	in.flags(cmd)
	cmd.Flags().StringVarP(&out, "out", "o", ".", "the folder to write it to")
	return cmd
}

func runInit(e env, in inputs, out string) error {
	name := filepath.Join(out, decisions.File)
	if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
		return hint(outcome{exitLeftAlone, name + " is there already"}, "edit it, or remove it to have it written again")
	}
	input, err := in.load(out)
	if err != nil {
		return err
	}
	decided, why, err := translate.Infer(input)
	if err != nil {
		return err
	}
	data, err := decisions.Write(decided, why)
	if err != nil {
		return err
	}
	if err := writeFile(name, data); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%s: %d apps in %d environments, %d decisions inferred\n", name, len(decided.Apps), len(decided.Environments), len(why))
	return nil
}
