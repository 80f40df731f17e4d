package kube

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/account"
	admissionv1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/utils/ptr"
)

const previewsOnly = "previews-only"

// labelled says of a namespace that it is a preview's. A namespace keeps the
// label: taking it away, or giving it to a namespace that was something else,
// is refused as well.
func labelled(namespace string) string {
	return fmt.Sprintf("has(%[1]s.metadata.labels) && %[2]q in %[1]s.metadata.labels && %[1]s.metadata.labels[%[2]q] == 'true'", namespace, PreviewLabel)
}

// previewsOnlyRules are what every write of CI and of the clean-up must keep.
func previewsOnlyRules() []admissionv1.Validation {
	namespaces := "request.resource.group == '' && request.resource.resource == 'namespaces'"
	return []admissionv1.Validation{
		{
			Expression: fmt.Sprintf("!(%s) || ((object == null || (%s)) && (oldObject == null || (%s)))", namespaces, labelled("object"), labelled("oldObject")),
			Message:    "only namespaces with the label " + PreviewLabel + " may be made, changed or deleted",
		},
		{
			Expression: fmt.Sprintf("(%s) || (namespaceObject != null && (%s))", namespaces, labelled("namespaceObject")),
			Message:    "only objects in namespaces with the label " + PreviewLabel + " may be made, changed or deleted",
		},
	}
}

// previewPolicy keeps CI's maker and the clean-up inside of previews. It holds
// for those two alone, and fails closed.
// https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
func (p *platform) previewPolicy() {
	policy := &admissionv1.ValidatingAdmissionPolicy{
		TypeMeta:   typeMeta("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy"),
		ObjectMeta: platformMeta("", previewsOnly),
		Spec: admissionv1.ValidatingAdmissionPolicySpec{
			FailurePolicy: ptr.To(admissionv1.Fail),
			MatchConstraints: &admissionv1.MatchResources{ResourceRules: []admissionv1.NamedRuleWithOperations{{
				RuleWithOperations: admissionv1.RuleWithOperations{
					Operations: []admissionv1.OperationType{admissionv1.Create, admissionv1.Update, admissionv1.Delete},
					Rule:       admissionv1.Rule{APIGroups: []string{"*"}, APIVersions: []string{"*"}, Resources: []string{"*"}},
				},
			}}},
			MatchConditions: []admissionv1.MatchCondition{
				{Name: "previews-own", Expression: p.previewUsers()},
				{Name: "not-a-question", Expression: "request.resource.group != 'authorization.k8s.io'"}, // kubectl auth can-i
			},
			Validations: previewsOnlyRules(),
		},
	}
	p.add("policy.yaml", "ValidatingAdmissionPolicy", "", previewsOnly, policy)
	p.add("policy.yaml", "ValidatingAdmissionPolicyBinding", "", previewsOnly, &admissionv1.ValidatingAdmissionPolicyBinding{
		TypeMeta:   typeMeta("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding"),
		ObjectMeta: platformMeta("", previewsOnly),
		Spec: admissionv1.ValidatingAdmissionPolicyBindingSpec{
			PolicyName: previewsOnly, ValidationActions: []admissionv1.ValidationAction{admissionv1.Deny},
		},
	})
}

func (p *platform) previewUsers() string {
	return fmt.Sprintf("request.userInfo.username in ['system:serviceaccount:%s:%s', '%s']", previewsName, sweeper, account.Previews(p.env.Project))
}
