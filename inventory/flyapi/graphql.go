package flyapi

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	genq "github.com/Khan/genqlient/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// query runs one of our documents. Errors of parts come back beside the data
// of the others, each with the path that it belongs to.
func (c *Client) query(ctx context.Context, call, operation, document string, variables map[string]any) (map[string]json.RawMessage, []partError, error) {
	var data map[string]json.RawMessage
	err := c.graphql.MakeRequest(ctx, &genq.Request{OpName: operation, Query: document, Variables: variables}, &genq.Response{Data: &data})
	var problems gqlerror.List
	switch {
	case err == nil:
		return data, nil, nil
	case errors.As(err, &problems):
		return data, partErrors(call, problems), nil
	}
	return nil, nil, called(call, err)
}

// partError is a GraphQL error and the second step of its path: the part of
// the app or organisation that it is about, empty when it is about all.
type partError struct {
	part string
	err  *CallError
}

func partErrors(call string, problems gqlerror.List) []partError {
	var found []partError
	for _, p := range problems {
		code, _ := p.Extensions["code"].(string)
		one := partError{err: &CallError{Call: call, Status: http.StatusOK, Code: code, Reason: p.Message}}
		if len(p.Path) > 1 {
			one.part = p.Path[1:2].String()
		}
		found = append(found, one)
	}
	return found
}
