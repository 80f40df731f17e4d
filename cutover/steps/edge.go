package steps

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// Two kinds of machine stand by at Fly's edge, inside the app, so that Fly's
// proxy can send them the app's traffic: hold answers with a holding page, pass
// sends every request on to GKE. Cordoned machines get nothing; cordoning and
// uncordoning is the switch, takes seconds, and needs no DNS.
const caddyImage = "caddy:2.10.2-alpine"

func caddyfile(flyApp, kind string) string { return file(flyApp, kind+".Caddyfile") }

func holdFile(flyApp string) string {
	return "cat > " + word(caddyfile(flyApp, "hold")) + ` <<'END'
{
	auto_https off
}
:8080 {
	header Retry-After 120
	header X-Fly2k8s hold
	respond "We are moving house. Please try again in a few minutes." 503
}
END`
}

func passFile(flyApp string) string {
	return newIP + "\nsed \"s/NEW_IP/$new_ip/\" > " + word(caddyfile(flyApp, "pass")) + ` <<'END'
{
	auto_https off
}
:8080 {
	header X-Fly2k8s pass
	reverse_proxy https://NEW_IP {
		header_up Host {host}
		transport http {
			tls_server_name {http.request.host}
		}
	}
}
END`
}

// standby makes one machine, cordoned before it first starts, so that it never
// gets a request by accident.
func standby(flyApp, region, kind string, n int) string {
	name := fmt.Sprintf("fly2k8s-%s-%d", kind, n)
	place := ""
	if region != "" {
		place = " --region " + word(region)
	}
	return strings.Join([]string{
		fmt.Sprintf("fly machine create %s -a %s --name %s%s --metadata fly2k8s=%s --vm-memory 256 --autostop=off --file-local %s --port 443:8080/tcp:http:tls --port 80:8080/tcp:http",
			caddyImage, word(flyApp), name, place, kind, word("/etc/caddy/Caddyfile="+caddyfile(flyApp, kind))),
		fmt.Sprintf("standby=\"$(fly machine list -a %s --json | jq -r %s)\"", word(flyApp), word(fmt.Sprintf(".[] | select(.name == %q) | .id", name))),
		fmt.Sprintf("fly machine cordon \"$standby\" -a %s", word(flyApp)),
		fmt.Sprintf("fly machine start \"$standby\" -a %s", word(flyApp)),
	}, "\n")
}

func standbys(flyApp, kind string) string {
	return fmt.Sprintf("fly machine list -a %s --json | jq -r %s", word(flyApp), word(fmt.Sprintf(".[] | select(.config.metadata.fly2k8s == %q) | .id", kind)))
}

// edge sends the app's traffic to one kind of machine and away from others.
func edge(flyApp string, to string, from ...string) []string {
	cmds := []string{turnTo("uncordon", flyApp, to)}
	for _, f := range from {
		cmds = append(cmds, turnTo("cordon", flyApp, f))
	}
	return cmds
}

func turnTo(verb, flyApp, kind string) string {
	if kind == "app" {
		return each(verb, flyApp, file(flyApp, "ids"))
	}
	return standbys(flyApp, kind) + fmt.Sprintf(" | xargs -r fly machine %s -a %s", verb, word(flyApp))
}

func (m *maker) proxy(v mover) {
	cmds := []string{"mkdir -p cutover/saved", machines(v.FlyApp, "", "started") + " > " + word(file(v.FlyApp, "ids"))}
	cmds = append(cmds, holdFile(v.FlyApp), passFile(v.FlyApp))
	for n := range 2 {
		cmds = append(cmds, standby(v.FlyApp, v.Region, "hold", n+1), standby(v.FlyApp, v.Region, "pass", n+1))
	}
	m.add(plan.Step{
		ID: id(plan.Prepare, v.Name, "proxy"), Phase: plan.Prepare, Wave: v.wave, Owner: "apps", After: []string{platform}, Lead: 2 * day,
		Title: "Put hold and pass machines beside " + v.Name + " at Fly's edge, cordoned", Commands: cmds,
		Verify: []plan.Check{
			{Run: fmt.Sprintf("fly machine list -a %s --json | jq -r %s", word(v.FlyApp), word(`.[] | select(.config.metadata.fly2k8s != null) | [.name, .state] | @tsv`)), Expect: "four machines, all started"},
			{Run: standbys(v.FlyApp, "hold") + fmt.Sprintf(" | head -n 1 | xargs -I ID fly machine exec ID -a %s 'wget -S -O - http://127.0.0.1:8080/'", word(v.FlyApp)), Expect: "503 and X-Fly2k8s: hold"},
			{Run: "wc -l < " + word(file(v.FlyApp, "ids")), Expect: "the number of the app's own started machines"},
		},
		Undo:    nothing("cordoned machines get no requests; retirement removes them"),
		Effects: []plan.Effect{plan.Do(plan.Proxy, v.Name, "")}, Estimate: guess(600, "four small machines"),
	})
}

// share lets Fly's proxy balance between the app and GKE: a canary that any
// DNS provider allows.
func (m *maker) share(v mover) {
	after := m.tests(v)
	m.add(plan.Step{
		ID: id(plan.Switch, v.Name, "share"), Phase: plan.Switch, Wave: v.wave, Owner: "apps", After: after,
		Title:    "Send a share of " + v.Name + "'s requests on to GKE",
		Notes:    []string{"Fly's proxy balances over the app's machines and the two pass machines."},
		Commands: []string{turnTo("uncordon", v.FlyApp, "pass")}, Verify: m.seen(v, "some answers with x-fly2k8s: pass, all with the usual status"),
		Gate:    "five minutes without a new kind of error",
		Undo:    plan.Undo{Commands: []string{turnTo("cordon", v.FlyApp, "pass")}, Effects: []plan.Effect{plan.Do(plan.Route, v.Name, "app")}},
		Effects: []plan.Effect{plan.Do(plan.Route, v.Name, "share")}, Estimate: guess(300, "five minutes of looking"),
	})
}

func (m *maker) pass(v mover) {
	from, back := "app", "share"
	after := []string{id(plan.Switch, v.Name, "share")}
	undo := []string{turnTo("uncordon", v.FlyApp, "app")}
	if v.night {
		from, back = "hold", "hold"
		after = append(m.tests(v), id(plan.Freeze, v.Name, "hold"))
		undo = edge(v.FlyApp, "hold", "pass")
	}
	after = append(after, m.calmer(v)...)
	m.add(plan.Step{
		ID: id(plan.Switch, v.Name, "pass"), Phase: plan.Switch, Wave: v.wave, Owner: "apps", After: after,
		Title: "Switch " + v.Name + " at Fly's edge: every request goes on to GKE", Commands: edge(v.FlyApp, "pass", from),
		Verify:  m.seen(v, "x-fly2k8s: pass and the usual status, ten times in a row"),
		Undo:    plan.Undo{Commands: undo, Effects: []plan.Effect{plan.Do(plan.Route, v.Name, back)}},
		Effects: []plan.Effect{plan.Do(plan.Route, v.Name, "pass")}, Estimate: guess(60, "two commands"),
	})
}

// calmer is the app of the same wave that switches just before: hosts with
// less at stake go first.
func (m *maker) calmer(v mover) []string {
	last := ""
	for _, name := range m.byRisk(v.wave) {
		if name == v.Name {
			break
		}
		last = name
	}
	if last == "" {
		return nil
	}
	return []string{id(plan.Switch, last, "pass")}
}

func (m *maker) tests(v mover) []string {
	after := []string{id(plan.Switch, v.Name, "run"), id(plan.Prepare, v.Name, "proxy")}
	for _, h := range v.hosts {
		after = append(after, id(plan.Switch, h.Name, "test"))
	}
	return after
}

func (m *maker) seen(v mover, expect string) []plan.Check {
	var checks []plan.Check
	for _, h := range v.hosts {
		r := m.routeOf(h)
		checks = append(checks, plan.Check{Run: visit(r.asked(), r.path), Expect: expect})
	}
	if len(checks) == 0 {
		checks = append(checks, plan.Check{Run: visit(v.FlyApp+".fly.dev", healthPath(*v.App)), Expect: expect})
	}
	return checks
}
