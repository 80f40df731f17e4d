package flyapi

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
)

// A part is a section of an app or organisation that GraphQL sends. All parts
// are asked for in one query; one that fails takes the others with it when the
// schema promises it, so then each is asked for alone.
type part struct {
	name string
	// selection is the field to ask for. A connection takes its cursor from
	// the variable named after the part, and asks for pageInfo.
	selection string
	// fields are the names in the answer; the first is the connection's.
	fields []string
	paged  bool
}

// root is the object that parts belong to.
type root struct {
	name, field, variable string
}

// pages is what came back for one part.
type pages struct {
	all []map[string]json.RawMessage
	err error
}

func document(operation string, r root, parts []part) string {
	var b strings.Builder
	b.WriteString("query " + operation + "($" + r.variable + ": String!")
	for _, p := range parts {
		if p.paged {
			b.WriteString(", $" + p.name + ": String")
		}
	}
	b.WriteString(") { " + r.field + "(" + r.variable + ": $" + r.variable + ") { id")
	for _, p := range parts {
		b.WriteString(" " + p.selection)
	}
	b.WriteString(" } }")
	return b.String()
}

// ask reads all parts of one object, to the last page of each.
func (c *Client) ask(ctx context.Context, r root, key string, parts []part) map[string]pages {
	found := make(map[string]pages, len(parts))
	object, problems, err := c.object(ctx, r, key, r.name, parts, nil)
	if err == nil && object == nil && refusedWhole(problems) != nil {
		err = refusedWhole(problems) // asking part by part would not help
	}
	for _, p := range parts {
		switch {
		case err != nil:
			found[p.name] = pages{err: err}
		case object == nil || failedPart(p, problems) != nil:
			found[p.name] = c.alone(ctx, r, key, p, nil)
		default:
			found[p.name] = c.rest(ctx, r, key, p, object)
		}
	}
	return found
}

// rest goes on from the first page of a part.
func (c *Client) rest(ctx context.Context, r root, key string, p part, first map[string]json.RawMessage) pages {
	if missing := absent(r, key, p, first); missing != nil {
		return pages{err: missing}
	}
	got := pages{all: []map[string]json.RawMessage{first}}
	cursor, more := nextCursor(first[p.fields[0]])
	if !p.paged || !more {
		return got
	}
	next := c.alone(ctx, r, key, p, &cursor)
	return pages{all: append(got.all, next.all...), err: next.err}
}

// alone asks for one part from a cursor on.
func (c *Client) alone(ctx context.Context, r root, key string, p part, cursor *string) pages {
	object, problems, err := c.object(ctx, r, key, r.name+title(p.name), []part{p}, map[string]*string{p.name: cursor})
	if err != nil {
		return pages{err: err}
	}
	if failed := failedPart(p, problems); failed != nil {
		return pages{err: failed}
	}
	if object == nil {
		return pages{err: &CallError{Call: call(r, key, p), Status: http.StatusOK, Reason: "the answer is null"}}
	}
	return c.rest(ctx, r, key, p, object)
}

func title(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

func call(r root, key string, p part) string { return "read " + p.name + " of " + r.field + " " + key }

func (c *Client) object(ctx context.Context, r root, key, operation string, parts []part, cursors map[string]*string) (map[string]json.RawMessage, []partError, error) {
	variables := map[string]any{r.variable: key}
	for name, cursor := range cursors {
		if cursor != nil {
			variables[name] = *cursor
		}
	}
	what := "read " + r.field + " " + key
	data, problems, err := c.query(ctx, what, operation, document(operation, r, parts), variables)
	if err != nil {
		return nil, nil, err
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(data[r.field], &object); err != nil && len(problems) == 0 {
		return nil, nil, called(what, err)
	}
	return object, problems, nil
}

// refusedWhole is the error about the object itself: it is gone, or out of the
// token's reach.
func refusedWhole(problems []partError) error {
	for _, one := range problems {
		if one.part == "" {
			return one.err
		}
	}
	return nil
}

func failedPart(p part, problems []partError) error {
	for _, one := range problems {
		for _, f := range p.fields {
			if one.part == "" || one.part == f {
				return one.err
			}
		}
	}
	return nil
}

// absent is an error when a connection came back as null without a word.
func absent(r root, key string, p part, object map[string]json.RawMessage) error {
	if raw, ok := object[p.fields[0]]; p.paged && (!ok || string(raw) == "null") {
		return &CallError{Call: call(r, key, p), Status: http.StatusOK, Reason: "the answer is null"}
	}
	return nil
}

func nextCursor(raw json.RawMessage) (string, bool) {
	var c struct {
		PageInfo struct {
			HasNextPage bool
			EndCursor   string
		}
	}
	if json.Unmarshal(raw, &c) != nil {
		return "", false
	}
	return c.PageInfo.EndCursor, c.PageInfo.HasNextPage && c.PageInfo.EndCursor != ""
}
