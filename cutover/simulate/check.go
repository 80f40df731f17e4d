package simulate

import "fmt"

// The promises, by the name that a counter-example cites.
const (
	twoWriters = "never two writers"
	lostWrite  = "no acknowledged write lost"
	intoFence  = "no writer without its data"
	hostUp     = "every host has a healthy target"
	hostTLS    = "every host has a valid certificate"
	oneSide    = "every job runs on one side"
	callees    = "every call is answered"
	canWork    = "every step can work"
	allOnFly   = "the way back ends with everything on Fly"
	allOnGKE   = "the plan ends with everything on GKE"
)

// Promises are all of them, in the order in which they are reported.
func Promises() []string {
	return []string{twoWriters, lostWrite, intoFence, hostUp, hostTLS, oneSide, callees, canWork, allOnFly, allOnGKE}
}

// A breach is a promise that a state breaks.
type breach struct{ promise, what string }

// settle works out what follows from a state before it is checked: whoever may
// write has written.
func (w *world) settle() {
	for i := range w.domains {
		d := &w.domains[i]
		if !d.fenced && !d.gone {
			d.ahead = true
		}
		if d.open && w.writes(d) {
			d.back = true
		}
	}
}

func (w *world) writes(d *domain) bool {
	for _, i := range d.apps {
		if w.apps[i].gke == onGKE {
			return true
		}
	}
	for _, i := range d.jobs {
		if w.jobs[i].gke {
			return true
		}
	}
	return false
}

// check is the first promise that the state breaks; nil when it keeps all.
func (w *world) check() *breach {
	for i := range w.domains {
		if b := w.checkDomain(&w.domains[i]); b != nil {
			return b
		}
	}
	for i := range w.hosts {
		if b := w.checkHost(&w.hosts[i]); b != nil {
			return b
		}
	}
	for _, j := range w.jobs {
		if j.fly && j.gke {
			return &breach{oneSide, fmt.Sprintf("job %s runs on both sides", j.Name)}
		}
	}
	for i := range w.apps {
		if b := w.checkCalls(&w.apps[i]); b != nil {
			return b
		}
	}
	return nil
}

func (w *world) checkDomain(d *domain) *breach {
	switch {
	case !w.bridge && (d.replicating || d.reverse):
		return &breach{canWork, fmt.Sprintf("%s streams over a bridge that is down", d.Name)}
	case d.open && !d.fenced:
		return &breach{twoWriters, fmt.Sprintf("both sides of %s take writes", d.Name)}
	case !d.fenced && d.back && !d.open:
		return &breach{lostWrite, fmt.Sprintf("Fly's side of %s takes writes again without those made on GKE", d.Name)}
	}
	for _, i := range d.apps {
		if what := strayApp(w.apps[i], d); what != "" {
			return &breach{intoFence, what}
		}
	}
	for _, i := range d.jobs {
		j := w.jobs[i]
		switch {
		case j.fly && d.fenced:
			return &breach{intoFence, fmt.Sprintf("job %s runs on Fly while %s refuses writes there", j.Name, d.Name)}
		case j.gke && !d.open:
			return &breach{intoFence, fmt.Sprintf("job %s runs on GKE before %s takes writes there", j.Name, d.Name)}
		}
	}
	return nil
}

func strayApp(a app, d *domain) string {
	switch {
	case (a.fly || a.gke == overBridge) && d.fenced:
		return fmt.Sprintf("%s still runs against Fly's side of %s, which refuses writes", a.Name, d.Name)
	case a.gke == onGKE && !d.open:
		return fmt.Sprintf("%s runs on GKE before %s takes writes there", a.Name, d.Name)
	}
	return ""
}

func (w *world) checkHost(h *host) *breach {
	if h.app < 0 || h.announced {
		return nil
	}
	a := &w.apps[h.app]
	fly, gke := h.sides()
	if fly && !a.servedByFly() && !(a.edge == toPass && !a.gone && w.servedByGKE(h, a)) {
		return &breach{hostUp, fmt.Sprintf("clients that still arrive at Fly for %s find nothing", h.Name)}
	}
	if gke && !h.certificate {
		return &breach{hostTLS, fmt.Sprintf("clients arrive at GKE for %s, which has no certificate there", h.Name)}
	}
	if gke && !w.servedByGKE(h, a) {
		return &breach{hostUp, fmt.Sprintf("clients arrive at GKE for %s and find nothing", h.Name)}
	}
	return nil
}

// servedByFly says whether Fly answers for the app without GKE's help. A
// holding page counts: it is what people were promised for the freeze.
func (a *app) servedByFly() bool {
	return !a.gone && (a.edge == toHold || a.edge == toApp && a.fly)
}

func (w *world) servedByGKE(h *host, a *app) bool {
	return w.gateway && h.certificate && a.gke != nowhere
}

// checkCalls looks at whom an app calls while it serves.
func (w *world) checkCalls(a *app) *breach {
	if a.Bridge && a.gke != nowhere && !w.bridge || a.gke == overBridge && !w.bridge {
		return &breach{callees, fmt.Sprintf("%s runs on GKE and needs the bridge to Fly, which is down", a.Name)}
	}
	for _, i := range a.calls {
		c := &w.apps[i]
		if a.Edge && a.edge == toApp && a.fly && !c.fly {
			return &breach{callees, fmt.Sprintf("%s serves on Fly, but %s, which it calls, is stopped there", a.Name, c.Name)}
		}
		if a.gke != nowhere && c.gke == nowhere && !(w.bridge && c.fly) {
			return &breach{callees, fmt.Sprintf("%s runs on GKE, but %s, which it calls, is not there", a.Name, c.Name)}
		}
	}
	return nil
}
