package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/internal/poolfile"
	"github.com/fly2k8s/fly2k8s/nodepools"
)

// endpointVariable points the commands at a fake GKE API on loopback.
const endpointVariable = "FLY2K8S_GKE_ENDPOINT"

func nodepoolsCommand(e env) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "nodepools",
		Short: "Compare node pools with the cluster's, and make them",
	}
	cmd.AddCommand(nodepoolsPlanCommand(e), nodepoolsApplyCommand(e))
	return cmd
}

func nodepoolsPlanCommand(e env) *cobra.Command {
	var dir, format string
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "Show how the clusters differ from infra/nodepools; change nothing",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			client, diff, err := planPools(cmd.Context(), e, dir)
			if err != nil {
				return err
			}
			defer client.Close()
			if err := show(e, format, table(nodepools.Header(), diff.Rows()), diff); err != nil {
				return err
			}
			for _, why := range diff.Refusals() {
				fmt.Fprintln(e.err, why)
			}
			if !diff.Empty() {
				return outcome{exitDifferent, ""}
			}
			return nil
		},
	}
	cmd.Flags().StringVarP(&dir, "out", "o", ".", "the folder of the platform repository")
	cmd.Flags().StringVar(&format, "format", "table", "table, json or yaml")
	return cmd
}

func nodepoolsApplyCommand(e env) *cobra.Command {
	var dir string
	var yes bool
	cmd := &cobra.Command{
		Use:   "apply",
		Short: "Create and update node pools through the GKE API, and wait for them",
		Long: `apply brings the clusters to what infra/nodepools says, one operation at a time.
It asks first (--yes answers), never deletes, refuses changes that would need a new
pool, and can be run again after a cut. It runs only where fly2k8s.yaml makes
fly2k8s the owner of the pools (nodepools.owner); by default terraform is.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			quiet, _ := cmd.Flags().GetBool("quiet")
			return applyPools(cmd.Context(), e, dir, yes, quiet)
		},
	}
	cmd.Flags().StringVarP(&dir, "out", "o", ".", "the folder of the platform repository")
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "do not ask")
	return cmd
}

type closer interface {
	nodepools.Client
	Close() error
}

func planPools(ctx context.Context, e env, dir string) (closer, nodepools.Diff, error) {
	want, err := wantedPools(dir)
	if err != nil {
		return nil, nodepools.Diff{}, err
	}
	client, err := nodepools.Dial(ctx, e.getenv(endpointVariable))
	if err != nil {
		return nil, nodepools.Diff{}, err
	}
	diff, err := nodepools.Plan(ctx, client, poolfile.Requests(want))
	if err != nil {
		return nil, nodepools.Diff{}, errors.Join(err, client.Close())
	}
	return client, diff, nil
}

func wantedPools(dir string) ([]poolfile.File, error) {
	files, err := poolfile.Load(os.DirFS(dir), poolfile.Folder)
	if err == nil && len(files) == 0 {
		err = hint(fmt.Errorf("read node pools: no file in %s/%s", dir, poolfile.Folder), "give the folder that 'fly2k8s translate' wrote")
	}
	return files, err
}

func applyPools(ctx context.Context, e env, dir string, yes, quiet bool) error {
	decided, err := inputs{}.readDecisions(dir)
	if err != nil {
		return err
	}
	client, diff, err := planPools(ctx, e, dir)
	if err != nil {
		return err
	}
	defer client.Close()
	fmt.Fprint(e.out, table(nodepools.Header(), diff.Rows()))
	if diff.Empty() {
		fmt.Fprintln(e.out, "nothing to do")
		return nil
	}
	if err := diff.MayApply(decided.NodePools.Owner); err != nil {
		return err
	}
	if !yes && !agreed(e) {
		return outcome{exitFailed, "nothing was changed"}
	}
	options := nodepools.Options{Owner: decided.NodePools.Owner}
	if !quiet {
		options.Progress = func(ev nodepools.Event) {
			fmt.Fprintf(e.err, "%s: %s %s %s\n", ev.Pool, ev.Step, strings.ToLower(ev.Status), ev.Detail)
		}
	}
	return nodepools.Apply(ctx, client, diff, options)
}

func agreed(e env) bool {
	fmt.Fprint(e.err, "change the node pools above? [y/N] ")
	line, err := bufio.NewReader(e.in).ReadString('\n')
	return err == nil && strings.EqualFold(strings.TrimSpace(line), "y")
}
