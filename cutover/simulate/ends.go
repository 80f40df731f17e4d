package simulate

import "fmt"

// home is what still differs from everything on Fly; empty when nothing does.
// What stands by on GKE and harms nobody (images, certificates, the gateway)
// may stay.
func (w *world) home() string {
	for i := range w.apps {
		if what := appHome(&w.apps[i]); what != "" {
			return what
		}
	}
	for _, j := range w.jobs {
		if !j.fly || j.gke {
			return fmt.Sprintf("job %s does not run on Fly alone", j.Name)
		}
	}
	for i := range w.hosts {
		if what := hostHome(&w.hosts[i]); what != "" {
			return what
		}
	}
	for _, d := range w.domains {
		if d.fenced || d.open || d.back || d.gone {
			return fmt.Sprintf("%s does not take writes on Fly as before", d.Name)
		}
		if d.replicating || d.reverse {
			return fmt.Sprintf("%s is still being replicated", d.Name)
		}
	}
	if w.held {
		return "releases are still held back"
	}
	return ""
}

func appHome(a *app) string {
	switch {
	case a.blind:
		return ""
	case !a.fly || a.gone:
		return fmt.Sprintf("%s does not run on Fly", a.Name)
	case a.gke != nowhere:
		return fmt.Sprintf("%s still runs on GKE", a.Name)
	case a.edge != toApp:
		return fmt.Sprintf("Fly's edge does not send traffic to %s", a.Name)
	}
	return ""
}

func hostHome(h *host) string {
	_, gke := h.sides()
	switch {
	case h.blind:
		return ""
	case gke:
		return fmt.Sprintf("clients may still arrive at GKE for %s", h.Name)
	case h.a != onFly || h.IPv6 && h.aaaa != onFly || h.ttl != h.TTL:
		return fmt.Sprintf("the records of %s are not the saved ones", h.Name)
	case h.announced:
		return fmt.Sprintf("%s is still announced as down", h.Name)
	}
	return ""
}

// moved is what still differs from everything on GKE; empty when nothing does.
func (w *world) moved() string {
	for _, a := range w.apps {
		if !a.blind && (a.gke != onGKE || a.edge == toHold) {
			return fmt.Sprintf("%s does not serve from GKE", a.Name)
		}
	}
	for _, j := range w.jobs {
		if j.fly || !j.gke {
			return fmt.Sprintf("job %s does not run on GKE alone", j.Name)
		}
	}
	for i := range w.hosts {
		h := &w.hosts[i]
		if fly, _ := h.sides(); !h.blind && (fly || h.announced) {
			return fmt.Sprintf("clients do not all arrive at GKE for %s", h.Name)
		}
	}
	for _, d := range w.domains {
		if !d.open {
			return fmt.Sprintf("GKE does not take writes to %s", d.Name)
		}
	}
	return ""
}

// tidy is what a real move leaves behind although it ended; a rehearsal is
// taken down instead.
func (w *world) tidy() string {
	for _, d := range w.domains {
		if d.replicating || d.reverse {
			return fmt.Sprintf("a stream of %s was forgotten", d.Name)
		}
	}
	for _, h := range w.hosts {
		if !h.blind && h.ttl != h.TTL {
			return fmt.Sprintf("the TTL of %s was left at %d seconds", h.Name, h.ttl)
		}
	}
	if w.held {
		return "releases were left held"
	}
	return ""
}

// tooEarly is what a point of no return gives up although it still could go
// back: data that GKE doesn't write yet, an app that doesn't run there.
func (w *world) tooEarly(names []string) string {
	for _, n := range names {
		if i, ok := w.at.domains[n]; ok && !w.domains[i].open {
			return fmt.Sprintf("the way back is given up for %s before GKE takes its writes", n)
		}
		if i, ok := w.at.apps[n]; ok && !w.apps[i].blind && w.apps[i].gke != onGKE {
			return fmt.Sprintf("the way back is given up for %s before it runs on GKE", n)
		}
	}
	return ""
}
