package verify

import (
	"fmt"
	"slices"
	"strings"
)

// ref names an object; the namespace is empty for kinds that have none.
type ref struct {
	kind, namespace, name string
}

func (r ref) String() string {
	if r.namespace == "" {
		return r.kind + "/" + r.name
	}
	return r.kind + "/" + r.namespace + "/" + r.name
}

// reference is one place where an object names another.
type reference struct {
	field string
	to    ref
	// key is what is used inside: a key of a ConfigMap or Secret, a port of a
	// Service, a listener of a Gateway; empty: the object as a whole.
	key string
}

// made is what an environment has: objects by reference, and the keys of those
// that hold keys.
type made struct {
	objects map[ref]bool
	keys    map[ref]map[string]bool
	open    map[ref]bool // its keys are only known at run time
}

// referencesClose looks up everything that any object names.
func referencesClose(s *site) outcome {
	seen := outcome{skipped: s.unjudged()}
	for _, v := range s.views() {
		m := s.madeIn(v.seen)
		for _, o := range v.own {
			for _, r := range references(o) {
				seen.checked++
				if f, ok := s.dangling(o, r, m); ok {
					seen.findings = append(seen.findings, f)
				}
			}
			seen.findings = append(seen.findings, s.mounts(o)...)
		}
	}
	return seen
}

// references lists what an object names, kind by kind.
func references(o object) []reference {
	var found []reference
	if o.GetNamespace() != "" {
		found = append(found, reference{"metadata.namespace", ref{kind: "Namespace", name: o.GetNamespace()}, ""})
	}
	found = append(found, podReferences(o)...)
	found = append(found, workloadReferences(o)...)
	found = append(found, routeReferences(o)...)
	found = append(found, policyReferences(o)...)
	found = append(found, syncReferences(o)...)
	return append(found, accessReferences(o)...)
}

func (s *site) dangling(o object, r reference, m made) (Finding, bool) {
	if builtInObject(r.to) || s.elsewhere(o, r.to) {
		return Finding{}, false
	}
	if !m.objects[r.to] && !s.folder(r.to) {
		return s.fault(o, r.field, fmt.Sprintf("%s, which nothing makes", r.to),
			fmt.Sprintf("an existing %s", r.to.kind),
			"correct the name, add the object, or list it as made elsewhere"), true
	}
	if r.key == "" || m.open[r.to] || m.keys[r.to][r.key] {
		return Finding{}, false
	}
	return s.fault(o, r.field, fmt.Sprintf("%s %s, which %s doesn't have", keyWord(r.to.kind), r.key, r.to),
		"one of "+strings.Join(sortedKeys(m.keys[r.to]), ", "),
		"correct the name or add it"), true
}

func keyWord(kind string) string {
	switch kind {
	case "Service":
		return "port"
	case "Gateway":
		return "listener"
	}
	return "key"
}

func sortedKeys(set map[string]bool) []string {
	var keys []string
	for key := range set {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
