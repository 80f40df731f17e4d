package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// Exit statuses, as the documentation of the commands promises them.
const (
	exitDone      = 0
	exitFailed    = 1
	exitUsage     = 2
	exitUndecided = 3 // done, but a person must decide
	exitLeftAlone = 4 // done, but edited files were left alone
	exitDifferent = 5 // differences found
)

// run executes one command line and returns its exit status.
func run(ctx context.Context, args []string, e env) int {
	root := rootCommand(e)
	root.SetArgs(args)
	root.SetIn(e.in)
	root.SetOut(e.out)
	root.SetErr(e.err)
	return status(root.ExecuteContext(ctx), e)
}

func rootCommand(e env) *cobra.Command {
	root := &cobra.Command{
		Use:           "fly2k8s",
		Short:         "Move a company from Fly.io to Google Kubernetes Engine",
		Version:       e.version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage(err) })
	root.CompletionOptions.HiddenDefaultCmd = true
	root.PersistentFlags().BoolP("quiet", "q", false, "no progress on stderr")
	root.AddCommand(commands(e)...)
	return root
}

// commands are all of them, in the order of the road.
func commands(e env) []*cobra.Command {
	return []*cobra.Command{
		inventoryCommand(e),
		factsCommand(e),
		initCommand(e),
		translateCommand(e),
		verifyCommand(e),
		driftCommand(e),
		secretsCommand(e),
		nodepoolsCommand(e),
		cutoverCommand(e),
		explainCommand(e),
		demoCommand(e),
	}
}

// outcome is a command that did its work but ends with another status than 0.
type outcome struct {
	status int
	text   string // empty: everything was said already
}

func (o outcome) Error() string { return o.text }

// hinted is an error that a person can do something about.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

// Hint is one sentence for the line below the error. Errors of other packages
// have one, too.
func (h hinted) Hint() string { return h.hint }

func hint(err error, format string, args ...any) error {
	return hinted{err, fmt.Sprintf(format, args...)}
}

func usage(err error) error {
	return hint(outcome{exitUsage, err.Error()}, "see 'fly2k8s --help'")
}

// status prints an error and says what the process ends with.
func status(err error, e env) int {
	if err == nil {
		return exitDone
	}
	code := exitFailed
	var o outcome
	if errors.As(err, &o) {
		code = o.status
	} else if strings.HasPrefix(err.Error(), "unknown command") || strings.Contains(err.Error(), "arg(s)") {
		code, err = exitUsage, usage(err)
	}
	if text := err.Error(); text != "" {
		fmt.Fprintf(e.err, "fly2k8s: %s\n", text)
	}
	var h interface{ Hint() string }
	if errors.As(err, &h) {
		fmt.Fprintf(e.err, "hint: %s\n", h.Hint())
	}
	return code
}
