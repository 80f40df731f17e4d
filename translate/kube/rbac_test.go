package kube_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/fly2k8s/fly2k8s/internal/account"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/translate/kube"
)

// grants are what RBAC lets one account do: in a namespace, and (under the empty
// name) everywhere.
func grants(objects []kube.Object, user string) map[string][]rbacv1.PolicyRule {
	rules := map[string][]rbacv1.PolicyRule{}
	for _, o := range objects {
		if role, ok := o.Value.(*rbacv1.ClusterRole); ok {
			rules[role.Name] = role.Rules
		}
	}
	out := map[string][]rbacv1.PolicyRule{}
	bind := func(namespace, role string, to []rbacv1.Subject) {
		if slices.ContainsFunc(to, func(s rbacv1.Subject) bool { return s.Kind == rbacv1.UserKind && s.Name == user }) {
			out[namespace] = append(out[namespace], rules[role]...)
		}
	}
	for _, o := range objects {
		switch b := o.Value.(type) {
		case *rbacv1.RoleBinding:
			bind(b.Namespace, b.RoleRef.Name, b.Subjects)
		case *rbacv1.ClusterRoleBinding:
			bind("", b.RoleRef.Name, b.Subjects)
		}
	}
	return out
}

func allows(rules []rbacv1.PolicyRule, verb, group, resource string) bool {
	return slices.ContainsFunc(rules, func(r rbacv1.PolicyRule) bool {
		return has(r.Verbs, verb) && has(r.APIGroups, group) && has(r.Resources, resource)
	})
}

func has(list []string, one string) bool {
	return slices.Contains(list, one) || slices.Contains(list, "*")
}

// resource is how the API calls a kind: networkpolicies of networking.k8s.io.
func resource(t *testing.T, o kube.Object) (group, plural string) {
	t.Helper()
	meta, ok := reflect.ValueOf(o.Value).Elem().FieldByName("TypeMeta").Interface().(metav1.TypeMeta)
	if !ok || meta.Kind == "" {
		t.Fatalf("%s %s has no kind", o.Kind, o.Name)
	}
	plural = strings.ToLower(meta.Kind)
	if base, ok := strings.CutSuffix(plural, "y"); ok {
		return schema.FromAPIVersionAndKind(meta.APIVersion, meta.Kind).Group, base + "ies"
	}
	return schema.FromAPIVersionAndKind(meta.APIVersion, meta.Kind).Group, plural + "s"
}

// every is a company of apps made by chance that between them say everything.
func every() spec.Company {
	c := spectest.Acme()
	for seed := range uint64(40) {
		a, _ := spectest.Random(seed)
		a.Env = "production"
		a.Name += "-" + string(rune('a'+seed%26)) + string(rune('a'+seed/26))
		a.Namespace = a.Name
		c.Apps = append(c.Apps, a)
	}
	return c
}

// CI signs in as one account per app; with it a deploy must work from the first
// object to the last, in the app's namespace alone.
func TestCIMayDeployItsAppAndNothingElse(t *testing.T) {
	c := every()
	env := spectest.Production()
	platform := kube.Platform(c, env)
	kinds := map[string]bool{}
	for _, app := range c.Apps {
		if app.Env != env.Name {
			continue
		}
		granted := grants(platform, account.Deployer(env.Project, app.Name))
		objects, _ := kube.Objects(kube.Around{Env: env}, app)
		for _, o := range objects {
			group, plural := resource(t, o)
			kinds[plural] = true
			for _, verb := range []string{"get", "create", "patch", "delete"} {
				if want := verb != "delete" || plural != "persistentvolumeclaims"; want != allows(granted[app.Namespace], verb, group, plural) {
					t.Errorf("%s: may %s %s.%s in its namespace: want %t", app.Name, verb, plural, group, want)
				}
			}
		}
		for namespace := range granted {
			if namespace != app.Namespace {
				t.Errorf("%s: its account may do something in namespace %q", app.Name, namespace)
			}
		}
	}
	for _, kind := range []string{"deployments", "statefulsets", "jobs", "cronjobs", "httproutes", "externalsecrets", "podmonitorings", "healthcheckpolicies", "networkpolicies"} {
		if !kinds[kind] {
			t.Errorf("no app has %s, so nothing was asked about them", kind)
		}
	}
}

// What a rollout is watched by, and what nobody but the cluster's admins may do.
func TestCIWatchesRolloutsAndNeverReadsASecret(t *testing.T) {
	env := spectest.Production()
	rules := grants(kube.Platform(spectest.Acme(), env), account.Deployer(env.Project, "acme-api"))["acme-api"]
	for _, see := range []string{"pods", "pods/log", "events"} {
		if !allows(rules, "list", "", see) || !allows(rules, "get", "", see) {
			t.Errorf("it can't look at %s", see)
		}
	}
	for _, verb := range []string{"get", "list", "watch", "create", "patch", "update", "delete"} {
		for _, never := range []string{"secrets", "pods/exec", "serviceaccounts/token", "namespaces"} {
			if allows(rules, verb, "", never) {
				t.Errorf("it may %s %s", verb, never)
			}
		}
		if allows(rules, verb, rbacv1.GroupName, "rolebindings") {
			t.Errorf("it may %s role bindings", verb)
		}
	}
}
