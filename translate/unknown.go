package translate

import (
	"reflect"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// unknown reports what Fly sends and the inventory has no name for, beside the
// machines: their own ledgers see to that.
func (t *translation) unknown() {
	if t.in.Live == nil {
		return
	}
	app := *t.in.Live
	app.Machines = inventory.List[inventory.Machine]{}
	for _, f := range unknownFields(app, report.Source{App: t.flyApp, File: inventoryFile(t.flyApp)}) {
		f.Env = t.in.Env
		t.book.write(f)
	}
}

// unknown reports the same for the organisation.
func (c *company) unknown(s *inventory.Snapshot) {
	org := *s
	org.Apps = inventory.List[inventory.App]{}
	c.findings = append(c.findings, unknownFields(org, c.org(""))...)
}

func unknownFields(v any, from report.Source) []report.Finding {
	var w walker
	w.value(reflect.ValueOf(v), "")
	var out []report.Finding
	for _, path := range w.paths {
		if !strings.Contains("."+path, ".unknown.") {
			continue
		}
		from.Key = path
		out = append(out, unaccounted(from))
	}
	return out
}
