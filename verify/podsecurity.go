package verify

import (
	"fmt"
	"strings"

	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// podSecurity asks the admission library itself whether each namespace's level
// admits the pods in it. A namespace without a level takes any pod, as on GKE.
func podSecurity(s *site) outcome {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return outcome{skipped: err.Error()}
	}
	seen := outcome{skipped: s.unjudged()}
	for _, v := range s.views() {
		levels, wrong := s.levels(v.seen)
		seen.findings = append(seen.findings, wrong...)
		for _, p := range workloads(v.own) {
			seen.checked++
			level := levels[p.owner.GetNamespace()]
			for _, result := range evaluator.EvaluatePod(level, &p.template.ObjectMeta, &p.template.Spec) {
				if result.Allowed {
					continue
				}
				seen.findings = append(seen.findings, s.fault(p.owner, fieldOf(result.ForbiddenDetail, p.path),
					fmt.Sprintf("%s: %s", result.ForbiddenReason, result.ForbiddenDetail),
					"a pod that level "+string(level.Level)+" admits",
					"correct the security context, or lower the level of namespace "+p.owner.GetNamespace()))
			}
		}
	}
	return seen
}

// levels reads the enforced level of each namespace from its labels.
func (s *site) levels(objects []object) (map[string]api.LevelVersion, []Finding) {
	anything := api.LevelVersion{Level: api.LevelPrivileged, Version: api.LatestVersion()}
	levels := map[string]api.LevelVersion{}
	var found []Finding
	for _, p := range workloads(objects) {
		levels[p.owner.GetNamespace()] = anything
	}
	for _, o := range objects {
		if o.GetKind() != "Namespace" {
			continue
		}
		policy, errs := api.PolicyToEvaluate(o.GetLabels(), api.Policy{Enforce: anything, Audit: anything, Warn: anything})
		for _, err := range errs {
			label := strings.Trim(strings.TrimPrefix(err.Field, "metadata.labels"), "[]")
			found = append(found, s.fault(o, `metadata.labels["`+label+`"]`, err.ErrorBody(),
				"privileged, baseline or restricted, and a version such as v1.35 or latest", "correct the label"))
		}
		levels[o.GetName()] = policy.Enforce
	}
	return levels, found
}

// fieldOf finds the field that a detail is about; details name containers and
// settings in prose (container "web" must set securityContext.runAsNonRoot=true).
func fieldOf(detail, path string) string {
	if strings.Contains(detail, "container") {
		return path + ".containers[0].securityContext"
	}
	return path + ".securityContext"
}
