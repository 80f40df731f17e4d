package translate

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A ledger accounts for the settings of one origin. Sections tell it what
// became of each field; it looks up who set the field, and where.
//
// A finding that settles a field is written once per key that set it. A remark
// is about something that the user did not set, or one more thing to know about
// a setting that was settled already.
type ledger struct {
	from    *origin
	book    *book
	env     string
	process string // the group that spec fields belong to; empty: the app
	job     string // the schedule, in place of a group
}

// A book keeps what all ledgers of one app wrote, each finding once.
type book struct {
	findings []report.Finding
	seen     map[report.Finding]struct{}
}

func newBook() *book { return &book{seen: map[report.Finding]struct{}{}} }

func (b *book) write(f report.Finding) {
	if _, twice := b.seen[f]; twice {
		return
	}
	b.seen[f] = struct{}{}
	b.findings = append(b.findings, f)
}

// fold leaves out what is said of a machine and of the file alike: it stands
// once, with the file's line. What is carried is kept for both.
func (b *book) fold() {
	said := map[report.Finding]bool{}
	for _, f := range b.findings {
		if f.Code != "" && f.From.Machine == "" {
			said[statement(f)] = true
		}
	}
	b.findings = slices.DeleteFunc(b.findings, func(f report.Finding) bool { return f.From.Machine != "" && said[statement(f)] })
}

// statement is what a finding says, wherever it was found.
func statement(f report.Finding) report.Finding {
	f.From = report.Source{}
	return f
}

// of is the same ledger for the settings of one process.
func (l *ledger) of(process string) *ledger {
	c := *l
	c.process = process
	return &c
}

// carried settles a field that has the same meaning on the other side.
func (l *ledger) carried(field, to string) {
	l.settle(report.Rule{}, report.Carried, field, to, "")
}

// changed settles a field that has a near equivalent.
func (l *ledger) changed(r report.Rule, field, to, why string) {
	l.settle(r, report.Changed, field, to, why)
}

// dropped settles a field that has no meaning, or no equal, on the other side.
func (l *ledger) dropped(r report.Rule, field, why string) {
	l.settle(r, report.Dropped, field, "", why)
}

// undecided settles a field that a person must choose about.
func (l *ledger) undecided(r report.Rule, field, to, why string) {
	l.settle(r, report.Undecided, field, to, why)
}

func (l *ledger) settle(r report.Rule, o report.Outcome, field, to, why string) {
	for _, i := range l.from.under(field) {
		l.from.settled[i] = true
		l.write(r, o, l.from.source(i), to, why)
	}
}

// others settles the parts of a field that nothing was said about yet: they
// have the same meaning on the other side.
func (l *ledger) others(field, to string) {
	for _, i := range l.from.under(field) {
		if !l.from.settled[i] {
			l.from.settled[i] = true
			l.write(report.Rule{}, report.Carried, l.from.source(i), to, "")
		}
	}
}

// remark writes a finding about a field that may be unset. It settles nothing.
func (l *ledger) remark(r report.Rule, o report.Outcome, field, to, why string) {
	l.write(r, o, l.from.near(field), to, why)
}

// set says whether somebody set the field or a part of it.
func (l *ledger) set(field string) bool { return len(l.from.under(field)) > 0 }

// open says whether a part of the field is set and not settled yet.
func (l *ledger) open(field string) bool {
	for _, i := range l.from.under(field) {
		if !l.from.settled[i] {
			return true
		}
	}
	return false
}

func (l *ledger) write(r report.Rule, o report.Outcome, from report.Source, to, why string) {
	f := report.Of(r, o, from, why)
	f.Env, f.Spec = l.env, l.path(to)
	l.book.write(f)
}

func (l *ledger) path(to string) string {
	switch {
	case to == "":
		return ""
	case l.job != "":
		return spec.SchedulePath(l.job, to)
	case l.process != "":
		return spec.ProcessPath(l.process, to)
	}
	return to
}

// close reports every setting that no section settled.
func (l *ledger) close() {
	for i, done := range l.from.settled {
		if done {
			continue
		}
		if l.from.entries[i].empty { // it sets nothing
			l.write(report.Rule{}, report.Carried, l.from.source(i), "", "")
			continue
		}
		f := unaccounted(l.from.source(i))
		f.Env = l.env
		l.book.write(f)
	}
}

// unaccounted is what nobody settled.
func unaccounted(from report.Source) report.Finding {
	return report.Finding{
		Severity: report.Blocker, Outcome: report.Unaccounted, From: from,
		Why: "no part of fly2k8s knows what this setting means on GKE",
		Do:  "decide by hand what it needs there, and tell the authors of fly2k8s",
	}
}
