package cluster

import (
	"context"
	"fmt"

	"github.com/fly2k8s/fly2k8s/verify"
	authorizationv1 "k8s.io/api/authorization/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// access asks whether the caller may do what applying takes, once for each kind
// and namespace.
func access(ctx context.Context, v *visit) (answer, error) {
	var learned answer
	asked := map[authorizationv1.ResourceAttributes]bool{}
	for _, o := range v.objects {
		if !v.serves(o) {
			continue
		}
		mapping, err := v.mapping(o)
		if err != nil {
			return answer{}, err
		}
		for _, verb := range verbs(o) {
			may := authorizationv1.ResourceAttributes{Namespace: o.GetNamespace(), Verb: verb, Group: mapping.Resource.Group, Resource: mapping.Resource.Resource}
			if asked[may] {
				continue
			}
			asked[may] = true
			learned.checked++
			allowed, why, err := v.may(ctx, may)
			if err != nil {
				return answer{}, err
			}
			if !allowed {
				learned.findings = append(learned.findings, about(o, verify.Error,
					fmt.Sprintf("the caller may not %s %s%s%s", verb, may.Resource, in(may.Namespace), why),
					"the rights of whoever applies this", "bind a role with them, or ask as somebody who has them"))
			}
		}
	}
	return learned, nil
}

// verbs are what applying an object takes. A release Job is deleted before the
// next one: Jobs can't be changed.
func verbs(o verify.Object) []string {
	if o.GetKind() == "Job" {
		return []string{"get", "create", "patch", "delete"}
	}
	return []string{"get", "create", "patch"}
}

func (v *visit) may(ctx context.Context, what authorizationv1.ResourceAttributes) (bool, string, error) {
	review := &authorizationv1.SelfSubjectAccessReview{Spec: authorizationv1.SelfSubjectAccessReviewSpec{ResourceAttributes: &what}}
	reviewed, err := v.static.AuthorizationV1().SelfSubjectAccessReviews().Create(ctx, review, metav1.CreateOptions{})
	if err != nil {
		return false, "", fmt.Errorf("ask what the caller may do: %w", err)
	}
	why := ""
	if reviewed.Status.Reason != "" {
		why = ": " + reviewed.Status.Reason
	}
	return reviewed.Status.Allowed, why, nil
}

func (v *visit) mapping(o verify.Object) (*meta.RESTMapping, error) {
	return v.mapper.RESTMapping(o.GroupVersionKind().GroupKind(), o.GroupVersionKind().Version)
}

func in(namespace string) string {
	if namespace == "" {
		return ""
	}
	return " in namespace " + namespace
}
