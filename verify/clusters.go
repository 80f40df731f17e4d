package verify

import (
	"cmp"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
)

// clusters says which environments share a cluster: from each environment to the
// first one of its cluster. Environments of one cluster see each other's objects:
// the Gateway and the storage classes are made once, with the first of them.
// Without decisions in the tree there is one cluster, and the map is empty.
func clusters(files []file) map[string]string {
	first := map[string]string{}
	for _, f := range files {
		if f.path != decisions.File {
			continue
		}
		d, err := decisions.Parse(f.path, f.data)
		if err != nil || len(d.Environments) == 0 {
			return nil // translate refuses such a file with its lines
		}
		seen := map[[3]string]string{}
		for _, e := range d.Environments {
			key := address(e, d.Environments[0])
			if seen[key] == "" {
				seen[key] = e.Name
			}
			first[e.Name] = seen[key]
		}
	}
	return first
}

// address is where an environment's cluster stands; what it leaves out is the
// first environment's.
func address(e, first decisions.Environment) [3]string {
	return [3]string{cmp.Or(e.Project, first.Project), cmp.Or(e.Region, first.Region), cmp.Or(e.Cluster, first.Cluster)}
}

// together says whether two environments share a cluster. What no environment
// owns is in every cluster.
func (s *site) together(a, b string) bool {
	return a == "" || b == "" || s.clusters[a] == s.clusters[b]
}

// Clusters names the clusters that objects are for, in order: each by its first
// environment. A tree that doesn't say has one, without a name.
func Clusters(objects []Object) []string {
	var names []string
	for _, o := range objects {
		if o.Env != "" {
			names = append(names, o.Cluster)
		}
	}
	if names == nil {
		return []string{""}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// InCluster keeps the objects that one cluster gets, in their order.
func InCluster(objects []Object, cluster string) []Object {
	var kept []Object
	for _, o := range objects {
		if o.Env == "" || o.Cluster == cluster {
			kept = append(kept, o)
		}
	}
	return kept
}
