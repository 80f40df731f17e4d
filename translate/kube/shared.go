package kube

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// ownerOf is the environment that brings what the environments on its cluster
// have in common: the first of them. It may be env itself.
func ownerOf(c spec.Company, env spec.Environment) spec.Environment {
	i := slices.IndexFunc(c.Environments, func(e spec.Environment) bool { return sameCluster(e, env) })
	if i < 0 {
		return env
	}
	return c.Environments[i]
}

func sameCluster(a, b spec.Environment) bool {
	return a.Project == b.Project && a.Cluster == b.Cluster && a.Region == b.Region
}

// Shared are the objects of an environment's platform that an environment before
// it on the same cluster brings, too. With two owners Argo CD and Flux would take
// them from each other for ever.
func Shared(c spec.Company, env spec.Environment) []Object {
	var earlier []Object
	for _, e := range c.Environments {
		if e.Name == env.Name {
			break
		}
		if sameCluster(e, env) {
			earlier = append(earlier, Platform(c, e)...)
		}
	}
	return slices.DeleteFunc(Platform(c, env), func(o Object) bool {
		return !slices.ContainsFunc(earlier, func(e Object) bool { return e.Kind == o.Kind && e.Namespace == o.Namespace && e.Name == o.Name })
	})
}
