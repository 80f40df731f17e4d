package steps

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/shell"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// copyScript is what streams values from running machines into the store. It has
// names in it and no value.
const copyScript = "cutover/copy-secrets.sh"

func (m *maker) secrets() {
	var effects []plan.Effect
	var verify []plan.Check
	for _, a := range m.Graph.Apps {
		effects = append(effects, plan.Do(plan.Secrets, a.Name, ""))
		if n := kept(a); n > 0 {
			verify = append(verify, plan.Check{
				Run:    quoted("kubectl -n %s get externalsecret -o jsonpath='{range .items[*]}{.metadata.name}{\" \"}{.status.conditions[?(@.type==\"Ready\")].status}{\"\\n\"}{end}'", a.Namespace),
				Expect: fmt.Sprintf("every line ends in True (%s has %d secrets)", a.Name, n),
			})
		}
	}
	m.add(plan.Step{
		ID: secretsIn, Phase: plan.Prepare, Owner: "apps", After: []string{platform}, Lead: 3 * day, Title: "Put every secret into the store",
		Notes:    []string{"Addresses (DATABASE_URL, REDIS_URL) are new values, never copies. Values never touch a file or a log; names do.", "The copy is for secrets that Fly alone has: where the plan writes no script, there are none."},
		Commands: m.fillStore(),
		Verify:   verify, Undo: nothing("nobody reads them yet"), Estimate: guess(3600, "an hour of typing, or minutes with a secret manager that holds them already"),
		Effects: effects,
	})
}

func kept(a spec.App) int {
	return len(slices.DeleteFunc(slices.Clone(a.Secrets), func(s spec.Secret) bool { return s.Class == spec.DropSecret }))
}

// fillStore lists what is missing and copies what can be copied. The first command
// ends with status 3 for as long as something is missing.
func (m *maker) fillStore() []string {
	names := m.storeNames()
	if names == "" {
		return nil
	}
	list := "fly2k8s secrets plan -i inventory -d fly2k8s.yaml " + names
	return []string{
		list + " --script " + copyScript,
		"bash " + copyScript,
		"bash " + copyScript + " --copy",
		list,
	}
}

// storeNames is the option that says what the store has; empty where people make
// the Secrets.
func (m *maker) storeNames() string {
	s := m.Env.Secrets
	switch s.Kind {
	case "doppler":
		of := "doppler secrets --json --only-names"
		if s.Project != "" {
			of += " " + shell.Words("-p", s.Project)
		}
		if s.Config != "" {
			of += " " + shell.Words("-c", s.Config)
		}
		return fmt.Sprintf("--doppler-names %s=<(%s)", word(m.Env.Name), of)
	case "secret-manager":
		return fmt.Sprintf("--secret-manager-names %s=<(gcloud secrets list --format=json --project=%s)", word(m.Env.Name), word(cmp.Or(s.Project, m.Env.Project)))
	}
	return ""
}
