package translate

import (
	"cmp"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/kube"
)

// around is what an app's objects need to know of the company. The strict policy
// alone asks who calls whom.
func around(company spec.Company, env spec.Environment, a spec.App) kube.Around {
	out := kube.Around{Env: env}
	if env.Policy != strictPolicy {
		return out
	}
	out.Called = called(company, a)
	out.Bridged = bridged(company, a)
	out.Stores = stores(company, a)
	for _, other := range company.Apps {
		for _, p := range called(company, other) {
			if p.Name == a.Name && p.Namespace == a.Namespace {
				out.Callers = append(out.Callers, kube.Peer{Name: other.Name, Namespace: other.Namespace, Ports: p.Ports, Preview: other.Env == spec.PreviewEnv})
			}
		}
	}
	return out
}

// called are the apps of the same cluster that an app calls, each with its ports
// that are called; without ports, as soon as one call does not say which.
func called(company spec.Company, a spec.App) []kube.Peer {
	var out []kube.Peer
	for _, to := range company.Apps {
		var ports []spec.Port
		seen, open := false, false
		for _, t := range talks(company, a) {
			if a.Env == spec.PreviewEnv && a.Network != to.Network { // Fly kept its previews apart
				continue
			}
			if t.Kind != "app" || t.To != to.Name || cmp.Or(t.Env, madeFrom(company, a).Env) != to.Env || to.Name == a.Name && to.Env == a.Env {
				continue
			}
			port, ok := containerPort(to, t.Port)
			seen, open = true, open || !ok
			if ok && !slices.Contains(ports, port) {
				ports = append(ports, port)
			}
		}
		if open {
			ports = nil
		}
		if seen && sameCluster(environmentNamed(company, a.Env), environmentNamed(company, to.Env)) {
			out = append(out, kube.Peer{Name: to.Name, Namespace: to.Namespace, Ports: ports})
		}
	}
	return out
}

// talks are an app's; a preview calls what the app calls that it is made from.
func talks(company spec.Company, a spec.App) []spec.Talk { return madeFrom(company, a).Talks }

// madeFrom is the app that a preview is made from; any other app is its own.
func madeFrom(company spec.Company, a spec.App) spec.App {
	if a.Env != spec.PreviewEnv {
		return a
	}
	found := a
	for _, other := range company.Apps {
		if other.Name == a.Name && other.Env != spec.PreviewEnv && (found.Env == spec.PreviewEnv || other.Env == "staging") {
			found = other
		}
	}
	return found
}

// containerPort is the port of a pod behind the one that callers use: a policy
// sees the pod.
func containerPort(to spec.App, public int) (spec.Port, bool) {
	for _, p := range to.Processes {
		for _, private := range p.Private {
			i := slices.IndexFunc(p.Ports, func(port spec.Port) bool { return port.Name == private.Port })
			if i >= 0 && (private.Public == public || p.Ports[i].Number == public) {
				return spec.Port{Number: p.Ports[i].Number, Protocol: p.Ports[i].Protocol}, true
			}
		}
	}
	return spec.Port{}, false
}

// bridged are the bridge's ports to what an app calls and stores its data in,
// for the time in which that is still on Fly.
func bridged(company spec.Company, a spec.App) []int {
	var out []int
	for _, x := range company.Crossings() {
		for _, t := range talks(company, a) {
			if x.FlyApp == flyAppOf(company, t, madeFrom(company, a).Env) && !slices.Contains(out, x.Through) {
				out = append(out, x.Through)
			}
		}
	}
	return out
}

// flyAppOf is the Fly app at the other end of a call.
func flyAppOf(company spec.Company, t spec.Talk, env string) string {
	for _, a := range company.Apps {
		if t.Kind == "app" && a.Name == t.To && a.Env == cmp.Or(t.Env, env) {
			return a.FlyApp
		}
	}
	for _, d := range company.Databases {
		if t.Kind == "database" && d.Name == t.To {
			return d.FlyApp
		}
	}
	return ""
}

// stores are the databases and caches in the cluster that an app uses.
func stores(company spec.Company, a spec.App) []string {
	uses := func(kind, name string) bool {
		return slices.ContainsFunc(a.Talks, func(t spec.Talk) bool { return t.Kind == kind && t.To == name })
	}
	var out []string
	for _, d := range company.Databases {
		if d.Store.Inside() && d.Env == a.Env && uses("database", d.Name) {
			out = append(out, d.Name)
		}
	}
	for _, k := range company.Caches {
		if k.Store.Inside() && k.Env == a.Env && uses("cache", k.Name) {
			out = append(out, k.Name)
		}
	}
	return out
}
