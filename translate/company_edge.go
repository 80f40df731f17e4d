package translate

import (
	"errors"
	"fmt"
	"math"
	"regexp"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
)

// usualLogPercent of the requests are logged unless a person says otherwise.
const usualLogPercent = 10.0

// resourceName is how Google Cloud names a security policy.
var resourceName = regexp.MustCompile(`^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$`)

// checkEdge refuses what a back end policy would: one bad number, and the load
// balancer takes none of the others.
func checkEdge(d decisions.Decisions) error {
	var problems []error
	problem := func(key, format string, args ...any) {
		problems = append(problems, fmt.Errorf("%s: %s: %s", decisions.File, key, fmt.Sprintf(format, args...)))
	}
	if p := d.Edge.LogPercent; p != nil && !(*p >= 0 && *p <= 100) {
		problem("edge.logPercent", "%g is not between 0 and 100", *p)
	}
	if name := d.Edge.SecurityPolicy; name != "" && !resourceName.MatchString(name) {
		problem("edge.securityPolicy", "%q is not the name of a Google Cloud resource: lower case letters, digits and dashes", name)
	}
	for i, a := range d.Apps {
		if a.Timeout < 0 || a.Timeout > math.MaxInt32 {
			problem(fmt.Sprintf("apps[%d].timeout", i), "%d is not between 1 and %d seconds", a.Timeout, math.MaxInt32)
		}
		if a.Latency < 0 {
			problem(fmt.Sprintf("apps[%d].latency", i), "%g is not a number of seconds", a.Latency)
		}
	}
	return errors.Join(problems...)
}

func logPercent(e decisions.Edge) float64 {
	if e.LogPercent == nil {
		return usualLogPercent
	}
	return *e.LogPercent
}
