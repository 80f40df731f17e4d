package flytest

import (
	"encoding/json"
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
)

// What a field of an object can be, besides plain JSON:

// field works its value out from the arguments of a query.
type field func(args map[string]any) (any, *problem)

// connection is a list with nodes, edges and cursors.
type connection []edge

// edge is one entry of a connection; more are fields of the edge itself.
type edge struct {
	node any
	more object
}

// problem is a GraphQL error.
type problem struct{ message, code string }

func nodes(items []object) connection {
	c := make(connection, 0, len(items))
	for _, item := range items {
		c = append(c, edge{node: item})
	}
	return c
}

// execution is one query on its way.
type execution struct {
	schema    *ast.Schema
	variables map[string]any
	grant     grant
	pageSize  int
	problems  []object
}

// ordered keeps the fields of an answer in the order of the query.
type ordered struct {
	keys   []string
	values map[string]any
}

// MarshalJSON writes the fields in order.
func (o ordered) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, key := range o.keys {
		if i > 0 {
			out = append(out, ',')
		}
		raw, err := json.Marshal(o.values[key])
		if err != nil {
			return nil, err
		}
		out = append(out, fmt.Sprintf("%q:", key)...)
		out = append(out, raw...)
	}
	return append(out, '}'), nil
}

// selectFrom answers a selection. It is nil when a field that the schema
// promises can't be given: the object goes with it, as GraphQL demands.
func (x *execution) selectFrom(from object, set ast.SelectionSet, path []any) any {
	out := ordered{values: map[string]any{}}
	whole := true
	for _, f := range x.fields(from, set) {
		at := append(append([]any{}, path...), f.Alias)
		value := x.value(from, f, at)
		if value == nil && x.promised(f) {
			whole = false
		}
		if _, twice := out.values[f.Alias]; !twice {
			out.keys = append(out.keys, f.Alias)
		}
		out.values[f.Alias] = value
	}
	if !whole {
		return nil
	}
	return out
}

func (x *execution) promised(f *ast.Field) bool {
	return f.Definition != nil && f.Definition.Type.NonNull
}

// fields unfolds fragments that fit the object's type.
func (x *execution) fields(from object, set ast.SelectionSet) []*ast.Field {
	var fields []*ast.Field
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			fields = append(fields, s)
		case *ast.InlineFragment:
			if fits(from, s.TypeCondition) {
				fields = append(fields, x.fields(from, s.SelectionSet)...)
			}
		case *ast.FragmentSpread:
			if s.Definition != nil && fits(from, s.Definition.TypeCondition) {
				fields = append(fields, x.fields(from, s.Definition.SelectionSet)...)
			}
		}
	}
	return fields
}

// fits: an object that doesn't name its type has only one.
func fits(from object, condition string) bool {
	name := text(from["__typename"])
	return name == "" || condition == "" || name == condition
}

func (x *execution) value(from object, f *ast.Field, path []any) any {
	if !x.grant.may(f.Name) {
		x.fail(path, problem{"Not authorized to access this " + f.Name, "UNAUTHORIZED"})
		return nil
	}
	args := map[string]any{}
	for _, a := range f.Arguments {
		if value, err := a.Value.Value(x.variables); err == nil && value != nil {
			args[a.Name] = value
		}
	}
	value := from[f.Name]
	if resolve, ok := value.(field); ok {
		resolved, failed := resolve(args)
		if failed != nil {
			x.fail(path, *failed)
			return nil
		}
		value = resolved
	}
	if value == nil && x.promised(f) {
		x.fail(path, problem{fmt.Sprintf("Cannot return null for non-nullable field %s.%s", f.ObjectDefinition.Name, f.Name), "SERVER_ERROR"})
		return nil
	}
	return x.complete(value, f.SelectionSet, args, path)
}

func (x *execution) complete(value any, set ast.SelectionSet, args map[string]any, path []any) any {
	switch v := value.(type) {
	case connection:
		return x.selectFrom(x.page(v, args), set, path)
	case object:
		if len(set) == 0 {
			return v // a JSON scalar
		}
		return x.selectFrom(v, set, path)
	case []object:
		out := make([]any, 0, len(v))
		for i, item := range v {
			out = append(out, x.complete(item, set, nil, append(path, i)))
		}
		return out
	}
	return value
}

func (x *execution) fail(path []any, p problem) {
	x.problems = append(x.problems, object{"message": p.message, "path": path, "extensions": object{"code": p.code}})
}
