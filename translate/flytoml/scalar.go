package flytoml

import (
	"encoding/json"
	"strconv"
)

// empty says whether there is nothing to decode into a value.
func empty(n *node) bool { return n == nil || n.shape == scalar && n.value == nil }

func (t table) string(key string) string {
	if s := t.optString(key); s != nil {
		return *s
	}
	return ""
}

func (t table) optString(key string) *string {
	n := t.read(key)
	if empty(n) {
		return nil
	}
	return t.r.text(n)
}

func (r *reader) text(n *node) *string {
	switch v := n.value.(type) {
	case string:
		return &v
	case moment:
		return &v.stored
	}
	r.problem(n, "a string")
	return nil
}

func (t table) bool(key string) bool {
	b := t.optBool(key)
	return b != nil && *b
}

func (t table) optBool(key string) *bool {
	n := t.read(key)
	if empty(n) {
		return nil
	}
	b, ok := n.value.(bool)
	if !ok {
		t.r.problem(n, "true or false")
		return nil
	}
	return &b
}

func (t table) int(key string) int {
	if i := t.optInt(key); i != nil {
		return *i
	}
	return 0
}

func (t table) optInt(key string) *int {
	n := t.read(key)
	if empty(n) {
		return nil
	}
	i, err := strconv.Atoi(number(n))
	if err != nil {
		t.r.problem(n, "an integer")
		return nil
	}
	return &i
}

func (t table) optUint32(key string) *uint32 {
	n := t.read(key)
	if empty(n) {
		return nil
	}
	u, err := strconv.ParseUint(number(n), 10, 32)
	if err != nil {
		t.r.problem(n, "an integer from 0 to 4294967295")
		return nil
	}
	small := uint32(u)
	return &small
}

func (t table) optFloat(key string) *float64 {
	n := t.read(key)
	if empty(n) {
		return nil
	}
	f, err := strconv.ParseFloat(number(n), 64)
	if err != nil {
		t.r.problem(n, "a number")
		return nil
	}
	return &f
}

// number writes a number as JSON does, which is what an integer field is
// decoded from: 8080.0 is 8080. It is empty for anything else.
func number(n *node) string {
	switch n.value.(type) {
	case int, int64, uint64, float64:
		text, err := json.Marshal(n.value)
		if err == nil {
			return string(text)
		}
	}
	return ""
}

func (t table) strings(key string) []string {
	n := t.read(key)
	if empty(n) {
		return nil
	}
	return t.r.texts(n)
}

func (r *reader) texts(n *node) []string {
	if n.shape != list {
		r.problem(n, "an array of strings")
		return nil
	}
	var texts []string
	for _, c := range n.children {
		text := new(string)
		if !empty(c) {
			if text = r.text(c); text == nil {
				return nil
			}
		}
		texts = append(texts, *text)
	}
	return texts
}
