package translate

import (
	"errors"
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// leftApp is a Fly app that does not become an app on GKE.
type leftApp struct {
	app    *inventory.App
	kind   string
	reason string
}

// gather joins the apps of the inventory with the config files, by the Fly
// app's name, and sets aside what is not an app of the company.
func gather(in Input) ([]candidate, []leftApp, error) {
	var candidates []candidate
	var broken []error
	for i := range in.Sources {
		s := &in.Sources[i]
		file, err := s.Read()
		if err != nil {
			broken = append(broken, err)
			continue
		}
		candidates = append(candidates, candidate{flyApp: file.Config.App, source: s, file: file})
	}
	if len(broken) > 0 {
		return nil, nil, errors.Join(broken...)
	}
	if in.Snapshot == nil {
		return candidates, nil, nil
	}
	var left []leftApp
	for i := range in.Snapshot.Apps.Items {
		app := &in.Snapshot.Apps.Items[i]
		if l, ok := leave(app, in); ok {
			left = append(left, l)
			candidates = without(candidates, app.Name)
			continue
		}
		candidates = joined(candidates, app)
	}
	return candidates, left, nil
}

// joined gives the app to the candidate whose file names it; several files of one
// app are one candidate each, and that is refused later.
func joined(candidates []candidate, app *inventory.App) []candidate {
	found := false
	for i := range candidates {
		if candidates[i].flyApp == app.Name {
			candidates[i].live, found = app, true
		}
	}
	if found {
		return candidates
	}
	return append(candidates, candidate{flyApp: app.Name, live: app})
}

func without(candidates []candidate, app string) []candidate {
	var kept []candidate
	for _, m := range candidates {
		if m.flyApp != app {
			kept = append(kept, m)
		}
	}
	return kept
}

// leave says whether a Fly app does not move, and why.
func leave(app *inventory.App, in Input) (leftApp, bool) {
	for _, l := range in.Decisions.Leave {
		if l.App == app.Name {
			return leftApp{app, kindOf(app), l.Reason}, true
		}
	}
	if wanted(app.Name, in.Decisions) {
		return leftApp{}, false
	}
	kind := kindOf(app)
	reason, ok := map[string]string{
		"builder":     "Fly makes it by itself; CI builds images on GKE",
		"preview":     "previews are made by CI for each pull request",
		"database":    "its data moves to the database that replaces it",
		"log-shipper": "Cloud Logging collects what containers print",
		"bastion":     "the new network reaches the VPC directly",
		"gone":        "it vanished while the inventory was made",
	}[kind]
	return leftApp{app, kind, reason}, ok
}

func wanted(app string, d decisions.Decisions) bool {
	for _, a := range d.Apps {
		for _, e := range a.Environments {
			if e.Fly == app {
				return true
			}
		}
	}
	return false
}

// kindOf says what a Fly app is when it is not one of the company's own.
func kindOf(app *inventory.App) string {
	switch app.Kind() {
	case inventory.AppBuilder:
		return "builder"
	case inventory.AppPostgres:
		return "database"
	}
	switch {
	case app.Gone:
		return "gone"
	case isPreview(app.Name):
		return "preview"
	case runs(app, "fly-log-shipper"):
		return "log-shipper"
	case tunnels(app), !served(app) && runs(app, "haproxy"):
		return "bastion"
	}
	return "app"
}

// isPreview says whether a name is that of an app per pull request: pr-123,
// pr-123-shop, shop-pr-123 (the default of fly-pr-review-apps).
func isPreview(name string) bool { return pullRequest(strings.Split(name, "-")) >= 0 }

// pullRequest is where the word and the number stand in a name's parts; -1
// without them.
func pullRequest(parts []string) int {
	for i, p := range parts[:len(parts)-1] {
		if (p == "pr" || p == "preview" || p == "review") && digits(parts[i+1]) {
			return i
		}
	}
	return -1
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// runs says whether any machine's image has that name in it.
func runs(app *inventory.App, image string) bool {
	for i := range app.Machines.Items {
		m := &app.Machines.Items[i]
		if strings.Contains(m.Effective().Image, image) || strings.Contains(m.ImageRef.Repository, image) {
			return true
		}
	}
	return false
}

// tunnels says whether the app is the end of a tunnel: WireGuard's or
// Tailscale's image, WireGuard's config file, or its usual port.
func tunnels(app *inventory.App) bool {
	if runs(app, "wireguard") || runs(app, "tailscale") {
		return true
	}
	for i := range app.Machines.Items {
		c := app.Machines.Items[i].Effective()
		for _, f := range c.Files {
			if strings.HasPrefix(f.GuestPath, "/etc/wireguard/") {
				return true
			}
		}
		for _, s := range c.Services {
			if s.Protocol == "udp" && s.InternalPort == wireGuardPort {
				return true
			}
		}
	}
	return false
}

// wireGuardPort is WireGuard's usual one (wireguard.com/quickstart).
const wireGuardPort = 51820

// served says whether the internet reaches any machine of the app.
func served(app *inventory.App) bool {
	for i := range app.Machines.Items {
		for _, s := range app.Machines.Items[i].Effective().Services {
			if len(s.Ports) > 0 {
				return true
			}
		}
	}
	return false
}

// inferLeave writes down the apps whose kind is a judgement, so that a person
// sees it. Builders, previews and databases come and go by rules of their own.
func inferLeave(d *decisions.Decisions, in Input, say func(path, why string)) {
	if in.Snapshot == nil {
		return
	}
	for i := range in.Snapshot.Apps.Items {
		app := &in.Snapshot.Apps.Items[i]
		l, ok := leave(app, in)
		if !ok || (l.kind != "log-shipper" && l.kind != "bastion") || in.decidedToLeave(app.Name) {
			continue
		}
		say(fmt.Sprintf("leave[%d].app", len(d.Leave)), "its image says so; take it out to move it like any app")
		d.Leave = append(d.Leave, decisions.Leave{App: app.Name, Reason: l.reason})
	}
}

func (in Input) decidedToLeave(app string) bool {
	for _, l := range in.Decisions.Leave {
		if l.App == app {
			return true
		}
	}
	return false
}
