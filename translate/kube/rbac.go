package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/account"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	rbacv1 "k8s.io/api/rbac/v1"
)

// The roles of people. Google's own IAM roles with access to the cluster's
// objects reach every namespace, whatever stands here; people get only the
// right to connect there, and all else here.
// https://docs.cloud.google.com/kubernetes-engine/docs/how-to/role-based-access-control#interaction_with_iam
const (
	rbacAPI      = "rbac.authorization.k8s.io"
	deployerRole = "deployer"
	onCallRole   = "on-call"
	viewRole     = "view" // Kubernetes' own: everything but Secrets
	adminRole    = "cluster-admin"
)

// access binds groups to roles: admins and readers everywhere, deployers and
// on-call where apps are. The platform's CI is an admin where it applies. An app's CI deploys as its deployers do.
func (p *platform) access() {
	p.add("rbac.yaml", "ClusterRole", "", deployerRole, clusterRoleOf(deployerRole, deployerRules()))
	p.add("rbac.yaml", "ClusterRole", "", onCallRole, clusterRoleOf(onCallRole, onCallRules()))
	p.everywhere(spec.Admins, adminRole)
	p.everywhere(spec.Readers, viewRole)
	for _, n := range p.byNamespace() {
		p.inNamespace(n.name, deployerRole, p.deployers(n.apps))
		p.inNamespace(n.name, onCallRole, p.subjects(spec.OnCall, ""))
	}
}

func clusterRoleOf(name string, rules []rbacv1.PolicyRule) *rbacv1.ClusterRole {
	return &rbacv1.ClusterRole{TypeMeta: typeMeta(rbacv1.SchemeGroupVersion.String(), "ClusterRole"), ObjectMeta: platformMeta("", name), Rules: rules}
}

// deployerRules are what a folder of apps/ is made of, and no Secret: values
// come from the store. A claim can be made and grown, not deleted.
func deployerRules() []rbacv1.PolicyRule {
	all := []string{"get", "list", "watch", "create", "update", "patch", "delete"}
	return append(looking(), []rbacv1.PolicyRule{
		{APIGroups: []string{"apps"}, Resources: []string{"deployments", "statefulsets"}, Verbs: all},
		{APIGroups: []string{"batch"}, Resources: []string{"cronjobs", "jobs"}, Verbs: all},
		{APIGroups: []string{""}, Resources: []string{"configmaps", "serviceaccounts", "services"}, Verbs: all},
		{APIGroups: []string{""}, Resources: []string{"persistentvolumeclaims"}, Verbs: []string{"create", "update", "patch"}},
		{APIGroups: []string{"autoscaling"}, Resources: []string{"horizontalpodautoscalers"}, Verbs: all},
		{APIGroups: []string{"policy"}, Resources: []string{"poddisruptionbudgets"}, Verbs: all},
		{APIGroups: []string{"networking.k8s.io"}, Resources: []string{"networkpolicies"}, Verbs: all},
		{APIGroups: []string{"gateway.networking.k8s.io"}, Resources: []string{"httproutes"}, Verbs: all},
		{APIGroups: []string{"networking.gke.io"}, Resources: []string{"gcpbackendpolicies", "healthcheckpolicies"}, Verbs: all},
		{APIGroups: []string{"external-secrets.io"}, Resources: []string{"externalsecrets"}, Verbs: all},
		{APIGroups: []string{"monitoring.googleapis.com"}, Resources: []string{"podmonitorings"}, Verbs: all},
	}...)
}

// looking is what says how a rollout goes.
func looking() []rbacv1.PolicyRule {
	look := []string{"get", "list", "watch"}
	return []rbacv1.PolicyRule{
		{APIGroups: []string{""}, Resources: []string{"configmaps", "events", "persistentvolumeclaims", "pods", "pods/log", "services"}, Verbs: look},
		{APIGroups: []string{"apps"}, Resources: []string{"deployments", "replicasets", "statefulsets"}, Verbs: look},
		{APIGroups: []string{"batch"}, Resources: []string{"cronjobs", "jobs"}, Verbs: look},
	}
}

// onCallRules are what a night needs: get into a pod, kill it, scale and
// restart. Getting into a pod shows its secrets, so readers can't.
func onCallRules() []rbacv1.PolicyRule {
	return append(looking(), []rbacv1.PolicyRule{
		{APIGroups: []string{""}, Resources: []string{"pods/exec", "pods/portforward"}, Verbs: []string{"create", "get"}},
		{APIGroups: []string{""}, Resources: []string{"pods"}, Verbs: []string{"delete"}},
		{APIGroups: []string{"apps"}, Resources: []string{"deployments", "deployments/scale", "statefulsets", "statefulsets/scale"}, Verbs: []string{"patch", "update"}},
		{APIGroups: []string{"batch"}, Resources: []string{"cronjobs", "jobs"}, Verbs: []string{"create", "patch", "update"}},
	}...)
}

func (p *platform) everywhere(role spec.Role, clusterRole string) {
	to := p.subjects(role, "")
	if role == spec.Admins && p.env.Deploy == "kubectl" && p.env.Project != "" {
		to = append(to, rbacv1.Subject{APIGroup: rbacAPI, Kind: rbacv1.UserKind, Name: account.Platform(p.env.Project)})
	}
	if len(to) > 0 {
		p.add("rbac.yaml", "ClusterRoleBinding", "", string(role), &rbacv1.ClusterRoleBinding{
			TypeMeta:   typeMeta(rbacv1.SchemeGroupVersion.String(), "ClusterRoleBinding"),
			ObjectMeta: platformMeta("", string(role)), RoleRef: roleRef(clusterRole), Subjects: to,
		})
	}
}

func (p *platform) inNamespace(namespace, clusterRole string, to []rbacv1.Subject) {
	if len(to) > 0 {
		p.add("rbac.yaml", "RoleBinding", namespace, clusterRole, &rbacv1.RoleBinding{
			TypeMeta:   typeMeta(rbacv1.SchemeGroupVersion.String(), "RoleBinding"),
			ObjectMeta: platformMeta(namespace, clusterRole), RoleRef: roleRef(clusterRole), Subjects: to,
		})
	}
}

func roleRef(clusterRole string) rbacv1.RoleRef {
	return rbacv1.RoleRef{APIGroup: rbacAPI, Kind: "ClusterRole", Name: clusterRole}
}

func (p *platform) subjects(role spec.Role, app string) []rbacv1.Subject {
	var out []rbacv1.Subject
	for _, g := range p.groups {
		if g.Role == role && g.App == app {
			out = append(out, rbacv1.Subject{APIGroup: rbacAPI, Kind: rbacv1.GroupKind, Name: g.Email})
		}
	}
	return out
}

// deployers are the people who deploy a namespace's apps, and the account that
// their CI signs in as.
func (p *platform) deployers(apps []spec.App) []rbacv1.Subject {
	var out []rbacv1.Subject
	for _, a := range apps {
		out = append(out, p.subjects(spec.Deployers, a.Name)...)
		if p.env.Project != "" {
			out = append(out, rbacv1.Subject{APIGroup: rbacAPI, Kind: rbacv1.UserKind, Name: account.Deployer(p.env.Project, a.Name)})
		}
	}
	return out
}
