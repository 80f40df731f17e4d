package translate

import (
	"maps"
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A facet is one part of a process in words, with the path that it has in the
// spec and the field that a finding cites when nobody set it.
type facet struct{ path, field, says string }

// A change is a facet that the file and the machines see differently.
type change struct {
	facet
	runs string
}

func (c change) why(truth string) string {
	why := "the file says " + quoted(c.says) + ", the machines run with " + quoted(c.runs)
	if truth == "file" {
		return why + "; fly2k8s.yaml takes the file"
	}
	return why + "; what runs is taken"
}

// changes compares the two sides of a group, path by path. A size that the file
// leaves open is the machines' own; how many copies there are is no part of a
// file.
func changes(file, live member) []change {
	runs := map[string]string{}
	theirs := facets(live)
	for _, f := range theirs {
		runs[f.path] = f.says
	}
	var out []change
	for _, f := range facets(file) {
		if has, ok := runs[f.path]; (ok || f.says != "") && has != f.says && !openSize(f, file) {
			out = append(out, change{f, has})
		}
		delete(runs, f.path)
	}
	for _, f := range theirs {
		if has, left := runs[f.path]; left && has != "" {
			out = append(out, change{facet{f.path, sameField(f, file), ""}, has})
		}
	}
	return out
}

func openSize(f facet, file member) bool {
	return file.Guest == nil && strings.HasPrefix(f.path, "resources.")
}

// sameField is the field to cite in the file for what only machines have: their
// own fields mean nothing there.
func sameField(f facet, file member) string {
	head, _, _ := strings.Cut(f.field, "[")
	if head == "services" && file.has("http_service") {
		return "http_service"
	}
	return head
}

func (m member) has(field string) bool { return m.l.set(field) }

func facets(m member) []facet {
	p, v := m.p, m.view
	out := []facet{
		{"args", v.command, strings.Join(p.Args, " ")},
		{"entrypoint", v.entry, strings.Join(p.Entrypoint, " ")},
		{"resources.cpu", vmField(v, "size"), p.Size.Kind + " " + itoa(p.Size.CPUs)},
		{"resources.memory", vmField(v, "memory"), itoa(p.Size.MemoryMiB) + " MB with " + itoa(p.Size.SwapMiB) + " MB of swap"},
		{"resources.gpu", vmField(v, "gpu_kind"), p.Resources.GPUKind},
		{"stop.signal", "kill_signal", p.Stop.Signal},
		{"stop.grace", "kill_timeout", itoa(p.Stop.Grace) + " s"},
		{"metrics", "metrics", metricsText(p)},
		{"readiness", checksField(v), probeText(p.Readiness)},
		{"startup", checksField(v), probeText(p.Startup)},
		{"replicas.min", floorField(v), scalingText(v)},
		{"kind", restartField(v), kindText(m)},
	}
	for _, f := range p.Files {
		out = append(out, facet{spec.FilePath(f.Path), "files", fileText(f)})
	}
	for _, vol := range p.Volumes {
		out = append(out, facet{"volumes." + vol.Name, "mounts[0].source", "a volume at " + vol.Path})
	}
	return append(out, portFacets(m)...)
}

func portFacets(m member) []facet {
	var out []facet
	field := func(name string) string { return serviceField(m.view, name, m.p) }
	for _, port := range m.p.Ports {
		out = append(out, facet{"ports." + port.Name, field(port.Name) + ".internal_port", port.Protocol + " " + itoa(port.Number) + " h2c=" + strconv.FormatBool(port.H2C)})
	}
	for _, e := range m.p.Edges {
		at := "edge." + e.Port + "."
		out = append(out,
			facet{at + "hosts", field(e.Port), "HTTP from outside"},
			facet{at + "https", field(e.Port) + ".force_https", "force_https " + strconv.FormatBool(e.ForceHTTPS) + " " + e.TLSMin},
			facet{at + "rate", field(e.Port) + ".concurrency.soft_limit", itoa(e.Soft)},
			facet{at + "timeout", field(e.Port) + ".http_options.idle_timeout", itoa(e.Timeout) + " s"},
			facet{at + "health", field(e.Port) + ".checks", e.Health.Type + " " + e.Health.Path + " every " + itoa(e.Health.Interval) + " s"},
			facet{at + "headers", field(e.Port) + ".http_options.response", headersText(e.Headers)})
	}
	public := publicPorts(m.p)
	for _, name := range sorted(public) {
		out = append(out, facet{"l4." + name, field(name) + ".ports", public[name]})
	}
	return out
}

// driftOf pours what the two sides said into one book. Where they differ, a
// setting of the side that lost is no longer carried.
func (t *translation) driftOf(file, live member) {
	truth := t.in.Decisions.Truth
	differ, all := map[string]change{}, changes(file, live)
	for _, c := range all {
		differ[file.full(c.path)] = c
	}
	told := t.pour(file, differ, truth, truth != "file")
	maps.Copy(told, t.pour(live, differ, truth, truth == "file"))
	for _, c := range all {
		if !told[file.full(c.path)] {
			t.open(file).of("").remark(report.RuleDrift, report.Changed, c.field, file.full(c.path), c.why(truth))
		}
	}
}

// full is a path in the app: files are the app's until all groups are known.
func (m member) full(path string) string {
	if strings.HasPrefix(path, "files.") {
		return path
	}
	return spec.ProcessPath(m.p.Name, path)
}

// pour writes one side's findings and returns the paths whose loss was told.
func (t *translation) pour(m member, differ map[string]change, truth string, lost bool) map[string]bool {
	told := map[string]bool{}
	for _, f := range m.l.book.findings {
		c, changed := differ[f.Spec]
		if !lost || !changed || f.Outcome != report.Carried && f.Outcome != report.Changed {
			t.book.write(f)
			continue
		}
		g := report.Of(report.RuleDrift, report.Changed, f.From, c.why(truth))
		g.Env, g.Spec = f.Env, f.Spec
		t.book.write(g)
		told[f.Spec] = true
	}
	return told
}

// open is a member's ledger, writing into the app's own book again.
func (t *translation) open(m member) *ledger {
	m.l.book = t.book
	return m.l
}
