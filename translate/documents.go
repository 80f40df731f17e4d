package translate

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/translate/cost"
	"github.com/fly2k8s/fly2k8s/translate/nodepool"
)

// Output is what a translation gives.
type Output struct {
	Files    tree.Tree        // the platform repository with its report
	Findings []report.Finding // with their places in it
	Cost     cost.Estimate    // what it costs in a month, as the report says
}

// Whole is the whole translation in memory.
func Whole(in Input) (Output, error) {
	c, err := collected(in)
	if err != nil {
		return Output{}, err
	}
	files, findings, err := Repository(c.out, c.findings)
	if err != nil {
		return Output{}, err
	}
	estimate, plans := costOf(c.out, in, c.decided)
	documents, err := documents(c.out, findings, estimate, plans)
	if err != nil {
		return Output{}, err
	}
	files = append(files, documents...)
	files.Sort()
	return Output{Files: files, Findings: findings, Cost: estimate}, nil
}

// documents are what people read: REPORT.md and README.md; and report.json,
// which has every finding.
func documents(company spec.Company, findings []report.Finding, estimate cost.Estimate, plans []nodepool.Plan) (tree.Tree, error) {
	var out tree.Tree
	prices, err := cost.Markdown(estimate, plans)
	if err != nil {
		return nil, err
	}
	list, err := report.JSON(findings)
	if err != nil {
		return nil, err
	}
	page, err := report.Markdown(report.NewPage(findings, groupedName(company), prices))
	if err != nil {
		return nil, err
	}
	readme, err := readme(company, findings, estimate)
	if err != nil {
		return nil, fmt.Errorf("write README.md: %w", err)
	}
	if len(company.Environments) > 0 {
		platform, err := platformReadme(company)
		if err != nil {
			return nil, fmt.Errorf("write platform/README.md: %w", err)
		}
		out.Add("platform/README.md", platform)
	}
	out.Add("report.json", list)
	out.Add("REPORT.md", page)
	out.Add("README.md", readme)
	return out, nil
}

// groupedName says which app of the repository a Fly app became; empty for one
// that doesn't move.
func groupedName(company spec.Company) func(string) string {
	names := map[string]string{}
	for _, a := range company.Apps {
		names[a.FlyApp] = a.Name
	}
	return func(flyApp string) string { return names[flyApp] }
}
