package verify

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// WriteTable writes a result for a person: the ladder, then the findings by
// rung, then the secret values to provide.
func (r Result) WriteTable(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "RUNG\tCHECKED\tERRORS\tWARNINGS\tPROVES")
	for _, rung := range r.Rungs {
		fmt.Fprintf(table, "%s\t%d %s\t%d\t%d\t%s\n", rung.Name, rung.Checked, rung.Unit, rung.Errors, rung.Warns, rung.Proves)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := io.WriteString(w, r.skippedText()+r.findingsText()+r.changesText()+r.secretsText())
	return err
}

func (r Result) skippedText() string {
	var b strings.Builder
	for _, text := range r.notChecked() {
		b.WriteString(text + "\n")
	}
	return b.String()
}

// notChecked says which rungs left something out, and why.
func (r Result) notChecked() []string {
	var all []string
	for _, rung := range r.Rungs {
		if rung.Skipped != "" {
			all = append(all, fmt.Sprintf("not checked by %s: %s", rung.Name, rung.Skipped))
		}
	}
	for _, kind := range r.Unproven {
		all = append(all, fmt.Sprintf("not checked by decode: %s, no type for it", kind))
	}
	return all
}

func (r Result) findingsText() string {
	if len(r.Findings) == 0 {
		return "\nno findings\n"
	}
	var b strings.Builder
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "\n%s  %s  %s\n", f.Place(), f.Rung, f.Severity)
		if f.Object != "" {
			fmt.Fprintf(&b, "  object    %s%s\n", f.Object, inEnv(f.Env))
		}
		fmt.Fprintf(&b, "  found     %s\n  expected  %s\n  do        %s\n", f.Found, f.Expected, f.Do)
	}
	return b.String()
}

func inEnv(env string) string {
	if env == "" {
		return ""
	}
	return " in " + env
}

// Place is file:line, or the file alone; a finding about a cluster as a whole
// has no file.
func (f Finding) Place() string {
	if f.File == "" {
		return "the cluster"
	}
	if f.Line == 0 {
		return f.File
	}
	return fmt.Sprintf("%s:%d", f.File, f.Line)
}

func (r Result) changesText() string {
	if len(r.Changes) == 0 {
		return ""
	}
	count := map[string]int{}
	var b strings.Builder
	for _, c := range r.Changes {
		count[c.Action]++
		if c.Action == "change" {
			fmt.Fprintf(&b, "  %s: %s\n", c.Object, strings.Join(c.Fields, ", "))
		}
	}
	return fmt.Sprintf("\napplying would create %d objects, change %d and leave %d as they are\n", count["create"], count["change"], count["none"]) + b.String()
}

func (r Result) secretsText() string {
	if len(r.Secrets) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n%d secret values to provide before the first apply:\n", len(r.Secrets))
	for _, s := range r.Secrets {
		fmt.Fprintf(&b, "  %s  %s  for %s%s\n", s.Key, s.Store, s.Used, inEnv(s.Env))
	}
	return b.String()
}
