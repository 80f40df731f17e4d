package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// shownPlaces is how many places an entry names; report.json has all of them.
const shownPlaces = 3

// Sections that are no app's.
const (
	theCompany = "the company"
	stays      = "what does not move"
)

// A Page is REPORT.md with its decisions made: what needs a person first, then
// app by app, worst first, then counts.
type Page struct {
	Summary string
	First   []Line // open findings and blockers of all apps
	Apps    []Section
	Counts  []Tally
	Tail    string // further sections, ready to print
}

// A Section is one app's part.
type Section struct {
	Name  string
	Lines []Line // warnings
	Notes string // what is worth a look, by rule, with numbers
}

// A Line is one entry in words.
type Line struct {
	App    string
	Label  string // FLY013 keep-alive, or the outcome
	Count  int
	Why    string
	Do     string
	Places string
}

// A Tally counts what became of an app's settings.
type Tally struct {
	Name                               string
	Carried, Changed, Dropped, Waiting int
}

// NewPage folds findings into a page. Named says which app of the repository a
// Fly app became, and nothing for one that doesn't move; several environments
// of an app share a section.
func NewPage(fs []Finding, named func(flyApp string) string, tail string) Page {
	page := Page{Summary: Summary(fs), Tail: tail}
	for _, group := range byApp(fs, named) {
		page.add(group)
	}
	slices.SortStableFunc(page.Apps, func(a, b Section) int { return cmp.Compare(len(b.Lines), len(a.Lines)) })
	return page
}

// A group is the findings of one app: all of them as a count, and those that
// have something to say.
type group struct {
	name    string
	counts  map[Outcome]int
	telling []Finding
}

func byApp(fs []Finding, named func(string) string) []group {
	var out []group
	at := map[string]int{}
	for _, f := range fs {
		name := theCompany
		if f.From.App != "" {
			name = cmp.Or(named(f.From.App), stays)
		}
		i, ok := at[name]
		if !ok {
			i = len(out)
			at[name] = i
			out = append(out, group{name: name, counts: map[Outcome]int{}})
		}
		out[i].counts[f.Outcome]++
		if f.Outcome != Carried || f.Code != "" {
			f.From.App = name
			out[i].telling = append(out[i].telling, f)
		}
	}
	slices.SortFunc(out, func(a, b group) int { return cmp.Compare(a.name, b.name) })
	return out
}

func (p *Page) add(g group) {
	section := Section{Name: g.name}
	var notes []Entry
	entries := fold(g.telling)
	slices.SortStableFunc(entries, worst)
	for _, e := range entries {
		switch urgency(e.Finding) {
		case 0, 1, 2:
			p.First = append(p.First, e.line())
		case 3:
			section.Lines = append(section.Lines, e.line())
		default:
			notes = append(notes, e)
		}
	}
	section.Notes = inOneLine(notes)
	if len(section.Lines) > 0 || section.Notes != "" {
		p.Apps = append(p.Apps, section)
	}
	p.Counts = append(p.Counts, tally(g))
}

func tally(g group) Tally {
	n := g.counts
	return Tally{Name: g.name, Carried: n[Carried], Changed: n[Changed], Dropped: n[Dropped], Waiting: n[Undecided] + n[Unaccounted]}
}

func (e Entry) line() Line {
	return Line{App: e.From.App, Label: e.label(), Count: e.Count, Why: e.Why, Do: asked(e.Do), Places: e.places()}
}

// asked is what a person must do; a rule that asks for nothing says so.
func asked(do string) string {
	if do == "nothing" {
		return ""
	}
	return do
}

func (e Entry) label() string {
	if e.Code == "" {
		return string(e.Outcome)
	}
	return e.Code + " " + e.Rule
}

// inOneLine is each rule once, and how often it is met.
func inOneLine(notes []Entry) string {
	var out []Entry
	for _, e := range notes {
		i := slices.IndexFunc(out, func(o Entry) bool { return o.label() == e.label() && o.Accepted == e.Accepted })
		if i < 0 {
			out = append(out, e)
			continue
		}
		out[i].Count += e.Count
	}
	words := make([]string, len(out))
	for i, e := range out {
		words[i] = e.note()
	}
	return strings.Join(words, ", ")
}

func (e Entry) note() string {
	text := e.label()
	if e.Count > 1 {
		text = fmt.Sprintf("%s ×%d", text, e.Count)
	}
	if e.Accepted != "" {
		text += " (accepted: " + e.Accepted + ")"
	}
	return text
}

func (e Entry) places() string {
	shown := e.Places[:min(shownPlaces, len(e.Places))]
	quoted := make([]string, len(shown))
	for i, p := range shown {
		quoted[i] = "`" + strings.ReplaceAll(p, "`", "'") + "`"
	}
	text := strings.Join(quoted, ", ")
	if more := len(e.Places) - len(shown); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
