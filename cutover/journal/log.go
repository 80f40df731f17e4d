package journal

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// Log appends an entry to a journal, if the night allows it: the step exists,
// what it follows is done, two persons stand behind it where it needs two, and
// nothing is undone that is final or that later steps rest on.
func Log(p plan.Plan, data []byte, e Entry) ([]byte, error) {
	entries, err := Parse("journal.jsonl", data)
	if err != nil {
		return nil, err
	}
	c := Plot(p)
	states, err := c.states(entries)
	if err != nil {
		return nil, err
	}
	if err := c.allow(p, states, entries, e); err != nil {
		return nil, fmt.Errorf("log %s %s: %w", e.Step, e.Outcome, err)
	}
	line, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("log %s: %w", e.Step, err)
	}
	if len(data) > 0 && data[len(data)-1] != '\n' {
		data = append(slices.Clone(data), '\n')
	}
	return append(append(slices.Clone(data), line...), '\n'), nil
}

func (c Course) allow(p plan.Plan, states []State, entries []Entry, e Entry) error {
	i, ok := c.index[e.Step]
	switch {
	case !ok:
		return fmt.Errorf("the plan has no such step")
	case !slices.Contains(Outcomes(), e.Outcome):
		return fmt.Errorf("%q is no outcome; expected one of %s", e.Outcome, names())
	case strings.TrimSpace(e.By) == "":
		return fmt.Errorf("nobody is named; say who with --by")
	case len(entries) > 0 && e.At.Before(entries[len(entries)-1].At):
		return fmt.Errorf("the time is before that of the last entry")
	case e.Outcome == Undone:
		return c.allowUndo(p, states, i)
	}
	return c.allowDo(p, states, entries, i, e)
}

func (c Course) allowDo(p plan.Plan, states []State, entries []Entry, i int, e Entry) error {
	s := p.Steps[i]
	if states[i] == Done {
		return fmt.Errorf("it is done already")
	}
	if s.Blocked != "" && e.Outcome == Finished {
		return fmt.Errorf("it is blocked: %s", s.Blocked)
	}
	for _, a := range c.After[i] {
		if states[a] != Done {
			return fmt.Errorf("%s comes first and is not done", p.Steps[a].ID)
		}
	}
	if u := c.pending(states, entries); u >= 0 {
		return fmt.Errorf("%s was undone, so %s must be undone too before going on", p.Steps[u].ID, c.firstRedo(p, states, u))
	}
	if s.People > 1 && e.Outcome == Finished && (e.Second == "" || e.Second == e.By) {
		return fmt.Errorf("it needs a second person; name them with --second")
	}
	return nil
}

// pending is the step whose undo left more to undo; -1 when there is none.
func (c Course) pending(states []State, entries []Entry) int {
	for _, e := range slices.Backward(entries) {
		if i := c.index[e.Step]; e.Outcome == Undone && states[i] == Todo && c.Pending(states, i) {
			return i
		}
	}
	return -1
}

func (c Course) firstRedo(p plan.Plan, states []State, u int) string {
	for _, r := range slices.Backward(c.Redo[u]) {
		if states[r] != Todo {
			return p.Steps[r].ID
		}
	}
	return ""
}

func (c Course) allowUndo(p plan.Plan, states []State, i int) error {
	if states[i] == Todo {
		return fmt.Errorf("it was not begun")
	}
	if c.final(states, i) {
		return fmt.Errorf("its point of no return was passed")
	}
	for j := range states {
		if states[j] != Todo && slices.Contains(c.After[j], i) {
			return fmt.Errorf("%s rests on it: undo that first", p.Steps[j].ID)
		}
	}
	return nil
}
