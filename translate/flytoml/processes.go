package flytoml

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/google/shlex"

	"github.com/fly2k8s/fly2k8s/internal/redact"
)

// Process is one entry of [processes]: a process group and its command.
type Process struct {
	Field string
	Name  string
	// Command is one line, not yet split; "" runs the image's own command.
	Command string
}

// groupCommand splits a group's command as a shell would. [experimental].cmd
// stands in for groups that have none.
func (c *Config) groupCommand(group string) ([]string, error) {
	for _, p := range c.Processes {
		if p.Name != group || p.Command == "" {
			continue
		}
		words, err := shlex.Split(p.Command)
		if err != nil {
			return nil, fmt.Errorf("split command %s: %w", redact.Line(p.Command), err)
		}
		return words, nil
	}
	if c.Experimental == nil {
		return nil, nil
	}
	return c.Experimental.Cmd, nil
}

// processes takes a table of commands, or [[processes]] with name and command.
// Of two entries with one name the later holds.
func (r *reader) processes(t table) []Process {
	if r.known != nil {
		r.known("processes.*")
		return nil
	}
	n := t.exact("processes")
	if n == nil || n.shape == dict {
		var all []Process
		for _, v := range t.namedTexts("processes") {
			all = append(all, Process{Field: v.Field, Name: v.Name, Command: v.Value})
		}
		return all
	}
	if n.shape != list {
		r.problem(n, "a table")
		return nil
	}
	n.field = "processes"
	if len(n.children) > 0 {
		r.quirk(n, LegacyForm, "flyctl reads each as a line of [processes]")
	}
	return r.processList(n)
}

func (r *reader) processList(n *node) []Process {
	var all []Process
	for _, item := range n.children {
		name := item.member("name")
		if item.shape != dict || name == nil {
			continue
		}
		p := Process{Name: r.print(name)}
		p.Field = "processes." + segment(p.Name)
		item.field, name.field = p.Field, p.Field
		if command := item.member("command"); command != nil {
			p.Command, command.field = r.print(command), p.Field
		}
		all = slices.DeleteFunc(all, func(q Process) bool { return q.Name == p.Name })
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b Process) int { return cmp.Compare(a.Name, b.Name) })
	return all
}
