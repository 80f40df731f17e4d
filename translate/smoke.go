package translate

import (
	"github.com/fly2k8s/fly2k8s/internal/report"
	"strconv"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// smoke: flyctl starts a machine per deploy that tests a new one; here a Job
// does after the rollout.
func smoke(f *flytoml.File, app *spec.App, l *ledger) {
	c := &f.Config
	addSmoke(c.MachineChecks, app, l)
	if c.HTTPService != nil {
		addSmoke(c.HTTPService.MachineChecks, app, l)
	}
	for _, s := range c.Services {
		addSmoke(s.MachineChecks, app, l)
	}
}

func addSmoke(checks []flytoml.MachineCheck, app *spec.App, l *ledger) {
	for _, m := range checks {
		s := spec.Smoke{Name: "smoke-" + strconv.Itoa(len(app.Smoke)+1), Image: m.Image, Command: append(append([]string{}, m.Entrypoint...), m.Command...)}
		app.Smoke = append(app.Smoke, s)
		r := advise(report.RuleChecksGateOnly, "read FLY_TEST_MACHINE_IP's place from the Service's name instead")
		for _, f := range []string{".command", ".entrypoint", ".image"} {
			l.changed(r, m.Field+f, "smoke."+s.Name, "a Job checks the new version after the rollout, without FLY_TEST_MACHINE_IP")
		}
		l.dropped(report.RuleChecksGateOnly, m.Field+".kill_signal", "a Job that ran too long is stopped like any pod")
		l.dropped(report.RuleChecksGateOnly, m.Field+".kill_timeout", "a Job that ran too long is stopped like any pod")
	}
}
