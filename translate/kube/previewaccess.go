package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/account"
	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const (
	previewMaker  = "preview-maker"  // makes and removes namespaces of previews
	previewEditor = "preview-editor" // what the maker may do inside of one
	rbacGroup     = "rbac.authorization.k8s.io"
)

func inPreviews() *metav1.LabelSelector {
	return &metav1.LabelSelector{MatchLabels: map[string]string{PreviewLabel: "true"}}
}

// previewAccess is what CI may do. Roles can't name namespaces that don't exist
// yet, so the maker's role is open and the policy closes it; what the maker may
// read or run, a binding inside of each preview says.
func (p *platform) previewAccess() {
	p.clusterRole(previewMaker, []rbacv1.PolicyRule{
		rule("", verbs("get", "create", "patch", "delete"), "namespaces"),
		rule("", verbs("get", "create", "patch"), "resourcequotas", "limitranges"),
		rule("networking.k8s.io", verbs("get", "create", "patch"), "networkpolicies"),
		rule(rbacGroup, verbs("get", "create", "patch"), "rolebindings"),
		{APIGroups: []string{rbacGroup}, Verbs: verbs("bind"), Resources: []string{"clusterroles"}, ResourceNames: []string{previewEditor}},
	})
	p.clusterBinding(previewMaker, rbacv1.Subject{Kind: rbacv1.UserKind, APIGroup: rbacGroup, Name: account.Previews(p.env.Project)})
	all := verbs("get", "list", "watch", "create", "patch", "update", "delete")
	p.clusterRole(previewEditor, []rbacv1.PolicyRule{
		rule("", all, "configmaps", "serviceaccounts", "services"),
		rule("", verbs("get", "list", "watch"), "events", "pods", "pods/log"),
		rule("apps", all, "deployments", "statefulsets"),
		rule("apps", verbs("get", "list", "watch"), "replicasets"),
		rule("batch", all, "cronjobs", "jobs"),
		rule("autoscaling", all, "horizontalpodautoscalers"),
		rule("policy", all, "poddisruptionbudgets"),
		rule("networking.k8s.io", all, "networkpolicies"),
		rule("gateway.networking.k8s.io", all, "httproutes"),
		rule("networking.gke.io", all, "gcpbackendpolicies", "healthcheckpolicies"),
		rule("external-secrets.io", all, "externalsecrets"),
		rule("monitoring.googleapis.com", all, "podmonitorings"),
	})
}

func verbs(v ...string) []string { return v }

func rule(group string, verbs []string, resources ...string) rbacv1.PolicyRule {
	return rbacv1.PolicyRule{APIGroups: []string{group}, Resources: resources, Verbs: verbs}
}

func (p *platform) clusterRole(name string, rules []rbacv1.PolicyRule) {
	p.add("access.yaml", "ClusterRole", "", name, &rbacv1.ClusterRole{
		TypeMeta: typeMeta("rbac.authorization.k8s.io/v1", "ClusterRole"), ObjectMeta: platformMeta("", name), Rules: rules,
	})
}

func (p *platform) clusterBinding(role string, to rbacv1.Subject) {
	p.add("access.yaml", "ClusterRoleBinding", "", role, &rbacv1.ClusterRoleBinding{
		TypeMeta: typeMeta("rbac.authorization.k8s.io/v1", "ClusterRoleBinding"), ObjectMeta: platformMeta("", role),
		RoleRef: clusterRoleRef(role), Subjects: []rbacv1.Subject{to},
	})
}

func clusterRoleRef(name string) rbacv1.RoleRef {
	return rbacv1.RoleRef{APIGroup: rbacGroup, Kind: "ClusterRole", Name: name}
}
