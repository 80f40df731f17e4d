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
		if a.gke != onGKE || a.edge == toHold {
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
		if fly, _ := h.sides(); fly || h.announced {
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
