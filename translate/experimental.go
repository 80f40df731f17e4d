package translate

import (
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// experimental settles what has no effect on machines, and the other keys that
// steer flyctl alone.
func experimental(f *flytoml.File, l *ledger) {
	note := func(do string) report.Rule {
		r := advise(report.RuleStrategy, do)
		r.Severity = report.Note
		return r
	}
	l.dropped(note("undo a bad version with kubectl rollout undo, or revert the commit"), "experimental.auto_rollback", "nothing rolls back by itself")
	l.dropped(note("nothing"), "experimental.lazy_load_images", "GKE streams images by itself")
	l.dropped(note("nothing"), "experimental.use_zstd", "it only says how flyctl packs the image")
	consul(f, l)
	if l.open("experimental.cmd") {
		l.dropped(report.RuleOddCommand, "experimental.cmd", "every group has a command of its own, which wins on Fly as well")
	}
	l.dropped(advise(report.RuleExtensions, "hand the secrets over in the secret store"), "experimental.attached", "an app can't export its secrets to others")
	l.dropped(advise(report.RuleFiles, "kubectl exec into a pod, and run it there"), "console_command", "there is no command for consoles; its words are: "+f.Config.ConsoleCommand)
}

func consul(f *flytoml.File, l *ledger) {
	x := f.Config.Experimental
	if x == nil {
		return
	}
	for _, extra := range []struct {
		name, field string
		on          bool
	}{{"Consul", "experimental.enable_consul", x.EnableConsul}, {"etcd", "experimental.enable_etcd", x.EnableEtcd}} {
		if !extra.on {
			l.carried(extra.field, "")
			continue
		}
		l.undecided(advise(report.RuleExtensions, "bring the leases somewhere else, or take them out of the app"), extra.field, "",
			"the app uses Fly's "+extra.name+", which nothing on GKE stands in for")
	}
}
