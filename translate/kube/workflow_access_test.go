package kube_test

import (
	"regexp"
	"strings"
	"testing"

	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/fly2k8s/fly2k8s/internal/account"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/translate/kube"
	"github.com/fly2k8s/fly2k8s/translate/workflows"
)

// A need is one question to the API server, as verbs.group/resource.
type need struct{ verbs, group, resource string }

// needs are what kubectl asks for, by its command and the kind in it. What each
// does was read off its own -v=8.
var needs = map[string][]need{
	"delete job":         {{"get list watch delete", "batch", "jobs"}},
	"get job":            {{"get", "batch", "jobs"}},
	"wait job":           {{"get list watch", "batch", "jobs"}},
	"logs job":           {{"get", "batch", "jobs"}, {"get list", "", "pods"}, {"get", "", "pods/log"}},
	"rollout workload":   {{"get list watch", "apps", "deployments"}, {"get list watch", "apps", "statefulsets"}, {"get list watch", "apps", "replicasets"}},
	"annotate namespace": {{"get patch", "", "namespaces"}}, "delete namespace": {{"get delete", "", "namespaces"}},
	"auth can-i": nil, // anybody may ask about themselves
	"apply -k":   nil, // asked by the kinds of the objects
}

var (
	command = regexp.MustCompile(`(?m)^\s*(?:if |\S+=\$\()?kubectl (?:-n "\$NAMESPACE" )?(.+)$`)
	kinds   = []string{"job", "namespace", "$workload", "can-i", "-k"}
)

// kubectl is a line's command and the kind that it is about: delete job.
func kubectl(line string) string {
	word, rest, _ := strings.Cut(line, " ")
	for _, kind := range kinds {
		if strings.Contains(rest, kind) {
			return word + " " + strings.Replace(kind, "$workload", "workload", 1)
		}
	}
	return word
}

// Every kubectl line of the workflows is one that its account may run: what a
// script is changed to do, the roles must be changed for.
func TestWorkflowsMayRunWhatTheySay(t *testing.T) {
	c := spectest.Acme()
	preview := spectest.API("staging")
	preview.Env, preview.Namespace, preview.OwnDatabases = spec.PreviewEnv, spec.PreviewNamespace, []string{"DATABASE_URL"}
	c.Apps = []spec.App{c.Apps[0], c.Apps[1], preview, c.Apps[2]}
	for i := range c.Apps {
		c.Apps[i].FlyConfig = "api/fly.toml"
		c.Apps[i].Image.Build = &spec.Build{Context: "api", Dockerfile: "Dockerfile"}
	}
	env := spectest.Production()
	env.Name = spec.PreviewEnv
	c.Environments = append(c.Environments, env)
	platform := append(kube.Platform(c, c.Environments[0]), kube.Platform(c, env)...)
	platform = append(platform, kube.PreviewNamespace(c, env)...)
	seen := map[string]bool{}
	for _, f := range workflows.Tree(c, workflows.Options{}) {
		granted := grantsOf(f.Path, platform, env.Project)
		if granted == nil {
			continue
		}
		for _, m := range command.FindAllStringSubmatch(string(f.Data), -1) {
			name := kubectl(m[1])
			wanted, known := needs[name]
			if !known {
				t.Errorf("%s: nobody said what %q needs: %s", f.Path, name, m[1])
			}
			seen[name] = true
			for _, n := range wanted {
				for verb := range strings.FieldsSeq(n.verbs) {
					if !allows(granted, verb, n.group, n.resource) {
						t.Errorf("%s: kubectl %s needs to %s %s", f.Path, name, verb, n.resource)
					}
				}
			}
		}
	}
	for name := range needs {
		if !seen[name] {
			t.Errorf("no workflow runs kubectl %s", name)
		}
	}
}

// grantsOf are what a workflow's account may do where it works; nil for the
// platform's, which is an admin, and for what is no workflow.
func grantsOf(path string, platform []kube.Object, project string) []rbacv1.PolicyRule {
	name, ok := strings.CutSuffix(path, ".yml")
	name = strings.TrimPrefix(name, "ci/")
	if !ok || name == "platform" {
		return nil
	}
	if strings.HasSuffix(name, "-preview") {
		all := grants(platform, account.Previews(project))
		return append(all[""], all[spec.PreviewNamespace]...)
	}
	return grants(platform, account.Deployer(project, name))[name]
}

// A preview's account applies what its overlay is made of.
func TestAPreviewsAccountMayApplyIt(t *testing.T) {
	app := spectest.API("staging")
	app.Env, app.Namespace = spec.PreviewEnv, spec.PreviewNamespace
	env := spectest.Production()
	env.Name = spec.PreviewEnv
	c := spec.Company{Environments: []spec.Environment{env}, Apps: []spec.App{app}}
	platform := append(kube.Platform(c, env), kube.PreviewNamespace(c, env)...)
	granted := grants(platform, account.Previews(env.Project))[spec.PreviewNamespace]
	objects, _ := kube.Objects(kube.Around{Env: env}, app)
	for _, o := range append(objects, kube.PreviewDatabase(env)...) {
		group, plural := resource(t, o)
		for _, verb := range []string{"get", "create", "patch", "delete"} {
			if !allows(granted, verb, group, plural) {
				t.Errorf("it may not %s %s.%s", verb, plural, group)
			}
		}
	}
}
