package workflows

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/account"
	"github.com/fly2k8s/fly2k8s/internal/short"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/kube"
)

// Conditions of the jobs. A fork's pull request gets no token from GitHub, so it
// can't have a preview; pull_request_target would give it one, and the cluster
// with it. Dependabot's are treated as a fork's.
// https://docs.github.com/en/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions
const (
	ownBranch = "github.event.pull_request.head.repo.full_name == github.repository && github.event.pull_request.user.login != 'dependabot[bot]'"
	open      = "github.event.action != 'closed' && " + ownBranch
	closed    = "github.event.action == 'closed' && " + ownBranch
)

// previews is the workflow that gives each pull request a namespace and takes
// it away again.
func previews(c spec.Company, app spec.App) workflow {
	env := environmentOf(c, app)
	r := recipe{id: "build", env: env, app: app, envs: []string{"the pull request"}, tag: "pr-${{ github.event.number }}-${{ github.sha }}" + again}
	p := pullRequest{env: env, app: app, days: cmp.Or(c.CI.PreviewDays, 7)}
	on := pairs{{"types", []string{"opened", "reopened", "synchronize", "closed"}}}
	if paths := watched([]spec.App{app}); len(paths) > 0 {
		on = append(on, pair{"paths", paths})
	}
	return workflow{
		Name: "Preview " + app.Name, Permissions: pairs{}, On: pairs{{"pull_request", on}},
		// A pull request that closes ends the build and the deploy that are under
		// way: one that came after the removal would stay.
		Concurrency: concurrency{"preview-" + app.Name + "-${{ github.event.number }}", "${{ github.event.action == 'closed' }}"},
		Jobs: pairs{
			{r.id, r.job(account.Previews(env.Project), open)},
			{"preview", p.job(open, "Make the preview", p.make())},
			{"remove", p.job(closed, "Remove the preview", p.remove())},
		},
		head: "Copy to .github/workflows/" + app.Name + "-preview.yml. What a missed event leaves behind, the\ncluster's own clean-up removes: platform/previews.",
	}
}

// A pullRequest is a copy of the app's preview overlay in a namespace of its own.
type pullRequest struct {
	env  spec.Environment
	app  spec.App
	days int
}

func (p pullRequest) job(when, name string, steps []step) job {
	j := job{
		Name: name, If: when, RunsOn: runner, Timeout: 30, Permissions: federated("read"),
		Env:   pairs{{"NAMESPACE", p.name()}},
		Steps: steps,
	}
	if when == open {
		j.Needs, j.Env = []string{"build"}, append(j.Env, p.variables()...)
	}
	return j
}

func (p pullRequest) variables() pairs {
	a := p.app
	env := pairs{
		{"PLATFORM", "${{ github.workspace }}/" + platformFolder + "/${{ vars.PLATFORM_FOLDER || '.' }}"}, {"APP", a.Name},
		{"IMAGE_NAME", a.Image.Name}, {"IMAGE", literal(repository(p.env, a))}, {"DIGEST", "${{ needs.build.outputs.digest }}"},
	}
	if a.Release != nil {
		env = append(env, pair{"RELEASE_JOB", kube.ReleaseJob(a)})
	}
	return append(env, jobNames(a)...)
}

func (p pullRequest) access() []step {
	return []step{signIn(account.Previews(p.env.Project)), cluster(p.env)}
}

func (p pullRequest) make() []step {
	sources := deploy{env: p.env, app: p.app}.sources()[1]
	sources.With = append(sources.With, pair{"persist-credentials", false})
	steps := append([]step{sources}, p.access()...)
	steps = append(steps, step{Name: "Make the namespace", Env: pairs{{"DAYS", fmt.Sprint(p.days)}}, Run: namespace})
	if len(p.app.OwnDatabases) > 0 {
		steps = append(steps, step{Name: "Make its database", Run: database})
	}
	steps = append(steps, step{Name: "Turn the overlay into this pull request's", Env: p.host(), Run: p.copy()})
	if p.app.Release != nil {
		steps = append(steps, step{Name: "Run the release command", Env: pairs{{"OVERLAY", "${{ env.PLATFORM }}/apps/${{ env.APP }}/overlays/" + previewEnv}}, Run: release})
	}
	steps = append(steps, step{Name: "Roll out", Env: p.rollout(), Run: apply})
	for _, s := range startJobs(p.app, "") {
		s.Env = pairs{{"OVERLAY", "${{ env.PLATFORM }}/apps/${{ env.APP }}/overlays/" + previewEnv}}
		steps = append(steps, s)
	}
	return steps
}

func (p pullRequest) rollout() pairs {
	d := deploy{env: p.env, app: p.app}
	return pairs{
		{"OVERLAY", "${{ env.PLATFORM }}/apps/${{ env.APP }}/overlays/" + previewEnv}, {"SIDE", "active"},
		{"WORKLOADS", words(workloads(p.app))}, {"ROLLOUT_SECONDS", fmt.Sprint(d.patience())},
	}
}

// host is the preview's own, where previews have a domain.
func (p pullRequest) host() pairs {
	if p.env.Domain == "" {
		return nil
	}
	return pairs{{"HOST", p.name() + ".preview." + literal(p.env.Domain)}}
}

// longestPrefix leaves room in a namespace's name, and in a label of a host's,
// for the number of the pull request.
const longestPrefix = 63 - len("-pr-") - 10

func (p pullRequest) name() string {
	return short.Name(p.app.Name, longestPrefix) + "-pr-${{ github.event.number }}"
}

func (p pullRequest) copy() string {
	lines := []string{
		`cd "$PLATFORM/apps/$APP/overlays/preview"`,
		`(cd images && kustomize edit set image "$IMAGE_NAME=$IMAGE@$DIGEST")`,
	}
	if p.app.Release != nil {
		lines = append(lines, `(cd release && kustomize edit set namespace "$NAMESPACE")`)
	}
	if len(p.app.Jobs) > 0 {
		lines = append(lines, `(cd once && kustomize edit set namespace "$NAMESPACE")`)
	}
	lines = append(lines, `kustomize edit set namespace "$NAMESPACE"`)
	if p.env.Domain != "" && len(p.routes()) > 0 {
		for _, kind := range p.routes() {
			lines = append(lines, `kustomize edit add patch --kind `+kind+` --patch "[{\"op\": \"replace\", \"path\": \"/spec/hostnames\", \"value\": [\"$HOST\"]}]"`)
		}
		lines = append(lines, `echo "The preview is https://$HOST" >> "$GITHUB_STEP_SUMMARY"`)
	}
	return script(lines...)
}

// routes are the kinds of the app's routes, each once.
func (p pullRequest) routes() []string {
	var kinds []string
	for _, proc := range p.app.Processes {
		for _, e := range proc.Edges {
			if kind := kube.RouteKind(p.env, e); !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
	}
	return kinds
}

func (p pullRequest) remove() []step {
	return append(p.access(), step{Name: "Remove the namespace", Run: script(`kubectl delete namespace "$NAMESPACE" --ignore-not-found --wait=false`)})
}
