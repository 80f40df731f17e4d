package flytoml

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fly2k8s/fly2k8s/internal/redact"
)

// moment is a TOML date or time. flyctl stores it as text where a string is
// due, and prints it in another way where any value will do.
type moment struct {
	stored  string // as in JSON
	printed string // as with %v
}

// TOML's three local kinds and the one with an offset, told apart by what the
// text holds; all are valid when they get here.
func newMoment(raw string, t time.Time) moment {
	date, clock := strings.Contains(raw, "-") && raw[2] != ':', strings.Contains(raw, ":")
	switch {
	case !clock:
		return sameMoment(t.Format("2006-01-02"))
	case !date:
		return sameMoment(t.Format("15:04:05.999999999"))
	case !hasOffset(raw):
		return sameMoment(t.Format("2006-01-02T15:04:05.999999999"))
	}
	_, offset := t.Zone()
	t = t.In(time.FixedZone("", offset))
	if last := raw[len(raw)-1]; last == 'Z' || last == 'z' {
		t = t.UTC()
	}
	return moment{stored: t.Format(time.RFC3339Nano), printed: t.String()}
}

func sameMoment(text string) moment { return moment{stored: text, printed: text} }

// hasOffset looks behind the date, whose dashes are no signs.
func hasOffset(raw string) bool {
	return strings.ContainsAny(raw[len("2006-01-02"):], "Zz+-")
}

// printed returns a value as Go's %v prints it, which is what flyctl stores
// wherever it takes any type for a text.
func printed(n *node) string {
	switch n.shape {
	case list:
		parts := make([]string, len(n.children))
		for i, c := range n.children {
			parts[i] = printed(c)
		}
		return "[" + strings.Join(parts, " ") + "]"
	case dict:
		members := slices.Clone(n.children)
		slices.SortStableFunc(members, func(a, b *node) int { return cmp.Compare(a.key, b.key) })
		var parts []string
		for _, c := range members {
			if !c.shadowed {
				parts = append(parts, c.key+":"+printed(c))
			}
		}
		return "map[" + strings.Join(parts, " ") + "]"
	}
	switch v := n.value.(type) {
	case string:
		return v
	case moment:
		return v.printed
	}
	return fmt.Sprint(n.value)
}

// described names a value for a person, without what looks like a credential.
func described(n *node) string {
	switch n.shape {
	case list:
		return "an array"
	case dict:
		return "a table"
	}
	switch v := n.value.(type) {
	case nil:
		return "nothing"
	case string:
		return redact.Line(fmt.Sprintf("the string %q", v))
	case moment:
		return "the date " + v.printed
	case bool:
		return fmt.Sprintf("the boolean %v", v)
	}
	if n.raw != "" {
		return "the number " + n.raw
	}
	return fmt.Sprintf("the number %v", n.value)
}
