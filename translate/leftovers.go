package translate

import (
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// leftovers settles the sections that flyctl uses for no group: shadowed by
// another, or for a group that does not exist.
func leftovers(f *flytoml.File, l *ledger) {
	c := &f.Config
	var fields []string
	for _, v := range c.VM {
		fields = append(fields, v.Field)
	}
	for _, m := range c.Mounts {
		fields = append(fields, m.Field)
	}
	for _, m := range c.Metrics {
		fields = append(fields, m.Field)
	}
	for _, r := range c.Restart {
		fields = append(fields, r.Field)
	}
	for _, s := range c.Services {
		fields = append(fields, s.Field)
	}
	for _, k := range c.Checks {
		fields = append(fields, k.Field)
	}
	for _, s := range c.Files {
		fields = append(fields, s.Field)
	}
	if c.HTTPService != nil {
		fields = append(fields, c.HTTPService.Field)
	}
	for _, field := range fields {
		l.unused(field)
	}
}

// unused drops a section of which nothing was settled.
func (l *ledger) unused(field string) {
	all := l.from.under(field)
	for _, i := range all {
		if l.from.settled[i] {
			return
		}
	}
	l.dropped(report.RuleOddGroup, field, "flyctl uses the section for no process group")
}
