package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/secrets"
)

// secretsFlags say what the stores have, and what to write.
type secretsFlags struct {
	in            inputs
	doppler       []string
	secretManager []string
	format        string
	script        string
}

func secretsCommand(e env) *cobra.Command {
	cmd := &cobra.Command{Use: "secrets", Short: "Join the secrets on Fly with those in the store, by name", Args: cobra.NoArgs}
	cmd.AddCommand(secretsPlanCommand(e))
	return cmd
}

func secretsPlanCommand(e env) *cobra.Command {
	var f secretsFlags
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "Say which secrets the store lacks, and write the script that copies them",
		Long: `plan reads names, never values. What the stores have comes from files:

  doppler secrets --json --only-names -p PROJECT -c CONFIG > production.json
  gcloud secrets list --format=json --project PROJECT > secret-manager.json

A file stands for one environment as ENV=FILE, for all of them as FILE. The script
streams values from running machines into the store when it is run with --copy.
The exit status is 3 when a name is missing or nobody said what the store has.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runSecretsPlan(e, f) },
	}
	f.in.flags(cmd)
	cmd.Flags().StringArrayVar(&f.doppler, "doppler-names", nil, "[ENV=]FILE with the names in Doppler (may be repeated)")
	cmd.Flags().StringArrayVar(&f.secretManager, "secret-manager-names", nil, "[ENV=]FILE with the names in Secret Manager (may be repeated)")
	cmd.Flags().StringVar(&f.format, "format", "table", "table, json or yaml")
	cmd.Flags().StringVar(&f.script, "script", "", "write the script that copies what is missing to this file")
	return cmd
}

func runSecretsPlan(e env, f secretsFlags) error {
	input, err := f.in.load(".")
	if err != nil {
		return err
	}
	company, _, err := translate.Company(input)
	if err != nil {
		return err
	}
	var have secrets.Have
	if have.Doppler, err = nameLists(f.doppler, secrets.DopplerNames); err != nil {
		return err
	}
	if have.SecretManager, err = nameLists(f.secretManager, secrets.SecretManagerNames); err != nil {
		return err
	}
	rows := secrets.Plan(company, have)
	if err := show(e, f.format, secrets.Table(rows), rows); err != nil {
		return err
	}
	if err := copyScript(e, f.script, rows); err != nil {
		return err
	}
	return missingSecrets(rows)
}

// nameLists reads the files that flags name.
func nameLists(flags []string, parse func([]byte) ([]string, error)) ([]secrets.List, error) {
	var out []secrets.List
	for _, flag := range flags {
		name, file, ok := strings.Cut(flag, "=")
		if !ok {
			name, file = "", flag
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read names: %w", err)
		}
		names, err := parse(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		out = append(out, secrets.List{Env: name, Names: names})
	}
	return out, nil
}

func copyScript(e env, name string, rows []secrets.Row) error {
	if name == "" {
		return nil
	}
	script := secrets.Script(rows)
	if script == nil {
		fmt.Fprintf(e.err, "%s is not written: nothing that is missing can be copied\n", name)
		return nil
	}
	if err := writeFile(name, script); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	fmt.Fprintf(e.err, "%s: read it, run it, and run it again with --copy\n", name)
	return nil
}

func missingSecrets(rows []secrets.Row) error {
	open := 0
	for _, r := range rows {
		if r.State == secrets.Missing || r.State == secrets.Unknown {
			open++
		}
	}
	if open == 0 {
		return nil
	}
	return outcome{exitUndecided, fmt.Sprintf("%d secrets are not known to be in the store", open)}
}
