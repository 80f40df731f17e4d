package translate

import (
	"errors"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// App turns one app in one environment into what it needs, and accounts for
// every setting that its file and its live machines have. It fails only when
// there is neither of them; what it can't decide is a finding.
func App(in AppInput) (spec.App, []report.Finding, error) {
	if in.File == nil && in.Live == nil {
		return spec.App{}, nil, errors.New("translate app " + in.Name + ": there is neither a config file nor an inventory of it")
	}
	t := &translation{in: in, book: newBook()}
	t.names()
	t.sides()
	t.app.Region = t.region()
	t.processes()
	t.whole()
	t.unknown()
	t.close()
	t.book.fold()
	report.Sort(t.book.findings)
	return t.app, t.book.findings, nil
}

// A translation is one app on its way.
type translation struct {
	in   AppInput
	book *book
	app  spec.App

	file    *flytoml.File            // the config file, or the last release's config
	wanted  *ledger                  // of file; nil without one
	running []*ledger                // of each machine that stands for others, in order
	under   *inventory.MachineConfig // what file is laid over; nil for most
	flyApp  string
	members []member // what was chosen, by process
	lost    []pair   // the sides that were not
	refused string   // why flyctl refuses a group; empty when it refuses none
}

// sides opens the ledgers of the file, or of what the last release was made of.
func (t *translation) sides() {
	t.file = t.in.File
	switch {
	case t.file != nil:
		t.wanted = t.ledger(fileOrigin(t.flyApp, t.file))
	case t.in.Live.Config.Value != nil:
		t.file = released(t.in.Live)
		if t.file != nil {
			t.wanted = t.ledger(releaseOrigin(t.flyApp, inventoryFile(t.flyApp), t.file))
		}
	}
	if t.wanted != nil {
		quirks(t.file, t.wanted)
		ignored(t.file, t.wanted)
		t.base()
	}
}

func (t *translation) ledger(o *origin) *ledger {
	return &ledger{from: o, book: t.book, env: t.in.Env}
}

// groups are the process groups of the file and of the machines, sorted.
func (t *translation) groups(live map[string][]int) []string {
	var names []string
	if t.file != nil {
		names = append(names, t.file.Groups()...)
	}
	for name := range live {
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// whole settles what is about the app and no single process.
func (t *translation) whole() {
	environment(t.members, t.in.Decisions.Env, &t.app)
	for _, p := range t.lost {
		p.environment(&t.app, t.in.Decisions.Truth)
	}
	t.shareFiles()
	for _, m := range t.members {
		t.member(m)
	}
	rawAddresses(&t.app)
	t.privateName()
	if t.wanted == nil {
		return
	}
	l, first := t.wanted, &spec.Process{}
	for _, p := range t.app.Groups() {
		if p.Name == t.file.DefaultGroup() {
			first = &p
		}
	}
	if len(t.app.Processes) == 0 {
		l.dropped(noteOf(report.RuleStrategy), "deploy.strategy", "nothing of the app goes on running, so nothing is rolled out")
		l.dropped(noteOf(report.RuleStrategy), "deploy.max_unavailable", "nothing of the app goes on running, so nothing is rolled out")
		l.dropped(noteOf(report.RuleStrategy), "deploy.wait_timeout", "a deploy does not wait for its Jobs to end")
	}
	build(t.file, &t.in, &t.app, l)
	instructions(t.in.Dockerfile, l)
	deploy(t.file, first, &t.app, l)
	smoke(t.file, l)
	experimental(t.file, l)
	t.place(l)
	l.carried("app", "")
}

// member takes in a process group whose variables and files are settled.
func (t *translation) member(m member) {
	if m.job == nil {
		t.app.Processes = append(t.app.Processes, *m.p)
		return
	}
	j := *m.job
	j.Process = *m.p
	t.app.Jobs = append(t.app.Jobs, j)
}

// place settles the primary region: the environment has one for all its apps, so
// a code that nobody knows stops nothing, and is a person's to place.
func (t *translation) place(l *ledger) {
	if !t.in.Unplaced {
		l.carried("primary_region", "")
		return
	}
	l.undecided(advise(report.RuleGuessedPlace, "say where it goes, as 'regions: [{fly: CODE, google: REGION}]' in fly2k8s.yaml"),
		"primary_region", "", "no Fly region of that code is known, so it had no say in where the environment goes")
}

// close reports what nobody settled. A file that flyctl refuses is not read to
// the end, and says so once per setting.
func (t *translation) close() {
	if t.wanted != nil {
		if t.refused != "" {
			t.wanted.rest(report.RuleConfigRefused, "flyctl refuses the file: "+t.refused)
		}
		leftovers(t.file, t.wanted)
		t.smaller()
		t.wanted.close()
	}
	for _, l := range t.running {
		l.close()
	}
}

// rest leaves everything that is not settled yet to a person.
func (l *ledger) rest(r report.Rule, why string) {
	for i, done := range l.from.settled {
		if !done {
			l.from.settled[i] = true
			l.write(r, report.Undecided, l.from.source(i), "", why)
		}
	}
}
