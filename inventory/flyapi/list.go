package flyapi

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// decodeList reads a JSON array one object at a time: an object that can't be
// read makes the list partial instead of losing the others. An object without
// a key is an outage in disguise and counts as unreadable.
func decodeList[T any](call string, raw json.RawMessage, key func(*T) string, each func(json.RawMessage, *T)) inventory.List[T] {
	var items []json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil || items == nil {
		return failedList[T](&CallError{Call: call, Status: http.StatusOK, Reason: "the answer is not a list"})
	}
	list := inventory.CompleteList[T](nil)
	for i, one := range items {
		var item T
		if err := inventory.Decode(one, &item); err != nil {
			lose(&list.Section, fmt.Sprintf("%s: entry %d can't be read: %v", call, i, err))
			continue
		}
		if key(&item) == "" {
			lose(&list.Section, fmt.Sprintf("%s: entry %d has no name", call, i))
			continue
		}
		if each != nil {
			each(one, &item)
		}
		list.Items = append(list.Items, item)
	}
	return list
}

func failedList[T any](err error) inventory.List[T] {
	return inventory.List[T]{Section: section(err)}
}

// lose makes a section partial and adds why.
func lose(s *inventory.Section, why string) {
	if s.Status == inventory.Complete {
		s.Status = inventory.Partial
	}
	if s.Reason != "" {
		why = s.Reason + "; " + why
	}
	s.Reason = why
}
