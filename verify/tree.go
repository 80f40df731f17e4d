package verify

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
)

// rung is a check and what it says of itself.
type rung struct {
	name, proves, unit string
	check              func(*site) outcome
}

// outcome is what one rung saw.
type outcome struct {
	checked  int
	skipped  string
	findings []Finding
}

// ladder is all rungs, from the file's form to its meaning. Later rungs work on
// what the earlier ones could read.
func ladder() []rung {
	return []rung{
		{"kustomize", "every folder builds with stock kustomize", "folders", builds},
		{"decode", "every object decodes strictly into its type", "objects", decodes},
		{"references", "everything that an object names is made, or is listed as made elsewhere", "references", referencesClose},
		{"selectors", "selectors match, immutable fields fit, nothing is made twice", "selectors", selectorsMatch},
		{"ports", "ports, probes, policies, autoscalers and budgets agree", "ports", portsAgree},
		{"schedules", "no schedule runs before the move starts it", "schedules", schedules},
		{"pod-security", "every pod is admitted by its namespace's Pod Security level", "pods", podSecurity},
		{"images", "every image is named, pinned and from a known registry", "images", images},
		{"nodepools", "every node pool spec is one that the GKE API takes, and pods find their pool", "pools", nodePools},
		{"terraform", "every Terraform file parses and its references close", "files", terraform},
		{"secrets", "every secret value is listed by name, and none is written down", "values", secrets},
		{"ledger", "every setting is accounted for, and what it became exists", "settings", ledger},
		{"credentials", "nothing looks like a credential", "files", credentials},
	}
}

// Tree climbs the ladder over a platform repository. The error is about reading
// the file system; everything about the content is a finding.
func Tree(fsys fs.FS, options Options) (Result, error) {
	s, err := survey(fsys, options)
	if err != nil {
		return Result{}, fmt.Errorf("read the platform repository: %w", err)
	}
	var result Result
	for _, r := range ladder() {
		seen := r.check(s)
		findings := unique(r.name, seen.findings)
		result.Findings = append(result.Findings, findings...)
		result.Rungs = append(result.Rungs, r.summary(seen, findings))
	}
	result.Secrets = s.secretValues()
	result.Unproven = s.unproven()
	return result, nil
}

func (r rung) summary(seen outcome, findings []Finding) Rung {
	sum := Rung{Name: r.name, Proves: r.proves, Unit: r.unit, Checked: seen.checked, Skipped: seen.skipped}
	for _, f := range findings {
		if f.Severity == Error {
			sum.Errors++
		} else {
			sum.Warns++
		}
	}
	return sum
}

// unique names the rung, orders by place and says each thing once: a fault in a
// base shows up in every environment that is built from it. What is about a file
// as a whole is said at its first line, where tools can show it.
func unique(name string, findings []Finding) []Finding {
	for i := range findings {
		findings[i].Rung, findings[i].Line = name, max(findings[i].Line, 1)
	}
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Object, b.Object), cmp.Compare(a.Found, b.Found), cmp.Compare(a.Env, b.Env))
	})
	return slices.CompactFunc(findings, func(a, b Finding) bool {
		a.Env, b.Env = "", ""
		return a == b
	})
}
