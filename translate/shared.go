package translate

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// shareFiles moves the files that every process has to the app. A file that holds
// a secret makes the app one that has it, inventory or not.
func (t *translation) shareFiles() {
	for _, m := range t.members {
		t.namedSecrets(m.p)
		for _, f := range m.p.Files {
			if f.Secret != "" {
				addSecret(f.Secret, "a file of its machines holds it", &t.app)
			}
		}
	}
	for i, m := range t.members {
		if i == 0 {
			t.app.Files = slices.Clone(m.p.Files)
			continue
		}
		t.app.Files = slices.DeleteFunc(t.app.Files, func(f spec.File) bool { return !hasFile(m.p.Files, f) })
	}
	for _, m := range t.members {
		m.p.Files = slices.DeleteFunc(m.p.Files, func(f spec.File) bool { return hasFile(t.app.Files, f) })
	}
}

func hasFile(files []spec.File, f spec.File) bool {
	return slices.ContainsFunc(files, func(o spec.File) bool {
		return o.Path == f.Path && o.Secret == f.Secret && o.Mode == f.Mode && string(o.Data) == string(f.Data)
	})
}

// deploy is [deploy], nil where no file has one.
func (t *translation) deploy() *flytoml.Deploy {
	if t.file == nil {
		return nil
	}
	return t.file.Config.Deploy
}

// rollout settles [deploy] for one process; without a file there is nothing to
// settle.
func (t *translation) rollout(v view, p *spec.Process) {
	l := t.wanted
	if l == nil {
		l = t.ledger(&origin{})
	}
	rollout(t.deploy(), t.in.Decisions.Strategy, v, p, l.of(p.Name))
}

// released reads the config that the last release was made of, nil when it
// can't be read.
func released(live *inventory.App) *flytoml.File {
	f, err := flytoml.Parse("config_definition.json", *live.Config.Value)
	if err != nil {
		return nil
	}
	return f
}
