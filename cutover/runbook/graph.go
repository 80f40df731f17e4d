package runbook

import (
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// Sizes of the drawing, in pixels.
const (
	boxWidth  = 168
	boxHeight = 30
	columnGap = 72
	rowGap    = 12
	topMargin = 34
)

// A drawing is the dependency graph, laid out: hosts, then apps by wave, then
// data.
type drawing struct {
	Width, Height int
	Columns       []column
	Boxes         []box
	Lines         []line
}

type column struct {
	X     int
	Title string
}

type box struct {
	X, Y          int
	Name, Title   string
	Kind          string // host, app or data
	Width, Height int
	TextX, TextY  int
}

type line struct {
	Path, Kind, Title string
}

func draw(p plan.Plan) drawing {
	var d drawing
	place := map[string]box{}
	add := func(title, kind string, names []string) {
		if len(names) == 0 {
			return
		}
		x := len(d.Columns) * (boxWidth + columnGap)
		d.Columns = append(d.Columns, column{x, title})
		for row, n := range names {
			b := newBox(x, topMargin+row*(boxHeight+rowGap), n, kind)
			d.Boxes, place[n] = append(d.Boxes, b), b
			d.Height = max(d.Height, b.Y+boxHeight+4)
		}
		d.Width = x + boxWidth + 4
	}
	add("hosts", "host", hostNames(p))
	for _, w := range p.Waves {
		add(fmt.Sprintf("wave %d", w.Number), "app", w.Apps)
	}
	add("data", "data", domainNames(p))
	for _, e := range p.Graph {
		from, ok := place[e.From]
		to, too := place[e.To]
		if ok && too {
			d.Lines = append(d.Lines, line{curve(from, to), e.Kind, fmt.Sprintf("%s %s %s: %s", e.From, e.Kind, e.To, e.Why)})
		}
	}
	return d
}

func newBox(x, y int, name, kind string) box {
	short := []rune(name)
	if len(short) > 22 {
		short = append(short[:21], '…')
	}
	return box{X: x, Y: y, Name: string(short), Title: name, Kind: kind, Width: boxWidth, Height: boxHeight, TextX: x + 10, TextY: y + 20}
}

// curve leaves a box on the side that faces the other.
func curve(from, to box) string {
	x1, x2 := from.X+boxWidth, to.X
	if to.X < from.X {
		x1, x2 = from.X, to.X+boxWidth
	}
	y1, y2 := from.Y+boxHeight/2, to.Y+boxHeight/2
	if to.X == from.X {
		return fmt.Sprintf("M%d %d C%d %d %d %d %d %d", from.X+boxWidth, y1, from.X+boxWidth+40, y1, from.X+boxWidth+40, y2, from.X+boxWidth, y2)
	}
	mid := (x1 + x2) / 2
	return fmt.Sprintf("M%d %d C%d %d %d %d %d %d", x1, y1, mid, y1, mid, y2, x2, y2)
}

func hostNames(p plan.Plan) []string {
	var names []string
	for _, h := range p.World.Hosts {
		names = append(names, h.Name)
	}
	return names
}

func domainNames(p plan.Plan) []string {
	var names []string
	for _, d := range p.World.Domains {
		names = append(names, d.Name)
	}
	return names
}

// A bar is one step of the night on the timeline.
type bar struct {
	ID, Anchor, Title, Owner, When string
	X, Y, Width                    float64
	Critical, Waits                bool
}

// A timeline is the night, one row a role, drawn in percent of its width.
type timeline struct {
	Height float64
	Rows   []row
	Bars   []bar
	Freeze []band
	Marks  []mark
}

type row struct {
	Y    float64
	Name string
}

type band struct {
	X, Width float64
	Title    string
}

type mark struct {
	X    float64
	Text string
}

const rowHeight = 26.0

func night(p plan.Plan) timeline {
	var t timeline
	scale := 100 / float64(max(1, p.Budget.Needs))
	rows := map[string]float64{}
	for _, s := range p.Steps {
		i := slices.IndexFunc(p.Budget.Night, func(n plan.Slot) bool { return n.Step == s.ID })
		if i < 0 {
			continue
		}
		lane := s.Owner
		if s.Waits {
			lane = "waiting"
		}
		if _, ok := rows[lane]; !ok {
			rows[lane] = float64(len(t.Rows)) * rowHeight
			t.Rows = append(t.Rows, row{rows[lane], lane})
		}
		slot := p.Budget.Night[i]
		t.Bars = append(t.Bars, bar{
			ID: s.ID, Anchor: anchor(s.ID), Title: s.Title, Owner: s.Owner, When: fmt.Sprintf("T+%s, %s", plan.Span(slot.Start), plan.Span(slot.End-slot.Start)),
			X: float64(slot.Start) * scale, Y: rows[lane] + 4, Width: max(0.2, float64(slot.End-slot.Start)*scale-0.1),
			Critical: slices.Contains(p.Budget.Critical, s.ID), Waits: s.Waits,
		})
	}
	t.Height = float64(len(t.Rows)) * rowHeight
	for _, d := range p.Budget.Down {
		t.Freeze = append(t.Freeze, band{float64(d.From) * scale, float64(d.Seconds) * scale, fmt.Sprintf("writes to %s stand still for %s", d.Domain, plan.Span(d.Seconds))})
	}
	t.Marks = marks(p.Budget.Needs, scale)
	return t
}

// marks are about eight round times.
func marks(needs int, scale float64) []mark {
	step := 60
	for _, s := range []int{60, 120, 300, 600, 900, 1800, 3600, 7200, 14400} {
		step = s
		if needs/s <= 8 {
			break
		}
	}
	var out []mark
	for at := 0; at <= needs; at += step {
		out = append(out, mark{float64(at) * scale, clock(at)})
	}
	return out
}

func clock(seconds int) string {
	return fmt.Sprintf("%d:%02d", seconds/3600, seconds%3600/60)
}
