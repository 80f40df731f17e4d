package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// An Outcome is what became of a step.
type Outcome string

// The outcomes that a journal knows.
const (
	Started  Outcome = "started"
	Finished Outcome = "done"
	Broke    Outcome = "failed"
	Undone   Outcome = "undone"
)

// Outcomes are all of them.
func Outcomes() []Outcome { return []Outcome{Started, Finished, Broke, Undone} }

// An Entry is one line of journal.jsonl.
type Entry struct {
	Step    string    `json:"step"`
	Outcome Outcome   `json:"outcome"`
	By      string    `json:"by"`
	Second  string    `json:"second,omitempty"` // who confirmed, where a step needs two
	At      time.Time `json:"at"`
	Note    string    `json:"note,omitempty"`
}

// Parse reads a journal. Empty lines are skipped; any other line that is no
// entry is an error with its number.
func Parse(name string, data []byte) ([]Entry, error) {
	var entries []Entry
	var problems []error
	for i, line := range bytes.Split(data, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		e, err := parseLine(line)
		if err != nil {
			problems = append(problems, fmt.Errorf("%s:%d: %w", name, i+1, err))
			continue
		}
		entries = append(entries, e)
	}
	return entries, errors.Join(problems...)
}

func parseLine(line []byte) (Entry, error) {
	var e Entry
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&e); err != nil {
		return e, fmt.Errorf("read entry: %w", err)
	}
	if e.Step == "" || !slices.Contains(Outcomes(), e.Outcome) {
		return e, fmt.Errorf("read entry: expected a step and an outcome (%s)", names())
	}
	return e, nil
}

func names() string {
	var out []string
	for _, o := range Outcomes() {
		out = append(out, string(o))
	}
	return strings.Join(out, ", ")
}

// states are where the steps stand after all entries. Entries on steps that
// the plan doesn't have are an error: the plan was changed during the night.
func (c Course) states(entries []Entry) ([]State, error) {
	states := make([]State, len(c.After))
	var problems []error
	for _, e := range entries {
		i, ok := c.index[e.Step]
		if !ok {
			problems = append(problems, fmt.Errorf("journal has step %s, which the plan lacks: a plan must not change once its night has begun", e.Step))
			continue
		}
		states[i] = after(e.Outcome)
	}
	return states, errors.Join(problems...)
}

// after is where an outcome leaves a step. A step that was started may have
// done anything, like one that failed.
func after(o Outcome) State {
	return map[Outcome]State{Started: Failed, Finished: Done, Broke: Failed, Undone: Todo}[o]
}

// A Timing is how long a step took.
type Timing struct {
	Step    string
	Seconds int
}

// Timings are what a journal measured, in the plan's order: from a step's start
// to its end. A step without a start counts from the latest end of what it
// followed.
func Timings(p plan.Plan, entries []Entry) []Timing {
	started, ended := map[string]time.Time{}, map[string]time.Time{}
	for _, e := range entries {
		switch e.Outcome {
		case Started:
			started[e.Step] = e.At
		case Finished:
			ended[e.Step] = e.At
		}
	}
	var out []Timing
	for _, s := range p.Steps {
		from, ok := started[s.ID]
		for _, a := range s.After {
			if end := ended[a]; !ok && end.After(from) {
				from = end
			}
		}
		if end, done := ended[s.ID]; done && !from.IsZero() && !end.Before(from) {
			out = append(out, Timing{Step: s.ID, Seconds: int(end.Sub(from).Seconds())})
		}
	}
	return out
}
