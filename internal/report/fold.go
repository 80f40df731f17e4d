package report

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// An Entry is findings of one app that say the same: one rule, one outcome, one
// thing to do. Equal machines stand in it once.
type Entry struct {
	Finding          // the first of them
	Count   int      // how many settings
	Places  []string // where they stand, each once
}

// fold puts findings that say the same into one entry, in the order of their
// first.
func fold(fs []Finding) []Entry {
	type same struct {
		app, code, why, do string
		outcome            Outcome
	}
	var out []Entry
	at := map[same]int{}
	for _, f := range fs {
		key := same{f.From.App, f.Code, sameWhy(f), f.Do, f.Outcome}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, Entry{Finding: f})
		}
		out[i].add(f)
	}
	return out
}

// sameWhy is the reason, where it tells findings apart: without a rule, which is
// reason enough, and for what doesn't move.
func sameWhy(f Finding) string {
	if f.Code == "" || f.From.App == stays {
		return f.Why
	}
	return ""
}

func (e *Entry) add(f Finding) {
	e.Count++
	if place := placeOf(f.From); !slices.Contains(e.Places, place) {
		e.Places = append(e.Places, place)
	}
}

var machineIndex = regexp.MustCompile(`^machines\.items\[\d+\]\.?`)

// placeOf is a setting's place, the same for equal machines of an app.
func placeOf(s Source) string {
	key := machineIndex.ReplaceAllString(s.Key, "")
	switch {
	case s.Machine != "" && key == "":
		return "machine " + s.Machine
	case s.Machine != "":
		return "machines " + strings.TrimPrefix(key, "config.")
	case s.Line > 0:
		return fmt.Sprintf("%s:%d %s", s.File, s.Line, s.Key)
	}
	return strings.TrimSpace(s.File + " " + s.Key)
}

// worst orders entries for a reader: what must be decided, then by severity,
// then what is lost before what is changed, then by rule.
func worst(a, b Entry) int {
	return cmp.Or(
		cmp.Compare(urgency(a.Finding), urgency(b.Finding)),
		cmp.Compare(loss(a.Outcome), loss(b.Outcome)),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.From.App, b.From.App),
	)
}

// urgency is small for what can't wait. What somebody accepted can.
func urgency(f Finding) int {
	switch {
	case f.Accepted != "":
		return 5
	case f.Outcome == Unaccounted:
		return 0
	case f.Severity == Blocker:
		return 1
	case f.Outcome == Undecided:
		return 2
	case f.Severity == Warning:
		return 3
	}
	return 4
}

func loss(o Outcome) int {
	if o == Dropped {
		return 0
	}
	return 1
}
