package inventory

import "encoding/json"

// Extra holds the fields of an object that Fly sends and that this package has
// no name for, so that nothing is lost in silence. Fields that look like a
// credential, and the few that are left out on purpose, are not in it.
type Extra struct {
	Unknown map[string]json.RawMessage `json:"unknown,omitempty"`
}
