package translate

import (
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// smoke: flyctl starts a machine per deploy that tests a new one through its
// address, before the others follow. A rollout has no such moment: readiness
// decides how it goes on.
func smoke(f *flytoml.File, l *ledger) {
	c := &f.Config
	untested(c.MachineChecks, l)
	if c.HTTPService != nil {
		untested(c.HTTPService.MachineChecks, l)
	}
	for _, s := range c.Services {
		untested(s.MachineChecks, l)
	}
}

func untested(checks []flytoml.MachineCheck, l *ledger) {
	r := advise(report.RuleChecksGateOnly, "run the command as a step after Roll out in the app's workflow, against its Service in place of FLY_TEST_MACHINE_IP")
	for _, m := range checks {
		for _, f := range []string{".command", ".entrypoint", ".image", ".kill_signal", ".kill_timeout"} {
			l.dropped(r, m.Field+f, "nothing runs it against one new copy before the others follow; the rollout goes by readiness")
		}
	}
}
