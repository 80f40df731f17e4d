package flyapi

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
)

// notAnAnswer says why the body of a 200 is none, and GraphQL's code for it;
// empty when it is one. An outage shows as null, as a page of HTML, as half a
// document or as a GraphQL error that passes; none of them may be read as an
// empty list.
func notAnAnswer(r *http.Request, body []byte) (reason, code string) {
	body = bytes.TrimSpace(body)
	switch {
	case !json.Valid(body):
		return "the answer is not JSON", ""
	case bytes.Equal(body, []byte("null")):
		return "the answer is null", ""
	case strings.HasSuffix(r.URL.Path, "/graphql"):
		return notAGraphQLAnswer(body)
	}
	return lacks(wanted(r.Context()), body), ""
}

// lacks says what is missing from an answer. A list that is null is no list.
func lacks(w want, body []byte) string {
	switch {
	case w == "":
		return ""
	case w == aList && body[0] != '[':
		return "the answer is not a list"
	case w == aList:
		return ""
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(body, &object) != nil || object[string(w)] == nil || string(object[string(w)]) == "null" {
		return "the answer has no " + string(w)
	}
	return ""
}

// notAGraphQLAnswer lets errors of the query itself through: the caller knows
// what to make of a part that is forbidden or not found.
func notAGraphQLAnswer(body []byte) (reason, code string) {
	var answer struct {
		Data   map[string]json.RawMessage `json:"data"`
		Errors []struct {
			Message    string `json:"message"`
			Extensions struct {
				Code string `json:"code"`
			} `json:"extensions"`
		} `json:"errors"`
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return "the answer is not GraphQL's", ""
	}
	for _, e := range answer.Errors {
		if e.Extensions.Code == "SERVER_ERROR" || e.Extensions.Code == "MAINTENANCE" {
			return e.Message, e.Extensions.Code
		}
	}
	if len(answer.Errors) == 0 && allNull(answer.Data) {
		return "the answer holds nothing", ""
	}
	return "", ""
}

func allNull(data map[string]json.RawMessage) bool {
	for _, value := range data {
		if string(value) != "null" {
			return false
		}
	}
	return true
}
