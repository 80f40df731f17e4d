package flytoml

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// anyText takes a value of any type as Go prints it.
func (t table) anyText(key string) string {
	n := t.exact(key)
	if n == nil || t.r.known != nil {
		return t.string(key)
	}
	n.field = t.at(key)
	return t.r.print(n)
}

// print marks everything inside n as part of the text.
func (r *reader) print(n *node) string {
	n.whole, n.printed = true, true
	return printed(n)
}

// anyPort takes a number, or a string of digits. A fraction is cut off.
func (t table) anyPort(key string) *int {
	n := t.exact(key)
	if n == nil || t.r.known != nil {
		return t.optInt(key)
	}
	n.field, n.printed = t.at(key), true
	port, err := 0, error(nil)
	switch v := n.value.(type) {
	case string:
		port, err = strconv.Atoi(v)
		t.r.quirk(n, LegacyForm, "flyctl takes the string for a number")
	case int:
		port = v
	case int64:
		port = int(v)
	case uint64:
		port = int(v)
	case float64:
		port = int(v)
	default:
		err = strconv.ErrSyntax
	}
	if err != nil {
		t.r.problem(n, "a port number")
	}
	return &port
}

// duration is a string such as "1m30s". A bare number is accepted, too: as
// nanoseconds.
func (t table) duration(key string) *time.Duration {
	n := t.read(key)
	if empty(n) {
		return nil
	}
	switch v := n.value.(type) {
	case string:
		return t.r.parseDuration(n, v)
	case int, int64, uint64, float64:
		f, _ := strconv.ParseFloat(number(n), 64)
		d := time.Duration(f)
		t.r.quirk(n, DurationNanoseconds, fmt.Sprintf("a number without a unit is nanoseconds here: %s", d))
		return &d
	}
	t.r.problem(n, "a duration such as \"10s\"")
	return nil
}

// looseDuration is a string, or a number in the unit given. Whatever is neither
// is unset, and so are YAML's integers, which flyctl's patch does not know.
func (t table) looseDuration(key string, unit time.Duration) *time.Duration {
	n := t.exact(key)
	if n == nil || t.r.known != nil {
		return t.duration(key)
	}
	n.field = t.at(key)
	return t.r.castDuration(n, unit)
}

func (r *reader) castDuration(n *node, unit time.Duration) *time.Duration {
	n.whole, n.printed = true, true
	var d time.Duration
	switch v := n.value.(type) {
	case string:
		if v == "" {
			return nil
		}
		return r.parseDuration(n, v)
	case int64:
		d = time.Duration(v) * unit
	case float64:
		d = time.Duration(v) * unit
	default:
		if !empty(n) {
			r.quirk(n, DurationLost, "flyctl does not read "+described(n)+" here and leaves the setting out")
		}
		return nil
	}
	name, word := DurationMillis, "milliseconds"
	if unit == time.Second {
		name, word = DurationSeconds, "seconds"
	}
	r.quirk(n, name, fmt.Sprintf("a number without a unit is %s here: %s", word, d))
	return &d
}

func (r *reader) parseDuration(n *node, text string) *time.Duration {
	d, err := time.ParseDuration(text)
	if err != nil {
		r.problem(n, "a duration with a unit such as \"10s\"")
		return nil
	}
	return &d
}

// finite reports numbers that JSON can't write, wherever they were not printed.
func (r *reader) finite(n *node) {
	if n.printed || n.shadowed {
		return
	}
	if f, ok := n.value.(float64); ok && (math.IsInf(f, 0) || math.IsNaN(f)) {
		r.problem(n, "a finite number")
	}
	for _, c := range n.children {
		r.finite(c)
	}
}
