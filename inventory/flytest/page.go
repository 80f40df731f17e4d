package flytest

import "encoding/json"

// page cuts a connection by first and after. An empty cursor is the start.
func (x *execution) page(c connection, args map[string]any) object {
	start := min(fromCursor(text(args["after"])), len(c))
	size := x.pageSize
	if first := asInt(args["first"]); first > 0 {
		size = min(first, max(size, 200))
	}
	end := min(start+size, len(c))
	edges, items := []object{}, []object{}
	for i, e := range c[start:end] {
		edges = append(edges, with(object{"cursor": toCursor(start + i + 1), "node": e.node}, e.more))
		if o, ok := e.node.(object); ok {
			items = append(items, o)
		}
	}
	return object{
		"nodes": items, "edges": edges, "totalCount": len(c),
		"pageInfo": object{"hasNextPage": end < len(c), "hasPreviousPage": start > 0, "startCursor": toCursor(start), "endCursor": toCursor(end)},
	}
}

func asInt(v any) int {
	switch n := v.(type) {
	case int64:
		return int(n)
	case float64:
		return int(n)
	case json.Number:
		i, _ := n.Int64()
		return int(i)
	}
	return 0
}
