package verify

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/crds"
)

// folderKind is the kind under which a folder of the tree is named: what Argo CD
// and Flux apply.
const folderKind = "Folder"

// syncReferences lists what Argo CD's and Flux's objects name.
func syncReferences(o object) []reference {
	switch t := o.typed.(type) {
	case *crds.Application:
		return applicationReferences(t)
	case *crds.AppProject:
		var found []reference
		for i, d := range t.Spec.Destinations {
			if d.Namespace == "*" {
				continue
			}
			found = append(found, reference{fmt.Sprintf("spec.destinations[%d].namespace", i), ref{kind: "Namespace", name: d.Namespace}, ""})
		}
		return found
	case *crds.FluxKustomization:
		return fluxReferences(t)
	}
	return nil
}

func applicationReferences(a *crds.Application) []reference {
	found := []reference{{"spec.project", ref{"AppProject", a.Namespace, a.Spec.Project}, ""}}
	if a.Spec.Destination.Namespace != "" {
		found = append(found, reference{"spec.destination.namespace", ref{kind: "Namespace", name: a.Spec.Destination.Namespace}, ""})
	}
	if a.Spec.Source != nil {
		found = append(found, reference{"spec.source.path", ref{kind: folderKind, name: a.Spec.Source.Path}, ""})
	}
	return found
}

func fluxReferences(k *crds.FluxKustomization) []reference {
	found := []reference{
		{"spec.sourceRef.name", ref{k.Spec.SourceRef.Kind, within(k.Namespace, k.Spec.SourceRef.Namespace), k.Spec.SourceRef.Name}, ""},
		{"spec.path", ref{kind: folderKind, name: strings.TrimPrefix(k.Spec.Path, "./")}, ""},
	}
	for i, d := range k.Spec.DependsOn {
		found = append(found, reference{fmt.Sprintf("spec.dependsOn[%d].name", i), ref{"Kustomization", within(k.Namespace, d.Namespace), d.Name}, ""})
	}
	return found
}

// within is the namespace that a reference says, else the object's own.
func within(own, said string) string {
	if said != "" {
		return said
	}
	return own
}

// folder says whether a reference is to a folder that kustomize builds.
func (s *site) folder(r ref) bool {
	return r.kind == folderKind && s.has(r.name+"/kustomization.yaml")
}
