package verify

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/owenrumney/go-sarif/v3/pkg/report"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
)

// WriteJSON writes a result for a program. Lists are never null.
func (r Result) WriteJSON(w io.Writer) error {
	if r.Findings == nil {
		r.Findings = []Finding{}
	}
	if r.Secrets == nil {
		r.Secrets = []SecretValue{}
	}
	if r.Unproven == nil {
		r.Unproven = []string{}
	}
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("write findings as JSON: %w", err)
	}
	_, err = w.Write(append(data, '\n'))
	return err
}

// WriteSARIF writes the findings in the form that code review tools show beside
// the lines. Every rung is a rule.
func (r Result) WriteSARIF(w io.Writer) error {
	run := sarif.NewRunWithInformationURI("fly2k8s verify", "https://github.com/fly2k8s/fly2k8s")
	for _, rung := range r.Rungs {
		run.AddRule(rung.Name).WithDescription(rung.Proves)
	}
	for _, f := range r.Findings {
		run.AddResult(f.sarif())
	}
	run.AddInvocation(r.invocation())
	log := report.NewV210Report()
	log.AddRun(run)
	return log.PrettyWrite(w)
}

// invocation tells what no rung looked at: that is no finding, and no silence
// either.
func (r Result) invocation() *sarif.Invocation {
	call := sarif.NewInvocation().WithExecutionSuccessful(true)
	for _, text := range r.notChecked() {
		call.AddToolExecutionNotification(sarif.NewNotification().WithLevel("note").WithMessage(sarif.NewTextMessage(text)))
	}
	return call
}

func (f Finding) sarif() *sarif.Result {
	if f.File == "" {
		return f.result() // about a cluster as a whole
	}
	place := sarif.NewPhysicalLocation().WithArtifactLocation(sarif.NewSimpleArtifactLocation(f.File))
	if f.Line > 0 {
		place = place.WithRegion(sarif.NewSimpleRegion(f.Line, f.Line))
	}
	return f.result().WithLocations([]*sarif.Location{sarif.NewLocationWithPhysicalLocation(place)})
}

func (f Finding) result() *sarif.Result {
	text := fmt.Sprintf("found %s; expected %s; %s", f.Found, f.Expected, f.Do)
	if f.Object != "" {
		text = f.Object + ": " + text
	}
	return sarif.NewRuleResult(f.Rung).
		WithLevel(string(f.Severity)).
		WithMessage(sarif.NewTextMessage(text))
}
