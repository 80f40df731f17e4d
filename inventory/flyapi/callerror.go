package flyapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// CallError is one call that Fly refused or could not answer.
type CallError struct {
	// Call is what was asked, such as "list machines of shop".
	Call string
	// Status is the HTTP status; 0 when nothing came back, 200 when what came
	// back was not an answer.
	Status int
	// Code is GraphQL's word for it, such as NOT_FOUND.
	Code string
	// Reason is Fly's own text, or the transport's.
	Reason    string
	RequestID string

	err error // what the transport said; nil when Fly answered
}

func (e *CallError) Error() string {
	text := e.Reason
	if e.Status != 0 && e.Status != http.StatusOK {
		text = fmt.Sprintf("%d %s", e.Status, e.Reason)
	}
	if e.RequestID != "" {
		text += " (request " + e.RequestID + ")"
	}
	return strings.TrimPrefix(e.Call+": "+text, ": ")
}

func (e *CallError) Unwrap() error {
	switch {
	case e.Status == http.StatusUnauthorized:
		return inventory.ErrUnauthorized
	case e.err != nil && e.Status == 0:
		return errors.Join(inventory.ErrUnreachable, e.err)
	}
	return e.err
}

// called names the call in an error that came up from below.
func called(call string, err error) error {
	var ce *CallError
	if !errors.As(err, &ce) {
		return fmt.Errorf("%s: %w", call, err)
	}
	named := *ce
	named.Call = call
	return &named
}

// fatal errors end the run: going on would fail the same way, or nobody waits.
func fatal(err error) bool {
	return errors.Is(err, inventory.ErrUnauthorized) || errors.Is(err, context.Canceled)
}

// gone reports whether the object of the call is no longer there. The machines
// service says so with 400, the others with 404, GraphQL with a code.
func gone(err error) bool {
	var ce *CallError
	if !errors.As(err, &ce) {
		return false
	}
	lower := strings.ToLower(ce.Reason)
	return ce.Status == http.StatusNotFound || ce.Code == "NOT_FOUND" ||
		(ce.Status == http.StatusBadRequest && strings.Contains(lower, "could not find app"))
}

// section says what an error means for the list that was asked for.
func section(err error) inventory.Section {
	if err == nil {
		return inventory.Section{Status: inventory.Complete}
	}
	s := inventory.Section{Status: inventory.Failed, Reason: err.Error()}
	var ce *CallError
	if !errors.As(err, &ce) {
		return s
	}
	s.RequestID, s.Reason = ce.RequestID, reason(ce)
	if ce.Status == http.StatusForbidden || ce.Code == "UNAUTHORIZED" || ce.Code == "FORBIDDEN" {
		s.Status = inventory.Forbidden
	}
	return s
}

// reason leaves the request id out, which has a place of its own.
func reason(ce *CallError) string {
	bare := *ce
	bare.RequestID = ""
	return bare.Error()
}

// answerText finds Fly's own words in an error's body: apps say "message",
// machines "error", routers and proxies plain text or a page.
func answerText(status int, body []byte) string {
	var said struct{ Message, Error string }
	if json.Unmarshal(body, &said) == nil {
		if said.Message != "" {
			return said.Message
		}
		if said.Error != "" {
			return said.Error
		}
	}
	text := strings.TrimSpace(string(body))
	if text == "" || strings.HasPrefix(text, "<") || len(text) > 200 {
		return http.StatusText(status)
	}
	return text
}
