package translate

import (
	"path"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// names decides what the app is called: as fly2k8s.yaml groups it, else as Fly
// knows it, else as its file or folder says.
func (t *translation) names() {
	from := report.Source{Key: "app", Line: 1}
	if t.in.File != nil {
		from.File, t.flyApp = t.in.File.Name, t.in.File.Config.App
	}
	if t.in.Live != nil {
		t.flyApp = t.in.Live.Name
		if from.File == "" {
			from = report.Source{File: inventoryFile(t.flyApp), Key: "name"}
		}
	}
	if t.flyApp == "" {
		t.flyApp = folder(t.in)
		t.name(from, report.RuleNoApp, report.Undecided, "the file names no app, so its folder's name is taken: "+t.flyApp)
	}
	placeholder := strings.ContainsAny(t.flyApp, "%{}<>$")
	if placeholder {
		t.name(from, report.RulePlaceholder, report.Undecided, "the app's name is a placeholder: "+t.flyApp)
	}
	name := t.in.Name
	if name == "" {
		name = t.flyApp
	}
	if fit := label(name); fit != name && !placeholder {
		t.name(from, report.RuleNameChanged, report.Changed, name+" becomes "+fit+": names on Kubernetes are DNS labels")
	}
	space := t.in.Namespace
	if space == "" {
		space = t.flyApp
	}
	t.app = spec.App{Name: label(name), Env: t.in.Env, FlyApp: t.flyApp, Namespace: label(space), Network: t.in.Network}
}

func (t *translation) name(from report.Source, r report.Rule, o report.Outcome, why string) {
	from.App = t.flyApp
	f := report.Of(r, o, from, why)
	f.Env = t.in.Env
	t.book.write(f)
}

// folder is the name of the folder that the config lies in.
func folder(in AppInput) string {
	dir := in.Source.Dir
	if dir == "" && in.File != nil {
		dir = path.Dir(in.File.Name)
	}
	if base := path.Base(dir); base != "." && base != "/" {
		return base
	}
	if in.Name != "" {
		return in.Name
	}
	return "app"
}

func inventoryFile(app string) string { return "apps/" + app + ".yaml" }
