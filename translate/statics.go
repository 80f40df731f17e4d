package translate

import (
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// statics: Fly's proxy answers these paths itself, before the app sees them.
// The load balancer can't look into a container.
func statics(v view, choice string, _ *spec.Process, l *ledger) {
	for _, s := range v.Statics {
		switch {
		case choice == "app":
			l.changed(advise(report.RuleStatics, "nothing"), s.Field, "", "the app serves "+s.URLPrefix+" itself, as fly2k8s.yaml says")
		case choice == "bucket":
			l.changed(advise(report.RuleStatics, "upload the files from CI and point a host name at the bucket"), s.Field, "",
				s.URLPrefix+" moves to a bucket with a host name of its own, as fly2k8s.yaml says")
		case s.TigrisBucket != "":
			l.undecided(report.RuleStatics, s.Field, "", "Fly's proxy serves "+s.URLPrefix+" from a Tigris bucket; the gateway has no such route")
		default:
			l.undecided(report.RuleStatics, s.Field, "", "Fly's proxy serves "+s.URLPrefix+" without asking the app; on GKE every request reaches it")
		}
	}
}
