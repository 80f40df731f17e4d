package cutover

import (
	"github.com/fly2k8s/fly2k8s/cutover/journal"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/cutover/simulate"
)

// The files of a cutover, in the folder cutover/ of the platform repo.
const (
	PlanFile    = "cutover/plan.yaml"
	RunbookFile = "cutover/runbook.md"
	PageFile    = "cutover/runbook.html"
	SummaryFile = "cutover/summary.md"
	JournalFile = "cutover/journal.jsonl"
)

// Parse reads plan.yaml.
func Parse(name string, data []byte) (plan.Plan, error) { return plan.Parse(name, data) }

// Marshal writes plan.yaml.
func Marshal(p plan.Plan) ([]byte, error) { return plan.Marshal(p) }

// Simulate tries to break a plan.
func Simulate(p plan.Plan, o simulate.Options) simulate.Result { return simulate.Run(p, o) }

// Log is the journal with one more entry, or why the night doesn't allow it.
func Log(p plan.Plan, data []byte, e journal.Entry) ([]byte, error) { return journal.Log(p, data, e) }

// Status is where the night stands.
func Status(p plan.Plan, data []byte) (journal.Status, error) { return journal.StatusOf(p, data) }

// Rollback is the way back to everything on Fly.
func Rollback(p plan.Plan, data []byte) (journal.WayBack, error) { return journal.Rollback(p, data) }

// Timings are what the journal of a rehearsal measured, for Options.Measured.
func Timings(p plan.Plan, data []byte) ([]Timing, error) {
	entries, err := journal.Parse(JournalFile, data)
	if err != nil {
		return nil, err
	}
	return journal.Timings(p, entries), nil
}
