package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/crds"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes/scheme"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
	"sigs.k8s.io/json"
)

// decodes gives every object its Go type and refuses fields that the type
// doesn't have. An object with such fields is still decoded, without them, so
// that later rungs can look at the rest.
func decodes(s *site) outcome {
	var seen outcome
	for i := range s.objects {
		o := &s.objects[i]
		typed := newTyped(o.GroupVersionKind())
		if typed == nil {
			continue
		}
		seen.checked++
		strict, err := json.UnmarshalStrict(o.json, typed)
		if err != nil {
			seen.findings = append(seen.findings, s.wrongType(*o, err))
			s.broken = append(s.broken, o.env)
			continue
		}
		o.typed = typed
		for _, problem := range strict {
			seen.findings = append(seen.findings, s.unknownField(*o, problem))
		}
	}
	seen.findings = append(seen.findings, s.oldVersions()...)
	return seen
}

// newTyped is an empty value of a kind's Go type, nil for a kind without one
// and for API versions that Kubernetes 1.35 doesn't serve by default.
func newTyped(kind schema.GroupVersionKind) any {
	version, name := kind.GroupVersion().String(), kind.Kind
	if typed := crds.New(version, name); typed != nil {
		return typed
	}
	switch version + " " + name {
	case "gateway.networking.k8s.io/v1 Gateway":
		return &gateway.Gateway{}
	case "gateway.networking.k8s.io/v1 GatewayClass":
		return &gateway.GatewayClass{}
	case "gateway.networking.k8s.io/v1 HTTPRoute":
		return &gateway.HTTPRoute{}
	case "gateway.networking.k8s.io/v1 GRPCRoute":
		return &gateway.GRPCRoute{}
	case "gateway.networking.k8s.io/v1 TLSRoute":
		return &gateway.TLSRoute{}
	case "gateway.networking.k8s.io/v1 BackendTLSPolicy":
		return &gateway.BackendTLSPolicy{}
	}
	if !isStable(kind.Version) {
		return nil
	}
	typed, err := scheme.Scheme.New(kind)
	if err != nil {
		return nil
	}
	return typed
}

// isStable says whether a version is v1, v2 …: beta and alpha versions of
// built-in kinds are off unless a cluster turns them on.
func isStable(version string) bool {
	return version != "" && !strings.Contains(version, "alpha") && !strings.Contains(version, "beta")
}

// oldVersions finds built-in kinds in a version that the server doesn't serve.
func (s *site) oldVersions() []Finding {
	var found []Finding
	for _, o := range s.objects {
		kind := o.GroupVersionKind()
		if newTyped(kind) != nil || !scheme.Scheme.Recognizes(kind) && !builtIn(kind.Group) {
			continue
		}
		f := s.finding(o, "apiVersion")
		f.Found = "apiVersion " + o.GetAPIVersion() + " for " + o.GetKind()
		f.Expected = "a version that Kubernetes 1.35 serves"
		f.Do = "use the kind's current API version"
		found = append(found, f)
	}
	return found
}

func builtIn(group string) bool {
	return group == "" || !strings.Contains(group, ".") || slices.Contains(scheme.Scheme.PrioritizedVersionsAllGroups(), schema.GroupVersion{Group: group, Version: "v1"})
}

func (s *site) wrongType(o object, err error) Finding {
	field := ""
	if _, after, ok := strings.Cut(err.Error(), "field "); ok {
		_, field, _ = strings.Cut(strings.Fields(after)[0], ".")
	}
	f := s.finding(o, field)
	f.Found = strings.TrimPrefix(err.Error(), "json: ")
	f.Expected = "a value of the field's type in " + o.GetAPIVersion()
	f.Do = "correct the value; 'kubectl explain " + strings.ToLower(o.GetKind()) + "' shows its type"
	return f
}

func (s *site) unknownField(o object, problem error) Finding {
	field := ""
	if parts := strings.Split(problem.Error(), `"`); len(parts) > 1 {
		field = parts[1]
	}
	f := s.finding(o, field)
	f.Found = problem.Error()
	f.Expected = fmt.Sprintf("a field of %s %s", o.GetAPIVersion(), o.GetKind())
	f.Do = "correct the spelling or remove the field: the API server drops or refuses it"
	return f
}

// unproven lists the kinds that have no type here.
func (s *site) unproven() []string {
	var kinds []string
	for _, o := range s.objects {
		if newTyped(o.GroupVersionKind()) == nil {
			kinds = append(kinds, o.GetAPIVersion()+" "+o.GetKind())
		}
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}
