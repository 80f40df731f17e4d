package translate

import (
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
)

// command: Fly's command replaces the image's CMD and leaves its ENTRYPOINT
// alone, which is what args do in a pod. exec replaces both.
func command(v view, image *dockerfile.File, p *spec.Process, l *ledger) {
	if len(v.Exec) > 0 {
		p.Entrypoint = v.Exec
		l.carried(v.exec, "entrypoint")
		l.dropped(report.RuleOddCommand, v.command, "exec replaces the command, on Fly as well")
		l.dropped(report.RuleOddCommand, v.entry, "exec replaces the entrypoint, on Fly as well")
		return
	}
	p.Entrypoint, p.Args = v.Entrypoint, v.Command
	l.carried(v.entry, "entrypoint")
	l.carried(v.command, "args")
	if len(p.Entrypoint) > 0 && len(p.Args) == 0 {
		imageCommand(v, image, p, l)
	}
}

// imageCommand: Fly hands the image's CMD to a replaced entrypoint; a pod drops
// it, so it is written down.
func imageCommand(v view, image *dockerfile.File, p *spec.Process, l *ledger) {
	if image == nil {
		l.remark(advise(report.RuleOddCommand, "add the image's CMD to the command, if it has one"), report.Undecided, v.entry, "args",
			"a pod with an entrypoint of its own does not get the image's CMD, and there is no Dockerfile to read it from")
		return
	}
	p.Args = image.Command.Words
}
