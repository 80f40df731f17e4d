package translate

import (
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// A view is one process group as one side has it: the file, or its live
// machines. Both come in the file's shape, so that a section is written once.
type view struct {
	*flytoml.Group
	command  string // the field of the command: processes.web, init.cmd
	entry    string // the field of the entrypoint
	exec     string // the field of the words that replace both
	machines []*inventory.Machine
	live     *inventory.MachineConfig // of the machine that stands for the group; nil for a file
}

// fileView is a group of a config file.
func fileView(f *flytoml.File, name string) (view, error) {
	g, err := f.Group(name)
	if err != nil {
		return view{}, err
	}
	v := view{Group: g, command: commandField(f, name), entry: "experimental.entrypoint", exec: "experimental.exec"}
	if len(g.Command) > 0 && !ownCommand(f, name) {
		v.command = "experimental.cmd"
	}
	return v, nil
}

// commandField is where the file sets a group's command; a name that is no word
// stands in quotes there.
func commandField(f *flytoml.File, group string) string {
	for _, p := range f.Config.Processes {
		if p.Name == group {
			return p.Field
		}
	}
	return "processes." + group
}

func ownCommand(f *flytoml.File, group string) bool {
	for _, p := range f.Config.Processes {
		if p.Name == group {
			return p.Command != ""
		}
	}
	return false
}
