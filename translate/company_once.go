package translate

import (
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
)

// inferKinds writes down which process groups end by themselves, so that a
// person sees it in fly2k8s.yaml and may say otherwise.
func inferKinds(d *decisions.Decisions, candidates []candidate, say func(path, why string)) {
	for _, m := range candidates {
		name := label(m.name)
		i := slices.IndexFunc(d.Apps, func(a decisions.App) bool { return a.Name == name })
		if i < 0 {
			continue
		}
		for _, e := range m.endings(d.Apps[i].Truth) {
			inferKind(&d.Apps[i], fmt.Sprintf("apps[%d].groups", i), e, say)
		}
	}
}

// An endingGroup is a process group that ends by itself, and why.
type endingGroup struct{ name, why string }

func inferKind(app *decisions.App, path string, e endingGroup, say func(path, why string)) {
	at := slices.IndexFunc(app.Groups, func(g decisions.GroupPlan) bool { return g.Name == e.name })
	if at < 0 {
		app.Groups = append(slices.Clone(app.Groups), decisions.GroupPlan{Name: e.name})
		at = len(app.Groups) - 1
	}
	if app.Groups[at].Kind == "" {
		app.Groups = slices.Clone(app.Groups)
		app.Groups[at].Kind = planJob
		say(fmt.Sprintf("%s[%d].kind", path, at), e.why)
	}
}

// endings are the candidate's groups that end by themselves. What runs says so
// before the file does, unless the file is decided to win.
func (m candidate) endings(truth string) []endingGroup {
	var out []endingGroup
	for _, v := range m.views(truth) {
		if ending(v, nil) == "" { // a Dockerfile is only read where it matters
			continue
		}
		if why := ending(v, m.image()); why != "" {
			out = append(out, endingGroup{v.Name, why})
		}
	}
	return out
}

// views are the candidate's groups by name, as the side sees them that wins.
func (m candidate) views(truth string) []view {
	groups := map[string]view{}
	main := "app"
	if m.file != nil {
		main = m.file.DefaultGroup()
		for _, name := range m.file.Groups() {
			if v, err := fileView(m.file, name); err == nil {
				groups[name] = v
			}
		}
	}
	for name, machines := range m.serviceMachines() {
		if _, wanted := groups[name]; !wanted || truth != "file" {
			v := machineView(name, machines)
			v.Default = name == main
			groups[name] = v
		}
	}
	var out []view
	for _, name := range sorted(groups) {
		out = append(out, groups[name])
	}
	return out
}

func (m candidate) serviceMachines() map[string][]*inventory.Machine {
	out := map[string][]*inventory.Machine{}
	if m.live == nil {
		return nil
	}
	for i := range m.live.Machines.Items {
		if one := &m.live.Machines.Items[i]; one.Kind() == inventory.MachineService && one.Group() != "" {
			out[one.Group()] = append(out[one.Group()], one)
		}
	}
	return out
}

// image is the candidate's Dockerfile, nil when it has none that can be read.
func (m candidate) image() *dockerfile.File {
	if m.file == nil {
		return nil
	}
	file, _ := m.dockerfile()
	return file
}
