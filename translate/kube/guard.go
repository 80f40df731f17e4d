package kube

import (
	"fmt"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
)

// On Fly an app with all of its data is destroyed by one command. Here the
// namespaces, claims and StatefulSets of production, and the Gateway, go only
// after somebody said so on the object: two steps, by two commands.
const (
	guardName       = "keep-production"
	deleteConsent   = "fly2k8s.dev/delete"
	consentGiven    = "yes"
	productionLabel = "production"
	sharedLabel     = "shared" // by the environments of a cluster
)

// consent is somebody's word on the object itself, or on the namespace that it
// goes with: what empties a namespace asks for each object in it.
func consent() string {
	return carries("oldObject.metadata.annotations", deleteConsent, consentGiven) +
		" || (namespaceObject != null && " + carries("namespaceObject.metadata.annotations", deleteConsent, consentGiven) + ")"
}

// carries is CEL for a map that may be missing and has a value at a key.
func carries(in, key, value string) string {
	return fmt.Sprintf("has(%[1]s) && %[2]q in %[1]s && %[1]s[%[2]q] == %[3]q", in, key, value)
}

// guard protects against deletion. It is for production alone, so that previews
// come and go.
// https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
func (p *platform) guard() {
	if p.env.Name != productionLabel {
		return
	}
	p.add("guard.yaml", "ValidatingAdmissionPolicy", "", guardName, &admissionv1.ValidatingAdmissionPolicy{
		TypeMeta:   typeMeta("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy"),
		ObjectMeta: platformMeta("", guardName),
		Spec: admissionv1.ValidatingAdmissionPolicySpec{
			FailurePolicy: ptr.To(admissionv1.Fail),
			// A namespace counts by its own labels, anything else by its namespace's.
			// A match condition can't tell: it isn't shown the namespace.
			MatchConstraints: &admissionv1.MatchResources{
				ResourceRules:     guarded(),
				NamespaceSelector: guardedPlaces(),
			},
			Validations: []admissionv1.Validation{{
				Expression: consent(),
				Message:    "annotate it with " + deleteConsent + "=" + consentGiven + " before you delete it",
			}},
		},
	})
	p.add("guard.yaml", "ValidatingAdmissionPolicyBinding", "", guardName, &admissionv1.ValidatingAdmissionPolicyBinding{
		TypeMeta:   typeMeta("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding"),
		ObjectMeta: platformMeta("", guardName),
		Spec:       admissionv1.ValidatingAdmissionPolicyBindingSpec{PolicyName: guardName, ValidationActions: []admissionv1.ValidationAction{admissionv1.Deny}},
	})
}

// guardedPlaces are production's namespaces, and those that it shares.
func guardedPlaces() *metav1.LabelSelector {
	return &metav1.LabelSelector{MatchExpressions: []metav1.LabelSelectorRequirement{{
		Key: envLabel, Operator: metav1.LabelSelectorOpIn, Values: []string{productionLabel, sharedLabel},
	}}}
}

func guarded() []admissionv1.NamedRuleWithOperations {
	rule := func(group, resource string) admissionv1.NamedRuleWithOperations {
		return admissionv1.NamedRuleWithOperations{RuleWithOperations: admissionv1.RuleWithOperations{
			Operations: []admissionv1.OperationType{admissionv1.Delete},
			Rule:       admissionv1.Rule{APIGroups: []string{group}, APIVersions: []string{"v1"}, Resources: []string{resource}},
		}}
	}
	return []admissionv1.NamedRuleWithOperations{
		rule("", "namespaces"), rule("", "persistentvolumeclaims"), rule("apps", "statefulsets"), rule("gateway.networking.k8s.io", "gateways"),
	}
}
