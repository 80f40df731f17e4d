package translate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
)

// ofImage is what the image gives away about one process.
func ofImage(v view, in *AppInput, p *spec.Process, l *ledger) {
	if in.Dockerfile == nil {
		return
	}
	starts(v, in, p, l)
	opened(v, in.Dockerfile, p, l)
}

// starts: on Fly a small init is the first process of each machine; in a pod the
// image's own program is.
func starts(v view, in *AppInput, p *spec.Process, l *ledger) {
	image := in.Dockerfile
	s := image.Start(p.Entrypoint, p.Args)
	switch {
	case s.Init.Value != "", serverOf(in, p) == "next": // Next.js handles SIGTERM, as `node server.js` too
	case s.Shell:
		l.started(report.RuleShellForm, v, image, s.Line,
			"the first process is a shell or a package manager, which passes no signal on: "+p.Name+" is killed when its grace period ends")
	case s.Server == "" && deaf(s.Runtime):
		l.started(report.RuleNoInit, v, image, s.Line,
			fmt.Sprintf("%s becomes process 1 in %s, where a signal without a handler is ignored", s.Runtime, p.Name))
	}
}

// deaf runtimes leave a signal to the kernel unless the program handles it, and
// the kernel ignores it for process 1.
func deaf(r dockerfile.Runtime) bool {
	return slices.Contains([]dockerfile.Runtime{dockerfile.Node, dockerfile.Bun, dockerfile.Deno, dockerfile.Python}, r)
}

// opened compares what the image opens with what fly.toml names.
func opened(v view, image *dockerfile.File, p *spec.Process, l *ledger) {
	if len(image.Ports) == 0 || len(p.Ports) == 0 || variable(v, image, "PORT") == strconv.Itoa(p.Ports[0].Number) {
		return
	}
	var others []string
	for _, port := range image.Ports {
		for _, named := range p.Ports {
			if named.Number == port.Number {
				return
			}
		}
		others = append(others, strconv.Itoa(port.Number))
	}
	l.image(noteOf(report.RulePortMismatch), report.Changed, image, "EXPOSE", image.Ports[0].Line,
		fmt.Sprintf("the image opens %s, and %s is named for %s", strings.Join(others, ", "), strconv.Itoa(p.Ports[0].Number), p.Name))
}

// variable is what the app sees under a name: [env] beats the image.
func variable(v view, image *dockerfile.File, name string) string {
	for _, e := range v.Env {
		if e.Name == name {
			return e.Value
		}
	}
	for _, e := range image.Env {
		if e.Name == name {
			return e.Value
		}
	}
	return ""
}

// contents are facts about the image that no single process has.
func contents(image *dockerfile.File, l *ledger) {
	if r := image.Base.Repository; strings.HasPrefix(r, "flyio/") || strings.HasPrefix(r, "registry.fly.io/") {
		l.image(report.RuleImageBase, report.Changed, image, "FROM", image.Base.Line, "the image is based on "+image.Base.Reference+", which Fly keeps")
	}
	if at := image.Base.Platform; at != "" && at != "linux/amd64" {
		l.image(advise(report.RuleBuild, "take the platform out of the line, or set it to linux/amd64, which Fly's machines are as well"), report.Changed,
			image, "FROM", image.Base.Line, "the image asks for "+at+", and the nodes are linux/amd64")
	}
	if c := image.Cron; c.Text != "" {
		l.image(advise(report.RuleSchedule, "make each line of the crontab a CronJob; until then keep the process at one copy, and on one side only during the overlap"),
			report.Changed, image, c.Keyword, c.Line, c.Text+" is in the image, so each copy that starts it runs the jobs")
	}
}

// image writes a finding about an instruction of the Dockerfile.
func (l *ledger) image(r report.Rule, o report.Outcome, file *dockerfile.File, key string, line int, why string) {
	f := report.Of(r, o, report.Source{App: l.from.base.App, File: file.Name, Key: key, Line: line}, why)
	f.Env = l.env
	l.book.write(f)
}

// started writes a finding about what starts: where the image says it, else
// where the process group's own command stands.
func (l *ledger) started(r report.Rule, v view, file *dockerfile.File, line int, why string) {
	if line == 0 {
		l.remark(r, report.Changed, v.command, "args", why)
		return
	}
	key := "CMD"
	if line == file.Entrypoint.Line {
		key = "ENTRYPOINT"
	}
	l.image(r, report.Changed, file, key, line, why)
}
