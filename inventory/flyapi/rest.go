package flyapi

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
)

// name is what may stand in a path: fly-go undoes escaping, so "../" in a name
// would ask for something else.
var name = regexp.MustCompile(`^[A-Za-z0-9*_][A-Za-z0-9*_.-]*$`)

// want is what an answer must hold to be one: the name of a field, or aList.
type want string

const aList want = "[]"

type wantKey struct{}

// wanted is what the maker of a request said about its answer.
func wanted(ctx context.Context) want {
	w, _ := ctx.Value(wantKey{}).(want)
	return w
}

// get asks the Machines API. The path is made of plain segments, checked here.
// What comes back is the field that was wanted, or the list itself.
func (c *Client) get(ctx context.Context, call string, w want, query url.Values, segments ...string) (json.RawMessage, error) {
	whole, err := c.getWhole(ctx, call, w, query, segments...)
	if err != nil || w == aList {
		return whole, err
	}
	return field(call, whole, string(w))
}

// getWhole is get without taking the field out.
func (c *Client) getWhole(ctx context.Context, call string, w want, query url.Values, segments ...string) (json.RawMessage, error) {
	path := ""
	for _, s := range segments {
		if !name.MatchString(s) {
			return nil, &CallError{Call: call, Reason: fmt.Sprintf("%q is not a name that Fly gives", s)}
		}
		path += "/" + s
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	request, err := c.flaps.NewRequest(context.WithValue(ctx, wantKey{}, w), http.MethodGet, path, nil, nil)
	if err != nil {
		return nil, called(call, err)
	}
	// fly-go takes its base address from the environment; ours was given.
	request.URL.Scheme, request.URL.Host = c.machines.Scheme, c.machines.Host
	request.Host = ""
	request.Header.Set("User-Agent", c.agent) // fly-go sets it only when it sends
	response, err := c.http.Do(request)
	if err != nil {
		return nil, called(call, err)
	}
	defer response.Body.Close()
	var raw json.RawMessage
	if err := json.NewDecoder(response.Body).Decode(&raw); err != nil {
		return nil, called(call, err)
	}
	return raw, nil
}

// field takes one field out of an answer. A field that is missing or null is
// an error: it would read as an empty list.
func field(call string, raw json.RawMessage, key string) (json.RawMessage, error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil {
		return nil, &CallError{Call: call, Status: http.StatusOK, Reason: "the answer is not an object"}
	}
	value, ok := object[key]
	if !ok || string(value) == "null" {
		return nil, &CallError{Call: call, Status: http.StatusOK, Reason: "the answer has no " + key}
	}
	return value, nil
}
