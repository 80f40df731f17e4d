package steps

import (
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// Where Argo CD or Flux follows git, the night is the same as anywhere: commands
// that act at once and can be taken back at once. A commit would have to be
// reviewed, pushed, fetched and applied, forth and back, with writes standing
// still. So an app is paused before the first command changes it by hand, and
// follows again when it has moved and git says what runs.
//
// Git is seen late by both: one that follows again must first have seen the
// commit of this side, or it would apply the other one.

// followed says whether the environment's apps follow git.
func (m *maker) followed() bool { return gitops.Follows(m.Env) }

func (m *maker) argo() bool { return m.Env.Deploy == gitops.ArgoCD }

// tool is who follows git.
func (m *maker) tool() string {
	if m.argo() {
		return "Argo CD"
	}
	return "Flux"
}

// kubectl is a command on what tells the tool; it needs no login to the tool.
func (m *maker) kubectl(command string) string {
	return "kubectl -n " + gitops.Namespace(m.Env.Deploy) + " " + command
}

// paused are the commands that keep the tool off the app; nothing where there is
// none.
// https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/
// https://fluxcd.io/flux/cmd/flux_suspend_kustomization/
func (m *maker) paused(a *spec.App) []string {
	if !m.followed() {
		return nil
	}
	if m.argo() {
		return []string{m.automated(a, "null")}
	}
	return m.each("flux suspend kustomization %s", a)
}

// automated sets when Argo CD syncs: by itself, or, with null, when told to.
func (m *maker) automated(a *spec.App, how string) string {
	return m.kubectl(quoted("patch application %s --type=merge -p %s", gitops.Name(*a), `{"spec":{"syncPolicy":{"automated":`+how+`}}}`))
}

// each is a command for all of the app's Kustomizations, in the order in which
// Flux applies them.
func (m *maker) each(format string, a *spec.App) []string {
	rollout := gitops.Name(*a)
	out := []string{quoted(format, rollout)}
	if a.Release != nil {
		out = append([]string{quoted(format, rollout+gitops.ReleaseSuffix)}, out...)
	}
	if len(a.Jobs) > 0 {
		out = append(out, quoted(format, rollout+gitops.OnceSuffix))
	}
	return out
}

// follow is the command that lets the tool apply git again, once it has seen
// this checkout's commit. It ends with an error, and nothing follows, when that
// takes too long or fails one of the checks.
func (m *maker) follow(a *spec.App, checks ...string) []string {
	if !m.followed() {
		return nil
	}
	lines := []string{"git pull --quiet --rebase --autostash", "git push --quiet"}
	if m.argo() {
		lines = append(lines,
			m.kubectl(quoted("annotate application %s argocd.argoproj.io/refresh=normal --overwrite", gitops.Name(*a))),
			m.kubectl(quoted("wait application/%s --for=jsonpath='{.status.sync.revision}'=\"$(git rev-parse HEAD)\" --timeout=5m", gitops.Name(*a))))
		lines = append(append(lines, checks...), m.automated(a, `{"prune":true,"selfHeal":true}`))
	} else {
		source := gitops.Environment(m.Env.Name)
		lines = append(lines, quoted("flux reconcile source git %s", source),
			m.kubectl(quoted("wait gitrepository/%s --for=jsonpath='{.status.artifact.revision}'=\""+gitops.Branch+"@sha1:$(git rev-parse HEAD)\" --timeout=5m", source)))
		lines = append(append(lines, checks...), m.each("flux resume kustomization %s", a)...)
	}
	return []string{strings.Join(lines, " &&\n  ")}
}

// apart is how to see that the tool keeps off the app.
func (m *maker) apart(a *spec.App) []plan.Check {
	if !m.followed() {
		return nil
	}
	if m.argo() {
		return []plan.Check{{Run: m.kubectl(quoted("get application %s -o jsonpath='{.spec.syncPolicy.automated}{.operation}'", gitops.Name(*a))), Expect: "nothing: no sync is under way, and none starts"}}
	}
	var checks []plan.Check
	for _, get := range m.each("get kustomization %s -o jsonpath='{.spec.suspend} {.status.conditions[?(@.type==\"Reconciling\")].status}'", a) {
		checks = append(checks, plan.Check{Run: m.kubectl(get), Expect: "true, and no True behind it"})
	}
	return checks
}

// platformApplied are the commands after which the cluster has its platform.
func (m *maker) platformApplied() []string {
	name := gitops.Environment(m.Env.Name)
	start := quoted("kubectl apply -k %s", "platform/gitops/"+m.Env.Name)
	switch m.Env.Deploy {
	case gitops.ArgoCD:
		return []string{start, m.kubectl(quoted("wait application/%s --for=jsonpath='{.status.sync.status}'=Synced --timeout=20m", name))}
	case gitops.Flux:
		return []string{start, m.kubectl(quoted("wait kustomization/%s --for=condition=Ready --timeout=20m", name))}
	}
	return []string{quoted("kubectl apply -k %s", "platform/overlays/"+m.Env.Name)}
}
