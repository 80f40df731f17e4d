package cutover

import (
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/cutover/runbook"
)

// Markdown is runbook.md.
func Markdown(p plan.Plan) ([]byte, error) { return runbook.Markdown(p) }

// Summary is summary.md.
func Summary(p plan.Plan) ([]byte, error) { return runbook.Summary(p) }

// HTML is runbook.html, one page that needs no network.
func HTML(p plan.Plan) ([]byte, error) { return runbook.HTML(p) }
