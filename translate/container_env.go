package translate

import (
	"maps"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// secretUse: a container that names secrets gets those and no others, each under
// the name that it says; one that names none gets all of the app's
// (fly-go: machine_types.go, MachineSecret). A place is the spec path for a
// variable of the container.
func secretUse(refs []inventory.SecretRef, field string, place func(string) string, l *ledger) spec.SecretUse {
	use := spec.SecretUse{Only: len(refs) > 0}
	for i, r := range refs {
		secret := r.Name
		if secret == "" { // it has the variable's own name
			secret = r.EnvVar
		}
		use.Vars = append(use.Vars, spec.SecretVar{Name: r.EnvVar, Secret: secret})
		l.carried(at(field+".secrets", i), place("secrets."+r.EnvVar))
	}
	slices.SortFunc(use.Vars, func(a, b spec.SecretVar) int { return strings.Compare(a.Name, b.Name) })
	return use
}

// hiddenWhy: a secret beats a plain variable of its name
// (https://fly.io/docs/machines/runtime-environment/), and one that a container
// names does so under the name that it has there.
const hiddenWhy = "the container names a secret for this variable, which beats the plain one, on Fly as well"

func hides(use spec.SecretUse, name string) bool {
	return slices.ContainsFunc(use.Vars, func(v spec.SecretVar) bool { return v.Name == name })
}

// unhidden takes those variables out of a container that its secrets hide.
func unhidden(box *spec.Container, field string, l *ledger) {
	box.Env = slices.DeleteFunc(box.Env, func(v spec.Var) bool {
		if !hides(box.Secrets, v.Name) {
			return false
		}
		l.dropped(report.RuleEnvPrecedence, field+".env."+v.Name, hiddenWhy)
		return true
	})
}

// machineFields are variables with the value of a field of the machine: a pod has
// most of them, under other values.
func machineFields(refs []inventory.EnvFrom, field string, place func(string) string, l *ledger) []spec.Runtime {
	var out []spec.Runtime
	for i, r := range refs {
		one, to := at(field+".env_from", i), place("runtime."+r.EnvVar)
		v, why := podField(r, l.from.base.App)
		switch {
		case v.From == "":
			l.undecided(advise(report.RuleContainers, "set the variable by hand, or take it out of the code"), one, "", "no field of a pod is the machine's "+r.FieldRef)
			continue
		case why != "":
			l.changed(report.RuleFlyEnv, one+".field_ref", to, why)
		}
		out = append(out, v)
		l.others(one, to)
	}
	slices.SortFunc(out, func(a, b spec.Runtime) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// podField is where a pod gets a field of the machine from, and in what its value
// differs; empty for a field that it doesn't have, as the image, which only the
// deploy knows.
func podField(r inventory.EnvFrom, app string) (spec.Runtime, string) {
	v := spec.Runtime{Name: r.EnvVar}
	switch r.FieldRef {
	case "id":
		v.From = spec.FromPodName
		return v, "the pod's name stands in for the machine's id"
	case "version":
		v.From = spec.FromVersion
		return v, "the version of the pod's controller stands in for the machine's"
	case "private_ip":
		v.From = spec.FromPodIP
		return v, "it is the pod's address, which is IPv4"
	case "region":
		v.From = spec.FromRegion
		return v, "it is Google's region, not Fly's code"
	case "app_name":
		v.From, v.Value = spec.FromValue, app
	}
	return v, ""
}

// boxFiles are files of one container alone.
func boxFiles(files []inventory.File, field, to string, l *ledger) []spec.File {
	var out []spec.File
	for i, f := range machineFiles(files) {
		one := at(field+".files", i)
		l.dropped(report.RuleFiles, one+".image_config", "a file that is the image's own configuration has no equal")
		if len(f.RawValue) > maxFile {
			l.undecided(advise(report.RuleFiles, "put it into the image"), one, "", "a ConfigMap holds 1 MiB at most")
			continue
		}
		file := spec.File{Path: f.GuestPath, Secret: f.SecretName, Mode: int32(files[i].Mode)}
		if f.SecretName == "" {
			file.Data = []byte(f.RawValue)
		}
		place := to
		if place == "" {
			place = "files." + f.GuestPath
		}
		out = append(out, file)
		l.others(one, place)
	}
	return out
}

// namedSecrets makes the app one that has the secrets which its containers name.
func (t *translation) namedSecrets(p *spec.Process) {
	const why = "a container of its machines names it"
	for _, v := range p.Secrets.Vars {
		addSecret(v.Secret, why, &t.app)
	}
	for _, c := range p.Sidecars {
		for _, v := range c.Secrets.Vars {
			addSecret(v.Secret, why, &t.app)
		}
		for _, f := range c.Files {
			if f.Secret != "" {
				addSecret(f.Secret, why, &t.app)
			}
		}
	}
}

// containerEnv adds the variables of the main container or process, which beat
// the machine's.
func containerEnv(c *inventory.MachineConfig, env []flytoml.EnvVar) []flytoml.EnvVar {
	add := func(field string, own map[string]string) {
		for _, name := range sorted(own) {
			env = slices.DeleteFunc(env, func(v flytoml.EnvVar) bool { return v.Name == name })
			env = append(env, flytoml.EnvVar{Field: field + ".env." + name, Name: name, Value: own[name]})
		}
	}
	main := mainContainer(c)
	for i, one := range c.Containers {
		if one.Name == main {
			add(at("containers", i), one.Env)
		}
	}
	if len(c.Processes) > 0 && len(c.Containers) == 0 {
		add("processes[0]", c.Processes[0].Env)
	}
	slices.SortFunc(env, func(a, b flytoml.EnvVar) int { return strings.Compare(a.Name, b.Name) })
	return env
}

func sorted[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }
