package translate

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

type envVar = flytoml.EnvVar

var flyName = regexp.MustCompile(`\b(?:FLY_[A-Z_]+|PRIMARY_REGION)\b`)

// runtime gives a process the variables that Fly sets by itself, but only those
// that its code or its command reads.
func runtime(v view, in *AppInput, p *spec.Process, l *ledger) {
	used := source.Names(in.Code, source.FlyVariable)
	used = append(used, flyName.FindAllString(strings.Join(words(in.Dockerfile, p), " "), -1)...)
	slices.Sort(used)
	for _, name := range slices.Compact(used) {
		if r, ok := byPod(name, v, l.from.base.App, used); ok {
			p.Runtime = append(p.Runtime, r)
		}
	}
	slices.SortFunc(p.Runtime, func(a, b spec.Runtime) int { return strings.Compare(a.Name, b.Name) })
}

// byPod is where a pod gets a variable of Fly's from. FLY_PUBLIC_IP, FLY_IMAGE_REF
// and those of test machines have no equal.
func byPod(name string, v view, app string, used []string) (spec.Runtime, bool) {
	r := spec.Runtime{Name: name, From: spec.FromValue}
	switch name {
	case "FLY_APP_NAME":
		r.Value = app
	case "FLY_PROCESS_GROUP":
		r.Value = v.Name
	case "PRIMARY_REGION":
		r.Value = flyRegion(v)
	case "FLY_REGION":
		// Code that compares it with PRIMARY_REGION asks whether this is the
		// primary: in one region it always is.
		if r.Value = flyRegion(v); !slices.Contains(used, "PRIMARY_REGION") || r.Value == "" {
			r.From, r.Value = spec.FromRegion, ""
		}
	case "FLY_MACHINE_ID", "FLY_ALLOC_ID":
		r.From = spec.FromPodName
	case "FLY_MACHINE_VERSION":
		r.From = spec.FromVersion
	case "FLY_PRIVATE_IP":
		r.From = spec.FromPodIP
	case "FLY_VM_MEMORY_MB":
		r.From = spec.FromMemoryLimit
	}
	return r, r.From != spec.FromValue || r.Value != ""
}

// flyRegion is what flyctl sets for every machine of the group.
func flyRegion(v view) string {
	for _, e := range v.Env {
		if e.Name == "PRIMARY_REGION" {
			return e.Value
		}
	}
	return ""
}

// setRuntime sets a variable once.
func setRuntime(p *spec.Process, name, value string) {
	p.Runtime = append(slices.DeleteFunc(p.Runtime, func(r spec.Runtime) bool { return r.Name == name }),
		spec.Runtime{Name: name, From: spec.FromValue, Value: value})
}
