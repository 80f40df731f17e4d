package workflows

import (
	"path"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// Fly's side of a deploy. The active side comes first: its release command
// changes the schema that the passive side's code will meet. FLY_DEPLOYS=off
// ends it all, after the last machine is gone.

// flyFirst deploys to Fly as ever, while Fly is the active side.
func (d deploy) flyFirst() []step {
	if d.app.FlyConfig == "" {
		return nil
	}
	env := d.flyVariables()
	line := flyctl
	if d.app.Release != nil {
		env = append(env, pair{"SKIP", "${{ inputs.without_release && '--skip-release-command' || '' }}"})
		line += ` ${SKIP:+"$SKIP"}`
	}
	when := "env.ACTIVE == '" + side.Fly + "' && vars.FLY_DEPLOYS != 'off'"
	return []step{
		{Name: "Install flyctl", If: "vars.FLY_DEPLOYS != 'off'", Uses: &setupFlyctl},
		{Name: "Deploy to Fly, the active side", If: when, Env: env, Run: script(line)},
	}
}

// flyAfter keeps Fly's serving groups on the same code once GKE is active:
// people whose DNS is old still arrive there. Nothing else of it may run.
func (d deploy) flyAfter() []step {
	groups := serving(d.app)
	if d.app.FlyConfig == "" || len(groups) == 0 {
		return nil
	}
	var names []string
	for _, p := range groups {
		names = append(names, p.Name)
	}
	env := append(d.flyVariables(), pair{"FLY_GROUPS", strings.Join(names, ",")})
	when := "env.ACTIVE == '" + side.GKE + "' && vars.FLY_DEPLOYS != 'off'"
	return []step{{Name: "Deploy to Fly, the passive side", If: when, Env: env, Run: script(flyctl + ` --skip-release-command --process-groups "$FLY_GROUPS"`)}}
}

// flyctl changes into the folder first, so the file's path starts at the root.
// https://fly.io/docs/flyctl/deploy/
const flyctl = `flyctl deploy "$FOLDER" --config "$GITHUB_WORKSPACE/$CONFIG" --remote-only`

func (d deploy) flyVariables() pairs {
	folder := path.Dir(d.app.FlyConfig)
	if b := d.app.Image.Build; b != nil && b.Context != "" {
		folder = b.Context
	}
	return pairs{
		{"FLY_API_TOKEN", "${{ secrets.FLY_API_TOKEN }}"},
		{"FOLDER", literal(path.Join(codeFolder, folder))}, {"CONFIG", literal(path.Join(codeFolder, d.app.FlyConfig))},
	}
}

// head says what to do with the file, and which lines of today's it replaces.
func head(apps []spec.App, options Options) string {
	lines := []string{
		"Copy to .github/workflows/" + apps[0].Name + ".yml. Variables and secrets that it reads: see ci/README.md.",
	}
	var replaced []string
	for _, s := range options.Replaces {
		if s.App == "" || slices.ContainsFunc(apps, func(a spec.App) bool { return a.FlyApp == s.App }) {
			replaced = append(replaced, "  "+place(s)+"  "+s.Does)
		}
	}
	if len(replaced) > 0 {
		lines = append(lines, "When nothing of the app is left on Fly, it replaces:")
	}
	return strings.Join(append(lines, replaced...), "\n")
}
