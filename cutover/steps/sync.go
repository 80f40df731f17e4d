package steps

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A syncFile is one of the files from which Argo CD or Flux starts, as the
// deploy workflow writes it for a side.
type syncFile struct {
	path, resource string
	components     []string
}

// written are the commands that say in git which side of the app runs here;
// nothing where both are the same.
func (m *maker) written(a *spec.App, to string) []string {
	var commands, paths []string
	for _, f := range m.syncFiles(a, to) {
		commands, paths = append(commands, f.write()), append(paths, word(f.path))
	}
	if len(commands) == 0 {
		return nil
	}
	files := strings.Join(paths, " ")
	message := fmt.Sprintf("Run %s in %s as the %s side", a.Name, a.Env, to)
	return append(commands, "git diff --quiet HEAD -- "+files+" || git commit --quiet -m "+word(message)+" -- "+files)
}

// syncFiles are the files in which the sides differ. What runs once per deploy
// has a folder of its own with Flux; with Argo CD the next deploy adds it.
func (m *maker) syncFiles(a *spec.App, to string) []syncFile {
	if !m.followed() || !side.Sided(*a) {
		return nil
	}
	folder, overlay := gitops.Folder(*a), "../../overlays/"+a.Env
	out := []syncFile{{folder + "/kustomization.yaml", overlay, m.components(a, overlay, to)}}
	if m.argo() {
		return out
	}
	if releasedHere(a) {
		f := syncFile{path: folder + "/release/kustomization.yaml", resource: "../" + overlay + "/release"}
		if to == "passive" {
			f.components = []string{"../" + overlay + "/held"}
		}
		out = append(out, f)
	}
	if len(a.Jobs) > 0 {
		f := syncFile{path: folder + "/once/kustomization.yaml", resource: "../" + overlay + "/once"}
		if to == "active" {
			f.components = []string{"../" + overlay + "/active"}
		}
		out = append(out, f)
	}
	return out
}

// releasedHere says whether nobody but the plan lets the app's release command
// run: the workflow of an app that is built writes that with each deploy.
func releasedHere(a *spec.App) bool { return side.Ready(*a) && a.Release != nil }

func (m *maker) components(a *spec.App, overlay, to string) []string {
	var out []string
	active, passive := side.Components(*a)
	if to == "active" && active || to == "passive" && passive {
		out = append(out, overlay+"/"+to)
	}
	if to == "active" && m.argo() && releasedHere(a) {
		out = append(out, overlay+"/release/job")
	}
	return out
}

func (f syncFile) write() string {
	lines := []string{"apiVersion: kustomize.config.k8s.io/v1beta1", "kind: Kustomization", "resources:", "- " + f.resource}
	if len(f.components) > 0 {
		lines = append(lines, "components:")
	}
	for _, c := range f.components {
		lines = append(lines, "- "+c)
	}
	return "cat > " + word(f.path) + " <<'END'\n" + strings.Join(lines, "\n") + "\nEND"
}
