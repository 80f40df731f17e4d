package translate

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// org is the place of something in the inventory's file of the organisation.
func (c *company) org(key string) report.Source {
	return report.Source{File: "org.yaml", Key: key}
}

// incomplete turns a section that could not be read into a blocker: it is not
// an empty list.
func (c *company) incomplete(s inventory.Section, key, missing string) {
	c.incompleteOf(s, c.org(key), missing)
}

func (c *company) incompleteOf(s inventory.Section, from report.Source, missing string) {
	if s.Complete() {
		return
	}
	why := fmt.Sprintf("the inventory could not read it (%s), so %s", cmp.Or(string(s.Status), "never asked"), missing)
	if s.Reason != "" {
		why += ": " + s.Reason
	}
	c.add(report.Of(report.RuleInventoryGap, report.Undecided, from, why))
}

// guesses reports what Infer filled in beyond names: a person has not seen it.
func (c *company) guesses(why []decisions.Reason) {
	for _, r := range why {
		if !strings.HasSuffix(r.Path, ".project") && !strings.HasSuffix(r.Path, ".region") && r.Path != "ci.repository" {
			continue
		}
		c.add(report.Of(report.RuleGuessedPlace, report.Undecided, report.Source{File: decisions.File, Key: r.Path}, "guessed: "+r.Why))
	}
}
