package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/verify"
	"github.com/fly2k8s/fly2k8s/verify/cluster"
)

func verifyCommand(e env) *cobra.Command {
	var f verifyFlags
	cmd := &cobra.Command{
		Use:   "verify [FOLDER]",
		Short: "Prove the platform repository: it builds, decodes, closes and balances",
		Long: `verify climbs a ladder of checks over a platform repository and prints each
rung with what it looked at. It works offline and writes nothing; with --cluster
it also asks the cluster of the current kubeconfig context what applying would do,
by server-side dry runs. The exit status is 1 when any check fails.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runVerify(cmd.Context(), e, folder(args), f)
		},
	}
	cmd.Flags().StringVar(&f.format, "format", "table", "table, json or sarif")
	cmd.Flags().StringArrayVar(&f.options.Elsewhere, "elsewhere", nil, "an object that something else makes, as Kind/namespace/name (may be repeated)")
	cmd.Flags().StringArrayVar(&f.options.Registries, "registry", nil, "a registry that images may come from (may be repeated; default any)")
	cmd.Flags().BoolVar(&f.cluster, "cluster", false, "ask the cluster, too; nothing is written to it")
	cmd.Flags().StringVar(&f.options.Env, "env", "", "an environment of the cluster to ask, where the repository is for several clusters")
	cmd.Flags().StringVar(&f.kubeconfig, "kubeconfig", "", "the kubeconfig (default $KUBECONFIG, then ~/.kube/config)")
	cmd.Flags().StringVar(&f.context, "context", "", "the kubeconfig's context (default the current one)")
	return cmd
}

// verifyFlags say what is proven, and how it is printed.
type verifyFlags struct {
	format              string
	options             verify.Options
	cluster             bool
	kubeconfig, context string
}

func folder(args []string) string {
	if len(args) == 0 {
		return "."
	}
	return args[0]
}

func runVerify(ctx context.Context, e env, dir string, f verifyFlags) error {
	write, err := verifyWriter(f.format)
	if err != nil {
		return err
	}
	if !f.cluster && f.options.Env+f.kubeconfig+f.context != "" {
		return usage(errors.New("--env, --kubeconfig and --context choose a cluster: give --cluster, too"))
	}
	if _, err := os.Stat(dir); err != nil {
		return hint(err, "give the folder that 'fly2k8s translate' wrote")
	}
	result, err := verify.Tree(os.DirFS(dir), f.options)
	if err != nil {
		return err
	}
	if f.cluster {
		if err := askCluster(ctx, dir, f, &result); err != nil {
			return err
		}
	}
	if err := write(result, e.out); err != nil {
		return err
	}
	if result.Failed() {
		return outcome{exitFailed, "the repository is not proven"}
	}
	return nil
}

// askCluster adds the cluster's rungs to the ladder.
func askCluster(ctx context.Context, dir string, f verifyFlags, result *verify.Result) error {
	config, err := cluster.Config(f.kubeconfig, f.context)
	if err != nil {
		return hint(err, "get credentials with 'gcloud container clusters get-credentials NAME --dns-endpoint'")
	}
	live, err := cluster.Verify(ctx, config, os.DirFS(dir), f.options)
	if err != nil {
		return err
	}
	result.Rungs = append(result.Rungs, live.Rungs...)
	result.Findings = append(result.Findings, live.Findings...)
	result.Changes = append(result.Changes, live.Changes...)
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
