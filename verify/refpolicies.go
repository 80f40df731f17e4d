package verify

import (
	"cmp"
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/crds"
	admissionv1 "k8s.io/api/admissionregistration/v1"
	rbacv1 "k8s.io/api/rbac/v1"
)

// policyReferences lists what Gateway policies apply to and where secrets come
// from.
func policyReferences(o object) []reference {
	namespace := o.GetNamespace()
	switch t := o.typed.(type) {
	case *crds.HealthCheckPolicy:
		return policyTarget(namespace, t.Spec.TargetRef)
	case *crds.GCPBackendPolicy:
		return policyTarget(namespace, t.Spec.TargetRef)
	case *crds.GCPGatewayPolicy:
		return policyTarget(namespace, t.Spec.TargetRef)
	case *crds.ExternalSecret:
		if t.Spec.SecretStoreRef == nil {
			return nil
		}
		return []reference{{"spec.secretStoreRef.name", storeRef(namespace, *t.Spec.SecretStoreRef), ""}}
	case *crds.SecretStore:
		return storeReferences(namespace, t.Spec.Provider)
	}
	return nil
}

// policyTarget stays in the policy's namespace: GKE ignores a policy beside a
// target of another one.
func policyTarget(namespace string, target crds.TargetRef) []reference {
	return []reference{{"spec.targetRef.name", ref{target.Kind, namespace, target.Name}, ""}}
}

func storeRef(namespace string, store crds.SecretStoreRef) ref {
	if store.Kind == "ClusterSecretStore" {
		return ref{kind: store.Kind, name: store.Name}
	}
	return ref{kind: "SecretStore", namespace: namespace, name: store.Name}
}

// storeReferences are a store's objects in the cluster. The Secret with a
// store's own token isn't among them: no store can bring it, so a person makes
// it, and the secrets rung lists it.
func storeReferences(namespace string, provider *crds.SecretStoreProvider) []reference {
	if provider == nil {
		return nil
	}
	var found []reference
	if g := provider.GCPSM; g != nil && g.Auth != nil && g.Auth.WorkloadIdentity != nil {
		account := g.Auth.WorkloadIdentity.ServiceAccountRef
		found = append(found, reference{"spec.provider.gcpsm.auth.workloadIdentity.serviceAccountRef.name",
			ref{"ServiceAccount", cmp.Or(account.Namespace, namespace), account.Name}, ""})
	}
	return found
}

// accessReferences lists the roles and accounts of bindings, and the policy of
// an admission policy's binding.
func accessReferences(o object) []reference {
	switch t := o.typed.(type) {
	case *rbacv1.RoleBinding:
		return bindingReferences(t.Namespace, t.RoleRef, t.Subjects)
	case *rbacv1.ClusterRoleBinding:
		return bindingReferences("", t.RoleRef, t.Subjects)
	case *admissionv1.ValidatingAdmissionPolicyBinding:
		return []reference{{"spec.policyName", ref{kind: "ValidatingAdmissionPolicy", name: t.Spec.PolicyName}, ""}}
	}
	return nil
}

func bindingReferences(namespace string, role rbacv1.RoleRef, subjects []rbacv1.Subject) []reference {
	to := ref{kind: role.Kind, name: role.Name}
	if role.Kind == "Role" {
		to.namespace = namespace
	}
	found := []reference{{"roleRef.name", to, ""}}
	for i, subject := range subjects {
		if subject.Kind == rbacv1.ServiceAccountKind {
			account := ref{"ServiceAccount", cmp.Or(subject.Namespace, namespace), subject.Name}
			found = append(found, reference{fmt.Sprintf("subjects[%d].name", i), account, ""})
		}
	}
	return found
}
