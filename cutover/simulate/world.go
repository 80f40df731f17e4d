// Package simulate tries to break a plan. It carries a plan's effects out on a
// model of both sides, in every order that the plan permits, lets steps fail
// halfway, lets the operator pause, undo and start again, and checks after each
// effect that no promise is broken.
//
// The model is pessimistic instead of random wherever it can be: a side that
// takes writes has writes the other lacks, a resolver keeps an old answer as
// long as it may, a stopped machine that Fly's proxy may wake is woken during
// any pause. So one run covers every lag and every cache.
package simulate

import (
	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

type side byte

const (
	nowhere side = iota
	onFly
	onGKE
	overBridge // on GKE, with the data still on Fly
	onBoth     // of an address set: some resolvers get Fly's, some GKE's
)

type route byte

const (
	toApp route = iota
	toHold
	toPass
)

type app struct {
	*plan.App
	fly, gone, proxy, secrets, image, allowed bool
	gke                                       side // nowhere, onGKE or overBridge
	edge                                      route
	calls, hosts                              []int // places of the apps that it calls, of its hosts
	blind                                     bool  // where it runs is another cell's business
}

type job struct {
	*plan.Job
	fly, gke bool
	app      int // its place; -1: not in this world
}

type host struct {
	*plan.Host
	a, aaaa, origin                                   side
	staleFly, staleGKE                                bool // resolvers may still answer with it
	ttl, cached                                       int
	saved, owned, caa, certificate, tested, announced bool
	app                                               int  // its place; -1: not in this world
	blind                                             bool // where it points is another cell's business
}

type domain struct {
	*plan.Domain
	wal, schema, drift, replicating, base bool
	ahead                                 bool // Fly has writes that GKE lacks
	fenced, sequences, compared           bool
	reverse, open                         bool
	back                                  bool // GKE has writes that Fly lacks
	backup, gone, drained                 bool
	trusted                               bool  // how its rows come over is another cell's business
	apps, jobs                            []int // places of its writers
}

// world is one state of everything. The plan's own values behind the pointers
// never change.
type world struct {
	gateway, bridge, held bool
	apps                  []app
	jobs                  []job
	hosts                 []host
	domains               []domain
	at                    places
}

// places find things by name. Worlds that come from one another share them.
type places struct{ apps, jobs, hosts, domains map[string]int }

func begin(w plan.World) world {
	s := world{at: place(w)}
	for i := range w.Apps {
		a := app{App: &w.Apps[i], fly: true, calls: s.at.of(s.at.apps, w.Apps[i].Calls)}
		s.apps = append(s.apps, a)
	}
	for i := range w.Jobs {
		s.jobs = append(s.jobs, job{Job: &w.Jobs[i], fly: true, app: s.at.one(w.Jobs[i].App)})
	}
	for i := range w.Hosts {
		h := &w.Hosts[i]
		at := host{Host: h, a: onFly, origin: onFly, ttl: h.TTL, cached: h.TTL, caa: !h.CAA, app: s.at.one(h.App)}
		if h.IPv6 {
			at.aaaa = onFly
		}
		if at.app >= 0 {
			s.apps[at.app].hosts = append(s.apps[at.app].hosts, i)
		}
		s.hosts = append(s.hosts, at)
	}
	for i := range w.Domains {
		d := &w.Domains[i]
		s.domains = append(s.domains, domain{Domain: d, ahead: true, wal: !d.WAL, schema: !d.Schema, sequences: !d.Sequences})
	}
	s.writers()
	return s
}

func place(w plan.World) places {
	p := places{map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}}
	for i, a := range w.Apps {
		p.apps[a.Name] = i
	}
	for i, j := range w.Jobs {
		p.jobs[j.Name] = i
	}
	for i, h := range w.Hosts {
		p.hosts[h.Name] = i
	}
	for i, d := range w.Domains {
		p.domains[d.Name] = i
	}
	return p
}

func (p places) of(in map[string]int, names []string) []int {
	var at []int
	for _, n := range names {
		if i, ok := in[n]; ok {
			at = append(at, i)
		}
	}
	return at
}

func (p places) one(app string) int {
	if i, ok := p.apps[app]; ok {
		return i
	}
	return -1
}

func (w *world) writers() {
	for i, a := range w.apps {
		for _, d := range w.at.of(w.at.domains, a.Domains) {
			w.domains[d].apps = append(w.domains[d].apps, i)
		}
	}
	for i, j := range w.jobs {
		for _, d := range w.at.of(w.at.domains, j.Domains) {
			w.domains[d].jobs = append(w.domains[d].jobs, i)
		}
	}
}
