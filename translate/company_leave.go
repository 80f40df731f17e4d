package translate

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// leftApp is a Fly app that does not become an app on GKE.
type leftApp struct {
	app    *inventory.App
	kind   string
	reason string
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
