package simulate

import (
	"fmt"
	"io"
	"strings"
)

// Table prints what a simulation looked at and what it found.
func (r Result) Table(w io.Writer) error {
	rows := [][2]string{
		{"steps", fmt.Sprintf("%d, with %d effects", r.Steps, r.Effects)},
		{"parts searched whole", fmt.Sprintf("%d of %d", r.Cells-r.Partial, r.Cells)},
		{"states", fmt.Sprintf("%d, over %d moves", r.States, r.Moves)},
		{"the plan in one piece", r.piece()},
		{"steps tried", fmt.Sprintf("%d done, %d broken off, %d undone", r.Done, r.Broken, r.Undone)},
		{"promises", r.verdict()},
	}
	var b strings.Builder
	for _, row := range rows {
		fmt.Fprintf(&b, "%-22s %s\n", row[0], row[1])
	}
	if len(r.Untried) > 0 {
		fmt.Fprintf(&b, "%-22s %s\n", "never tried", strings.Join(r.Untried, ", "))
	}
	if r.Counter != nil {
		r.Counter.write(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r Result) piece() string {
	switch {
	case r.Whole:
		return "searched whole"
	case r.Walks > 0:
		return fmt.Sprintf("%d random nights, %d moves", r.Walks, r.Walked)
	}
	return "not looked at: a part broke a promise before"
}

func (r Result) verdict() string {
	if r.Counter != nil {
		return "broken: " + r.Counter.Promise
	}
	return fmt.Sprintf("all %d kept", len(Promises()))
}

func (c Counter) write(b *strings.Builder) {
	fmt.Fprintf(b, "\n%s.\nThe shortest way there found, in %s:\n", c.What, c.About)
	for i, event := range c.Story {
		fmt.Fprintf(b, "%4d. %s\n", i+1, event)
	}
}
