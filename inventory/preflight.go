package inventory

import (
	"fmt"
	"strings"
)

// Preflight says in a sentence or two what the token can do, for a person to
// see before the run starts. Warning is empty when there is nothing to mind.
func Preflight(t TokenScope) (says, warning string) {
	org := t.Org
	switch {
	case !t.Complete():
		says = fmt.Sprintf("the token does not tell what it covers (%s)", t.Reason)
	case len(t.Apps) > 0:
		says = fmt.Sprintf("the token covers %s of %s: %s", plural(len(t.Apps), "app"), org, strings.Join(t.Apps, ", "))
	default:
		says = "the token covers all of " + org
	}
	if !t.ReadOnly {
		warning = "the token can write; 'fly tokens create readonly " + org + "' makes one that can only read"
	}
	return says, warning
}
