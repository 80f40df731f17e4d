package translate

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// baseline are the namespaces with a pod that restricted would refuse, each with
// the reasons, in the order of apps.
func baseline(company spec.Company) []loose {
	var out []loose
	for _, a := range company.Apps {
		at := slices.IndexFunc(out, func(l loose) bool { return l.Namespace == a.Namespace })
		for _, p := range a.Processes {
			at = loosen(&out, at, a.Namespace, "group "+p.Name, p.Security)
		}
		for _, j := range a.Jobs {
			at = loosen(&out, at, a.Namespace, "job "+j.Process.Name, j.Process.Security)
		}
		for _, s := range a.Schedules {
			at = loosen(&out, at, a.Namespace, "job "+s.Name, s.Process.Security)
		}
	}
	return out
}

// loosen adds what a part of an app gives as a reason, to the namespace at that
// index or to a new one, and returns where it is.
func loosen(out *[]loose, at int, namespace, part string, s spec.Security) int {
	if s.Restricted {
		return at
	}
	if at < 0 {
		*out = append(*out, loose{Namespace: namespace})
		at = len(*out) - 1
	}
	why := part + ": " + s.Why
	if l := &(*out)[at]; !slices.Contains(l.Why, why) {
		l.Why = append(l.Why, why)
	}
	return at
}
