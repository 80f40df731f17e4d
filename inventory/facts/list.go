package facts

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"
)

// Line is one fact as a list shows it.
type Line struct {
	Kind string `json:"kind"` // database, dns or usage
	Name string `json:"name"`
	// Taken is when; empty when nobody knows.
	Taken string `json:"taken_at,omitempty"`
	// Says is the gist of it, Missing what it lacks.
	Says    string `json:"says"`
	Missing string `json:"missing,omitempty"`
}

// List names every fact, in the order of the folder.
func (f Facts) List() []Line {
	var lines []Line
	for _, c := range f.Clusters {
		for _, d := range c.Databases {
			lines = append(lines, Line{Kind: "database", Name: c.App + "/" + d.Database, Taken: d.Taken, Missing: replica(d),
				Says: fmt.Sprintf("PostgreSQL %s, wal_level %s, %d MiB, %d tables without a key", d.ServerVersion, d.WALLevel, d.SizeBytes>>20, len(d.Keyless))})
		}
	}
	for _, z := range f.Zones {
		lines = append(lines, Line{Kind: "dns", Name: z.Name, Taken: z.Taken, Says: fmt.Sprintf("%d record sets at %s", len(z.Records), z.Provider), Missing: z.Missing})
	}
	if len(f.Usage) > 0 {
		lines = append(lines, Line{Kind: "usage", Name: "process groups", Taken: f.UsageTaken, Says: fmt.Sprintf("%d groups over %d days", len(f.Usage), usageDays)})
	}
	return lines
}

func replica(d Database) string {
	if d.InRecovery {
		return "the probe met a replica: ask the primary"
	}
	return ""
}

// Table is the list for a person, with each fact's age.
func Table(lines []Line, now time.Time) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "KIND\tNAME\tAGE\tSAYS")
	for _, l := range lines {
		says := l.Says
		if l.Missing != "" {
			says += " (lacks: " + l.Missing + ")"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", l.Kind, l.Name, ageText(l.Taken, now), says)
	}
	w.Flush()
	return b.String()
}

func ageText(taken string, now time.Time) string {
	age, ok := Age(taken, now)
	switch {
	case !ok:
		return "unknown"
	case age < 48*time.Hour:
		return fmt.Sprintf("%d hours", int(age.Hours()))
	}
	return fmt.Sprintf("%d days", int(age.Hours()/24))
}
