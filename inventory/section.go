package inventory

import "errors"

// Status says how far a section can be trusted.
type Status string

const (
	// Complete: Fly answered and everything it has is here.
	Complete Status = "complete"
	// Partial: some of it is here; Reason says what is missing.
	Partial Status = "partial"
	// Forbidden: the token may not read it.
	Forbidden Status = "forbidden"
	// Failed: Fly could not be made to answer.
	Failed Status = "failed"
)

// UnmarshalText refuses a word that is none of the four. Empty is unknown.
func (s *Status) UnmarshalText(text []byte) error {
	switch word := Status(text); word {
	case "", Complete, Partial, Forbidden, Failed:
		*s = word
		return nil
	}
	return errors.New("read status: expected " + s.Expected())
}

// Expected says what a status is read from.
func (*Status) Expected() string { return "complete, partial, forbidden or failed" }

// Section is the state of one list or value. The zero Section is unknown, too:
// only Complete means that an empty list is empty.
type Section struct {
	Status Status `json:"status"`
	// RequestID is Fly's fly-request-id, for its support; empty when complete.
	RequestID string `json:"request_id,omitempty"`
	// Reason is what is missing and why; empty when complete.
	Reason string `json:"reason,omitempty"`
}

// Complete reports whether everything that Fly has is in the section.
func (s Section) Complete() bool { return s.Status == Complete }

// List is a section that holds any number of objects, in a fixed order.
type List[T any] struct {
	Section
	Items []T `json:"items,omitempty"`
}

// One is a section that holds at most one object. A complete section without
// a value means that Fly has none.
type One[T any] struct {
	Section
	Value *T `json:"value,omitempty"`
}

// CompleteList is a list that is known to hold exactly these items.
func CompleteList[T any](items []T) List[T] {
	return List[T]{Section: Section{Status: Complete}, Items: items}
}

// CompleteOne is a value that is known; nil means that there is none.
func CompleteOne[T any](value *T) One[T] {
	return One[T]{Section: Section{Status: Complete}, Value: value}
}
