package steps

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/shell"
)

const (
	copies  = "prepare/rehearsal/copies"
	routes  = "prepare/rehearsal/routes"
	quiet   = "prepare/rehearsal/quiet"
	cleanUp = "retire/rehearsal/down"
)

// rehearsal makes the copies that a rehearsal works on, and takes them down.
func (m *maker) rehearsal() {
	m.copies()
	m.quiet()
	m.routes()
	m.cleanUp()
}

func (m *maker) copies() {
	var cmds []string
	for _, d := range m.Graph.Domains {
		switch {
		case d.Database != nil:
			cmds = append(cmds, "fly postgres create "+shell.Words("--org", m.Company.Org, "--name", d.Database.FlyApp, "--fork-from", original(d.Database.FlyApp), "--region", m.bridgeRegion()))
		case d.Cache != nil:
			cmds = append(cmds, "fly redis create "+shell.Words("--org", m.Company.Org, "--name", d.Name+"-rehearsal", "--region", m.bridgeRegion(), "--no-replicas", "--disable-eviction"))
		}
	}
	for _, a := range m.Graph.Apps {
		cmds = append(cmds, quoted("fly apps create %s --org %s", a.FlyApp, m.Company.Org))
		if a.Image.Digest != "" {
			image := "registry.fly.io/" + original(a.FlyApp) + "@" + a.Image.Digest
			cmds = append(cmds, quoted("fly config save -a %s -c cutover/saved/fly.toml --yes && fly deploy -a %s -c cutover/saved/fly.toml --image %s --ha=false", original(a.FlyApp), a.FlyApp, image))
		}
	}
	m.add(plan.Step{
		ID: copies, Phase: plan.Prepare, Owner: "apps", Lead: day, Title: "Make copies of databases and apps on Fly", Commands: append([]string{"mkdir -p cutover/saved"}, cmds...),
		Notes: []string{"Give each copy its secrets by hand, with the addresses of the copied data, and nothing that sends mail or takes money."},
		Undo:  nothing("the clean-up removes them"), Estimate: guess(3600, "a fork and a deploy each"),
	})
}

func original(copy string) string { return strings.TrimSuffix(copy, "-rehearsal") }

// quiet switches side effects off on both sides.
func (m *maker) quiet() {
	var set []string
	for _, v := range m.Decisions.Cutover.Quiet {
		set = append(set, v.Name+"="+v.Value)
	}
	s := plan.Step{
		ID: quiet, Phase: plan.Prepare, Owner: "apps", After: []string{copies}, Title: "Switch side effects off: mail, payments, messages",
		Gate: "an owner of each app has said what it could send, and how that is off", Undo: nothing("the clean-up removes them"), Estimate: guess(1800, "a talk per app"),
	}
	for _, a := range m.Graph.Apps {
		if len(set) > 0 {
			s.Commands = append(s.Commands, fmt.Sprintf("fly secrets set -a %s %s", word(a.FlyApp), shell.Words(set...)))
		}
	}
	m.add(s)
}

// routes lets the rehearsal's names reach the apps on both sides.
func (m *maker) routes() {
	var cmds []string
	for _, h := range m.Graph.Hosts {
		a := m.appOf(h.App)
		patch := fmt.Sprintf(`[{"op":"add","path":"/spec/hostnames/-","value":%q}]`, h.Name)
		cmds = append(cmds, quoted("fly certs add %s -a %s", h.Name, h.FlyApp),
			fmt.Sprintf("kubectl -n %s get httproute %s -o name |\n  xargs -r -I ROUTE kubectl -n %s patch ROUTE --type=json -p %s", word(a.Namespace), selector(a.Name, ""), word(a.Namespace), word(patch)),
			quoted("gcloud certificate-manager dns-authorizations create %s --domain=%s --type=per-project-record --project=%s", certName(h.Name), h.Name, m.Env.Project),
			quoted("gcloud certificate-manager certificates create %s --domains=%s --dns-authorizations=%s --project=%s", certName(h.Name), h.Name, certName(h.Name), m.Env.Project),
			quoted("gcloud certificate-manager maps entries create %s --map=fly2k8s --hostname=%s --certificates=%s --project=%s", certName(h.Name), h.Name, certName(h.Name), m.Env.Project))
	}
	after := []string{copies, platform, quiet}
	for _, a := range m.Graph.Apps { // whoever follows git would take the names off again
		after = append(after, id(plan.Prepare, a.Name, "apply"))
	}
	m.add(plan.Step{
		ID: routes, Phase: plan.Prepare, Owner: "dns", After: after, Title: "Give the copies their host names", Commands: cmds,
		Notes: []string{"Make one CNAME for each at the DNS provider, to APP.fly.dev, with a TTL of 300."}, Undo: nothing("the clean-up removes them"), Estimate: guess(1200, "five commands a host"),
	})
}

func certName(host string) string {
	return strings.NewReplacer(".", "-", "*", "wildcard").Replace(host)
}

func (m *maker) cleanUp() {
	after, cmds := []string{routes}, []string(nil)
	for _, w := range m.Graph.Waves {
		after = append(after, done(w.Number))
	}
	for _, a := range m.Graph.Apps {
		cmds = append(cmds, scale(a.Namespace, a.Name, "", 0), quoted("fly apps destroy %s --yes", a.FlyApp))
		cmds = append(cmds, m.follow(&a)...)
	}
	for i := range m.Graph.Domains {
		d := &m.Graph.Domains[i]
		if d.Database != nil {
			p := pg{move: move{Domain: d}, db: d.Database}
			for _, u := range d.Database.Databases {
				p.names = append(p.names, u.Database)
			}
			cmds = append(cmds, append(p.dropDatabases(), quoted("fly apps destroy %s --yes", d.Database.FlyApp))...)
		}
	}
	m.add(plan.Step{
		ID: cleanUp, Phase: plan.Retire, Owner: "lead", After: after, Title: "Practise the way back, then take the rehearsal down", Commands: cmds,
		Precheck: []string{"fly2k8s cutover rollback"}, Undo: nothing("it was practice"), Estimate: guess(3600, "one command a copy"),
		Notes: []string{"First follow what the precheck prints: a way back that nobody walked is a hope. Then keep journal.jsonl: its times become the estimates of the real plan."},
	})
}
