package flytoml

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A config is written by hand: these bounds are far above any, and keep the
// recursion of the parsers within the stack.
const (
	maxBytes   = 1 << 20
	maxNesting = 10_000
)

// Parse reads one config file. The name decides the format as in flyctl: .json
// and .yaml are JSON and YAML, anything else is TOML.
//
// The error is a *SyntaxError, then there is no File; or a *ShapeError, then the
// File has its Keys, and of the Config the app's name alone.
func Parse(name string, data []byte) (*File, error) {
	root, rest, err := parseTree(name, data)
	if err != nil {
		return nil, err
	}
	r := &reader{}
	config := r.config(table{r: r, n: root})
	r.finite(root)

	f := &File{Name: name, Config: config}
	f.collect(root, rest)
	f.index()
	for _, q := range r.quirks {
		f.Quirks = append(f.Quirks, Quirk{Key: keyOf(q.n), Name: q.name, Why: q.why})
	}
	if len(r.problems) > 0 {
		f.Config = Config{App: f.Config.App}
		f.sortQuirks()
		return f, r.shapeError(name)
	}
	f.groupQuirks()
	f.sortQuirks()
	return f, nil
}

func parseTree(name string, data []byte) (root *node, rest []*node, err error) {
	if len(data) > maxBytes {
		return nil, nil, &SyntaxError{File: name, Cause: fmt.Sprintf("%d bytes are too many for a config, %d are read", len(data), maxBytes)}
	}
	if bytes.Count(data, []byte{'['})+bytes.Count(data, []byte{'{'}) > maxNesting {
		return nil, nil, &SyntaxError{File: name, Cause: fmt.Sprintf("more than %d brackets are too many for a config", maxNesting)}
	}
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) && !strings.HasSuffix(name, ".yaml") {
		return nil, nil, &SyntaxError{File: name, Line: 1, Cause: "it starts with a byte order mark, at which flyctl stops, too: save it as UTF-8 without one"}
	}
	switch {
	case strings.HasSuffix(name, ".json"):
		root, err = parseJSON(name, data)
	case strings.HasSuffix(name, ".yaml"):
		root, rest, err = parseYAML(name, data)
	default:
		root, err = parseTOML(name, data)
	}
	return root, rest, explainYML(name, err)
}

// explainYML tells why a file that looks like YAML is no good: flyctl knows
// .yaml alone and takes .yml for TOML.
func explainYML(name string, err error) error {
	var syntax *SyntaxError
	if strings.HasSuffix(name, ".yml") && errors.As(err, &syntax) {
		syntax.Cause += " (flyctl reads .yml as TOML: call the file .yaml)"
	}
	return err
}

// config reads the sections, in the order of Config.
func (r *reader) config(t table) Config {
	c := Config{
		App:              t.string("app"),
		PrimaryRegion:    t.string("primary_region"),
		KillSignal:       t.optString("kill_signal"),
		SwapSizeMB:       t.optInt("swap_size_mb"),
		ConsoleCommand:   t.string("console_command"),
		HostDedicationID: t.string("host_dedication_id"),
		MachineConfig:    t.string("machine_config"),
		Container:        t.string("container"),
		Experimental:     r.experimental(t),
		Build:            r.build(t),
		Deploy:           r.deploy(t),
		Env:              r.env(t),
		Processes:        r.processes(t),
		Mounts:           r.mounts(t),
		HTTPService:      r.httpService(t),
		Services:         r.services(t),
		Checks:           r.checks(t),
		MachineChecks:    r.machineChecks(t),
		Files:            r.files(t),
		Statics:          r.statics(t),
		Metrics:          r.metrics(t),
		Restart:          r.restart(t),
		VM:               r.vms(t),
	}
	c.KillTimeout = r.killTimeout(t)
	return c
}

func (r *reader) shapeError(name string) error {
	e := &ShapeError{File: name}
	for _, p := range r.problems {
		e.Problems = append(e.Problems, Problem{Line: p.n.line, Key: p.n.path(), Expected: p.expected, Found: p.found})
	}
	slices.SortStableFunc(e.Problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return e
}

// Fields lists every field that flyctl knows, in the order of Config, with []
// for an index and * for a name of the user's: `services[].ports[].handlers`,
// `env.*`.
func Fields() []string {
	var all []string
	r := &reader{known: func(field string) { all = append(all, field) }}
	r.config(table{r: r})
	return all
}
