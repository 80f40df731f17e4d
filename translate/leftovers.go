package translate

import (
	"strings"

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

// empty settles tables and lists that are there and hold nothing.
func (l *ledger) empty() {
	for i, done := range l.from.settled {
		field := l.from.entries[i].field
		if done || !holder(field[strings.LastIndexByte(field, '.')+1:]) {
			continue
		}
		l.from.settled[i] = true
		l.write(report.Rule{}, report.Carried, l.from.source(i), "", "it is empty")
	}
}

// holder says whether a field of this name can only be a leaf when it is empty.
func holder(name string) bool {
	switch name {
	case "processes", "services", "ports", "tcp_checks", "http_checks", "checks", "machine_checks", "concurrency",
		"mounts", "metrics", "files", "statics", "restart", "vm", "env", "args", "headers", "build", "deploy",
		"experimental", "http_service", "http_options", "tls_options", "response", "settings", "replay_cache":
		return true
	}
	return strings.HasSuffix(name, "]")
}
