package nodepool

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// storeSeats are the pods of databases and caches that run in the cluster.
func (c cluster) storeSeats(company *spec.Company) []seat {
	var out []seat
	add := func(name, env string, store *spec.Store) {
		if store.Inside() && slices.Contains(c.envs, env) {
			out = append(out, processSeat(&spec.App{Name: name, Env: env, FlyApp: name}, &store.Process, Settings{}))
		}
	}
	for i := range company.Databases {
		d := &company.Databases[i]
		add(d.Name, d.Env, &d.Store)
	}
	for i := range company.Caches {
		k := &company.Caches[i]
		add(k.Name, k.Env, &k.Store)
	}
	return out
}
