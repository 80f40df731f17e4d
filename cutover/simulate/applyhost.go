package simulate

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

func (w *world) host(h *host, e plan.Effect) string {
	switch e.Verb {
	case plan.Save:
		h.saved = true
	case plan.Authorise:
		h.owned = true
	case plan.CAA:
		h.caa = true
	case plan.Announce:
		h.announced = true
	case plan.Reopen:
		h.announced = false
	case plan.Certificate:
		return h.certify()
	case plan.Test:
		return w.test(h)
	case plan.TTL:
		return h.setTTL(e.Arg)
	case plan.Expire:
		return h.expire(e.Arg)
	case plan.Origin:
		return h.move(&h.origin, e.Arg, true)
	case plan.DNS:
		return h.record(e.Arg)
	}
	return ""
}

func (h *host) certify() string {
	switch {
	case !h.owned:
		return fmt.Sprintf("the certificate of %s can't become active: its authorisation record is missing", h.Name)
	case !h.caa:
		return fmt.Sprintf("the certificate of %s can't become active: CAA keeps Google's authority out", h.Name)
	}
	h.certificate = true
	return ""
}

func (w *world) test(h *host) string {
	if h.app >= 0 && !w.servedByGKE(h, &w.apps[h.app]) {
		return fmt.Sprintf("%s is tested before it can answer on GKE", h.Name)
	}
	h.tested = true
	return ""
}

func (h *host) setTTL(arg string) string {
	ttl, err := strconv.Atoi(arg)
	if err != nil || ttl <= 0 {
		return fmt.Sprintf("%q is no TTL", arg)
	}
	h.ttl, h.cached = ttl, max(h.cached, ttl)
	if !h.saved {
		return fmt.Sprintf("records of %s change before they were saved", h.Name)
	}
	return ""
}

// expire is a wait. Resolvers forget old answers only if it lasts as long as
// the highest TTL that they may hold.
func (h *host) expire(arg string) string {
	waited, err := strconv.Atoi(arg)
	if err != nil || waited < h.cached {
		return fmt.Sprintf("%s is waited for %s seconds, but resolvers may keep old answers for %d", h.Name, arg, h.cached)
	}
	h.cached, h.staleFly, h.staleGKE = h.ttl, false, false
	return ""
}

func (h *host) record(arg string) string {
	family, to, _ := strings.Cut(arg, "=")
	if family == "AAAA" {
		return h.move(&h.aaaa, to, false)
	}
	return h.move(&h.a, to, false)
}

func (h *host) move(at *side, to string, instant bool) string {
	next := map[string]side{"fly": onFly, "gke": onGKE, "none": nowhere, "share": onBoth}[to]
	if !instant && next != *at {
		h.staleFly = h.staleFly || at.fly()
		h.staleGKE = h.staleGKE || at.gke()
	}
	*at = next
	switch {
	case !h.saved:
		return fmt.Sprintf("records of %s change before they were saved", h.Name)
	case at.gke() && !h.tested:
		return fmt.Sprintf("%s is switched before it was tested through the new address", h.Name)
	}
	return ""
}

// sides are where clients of the host may arrive now.
func (h *host) sides() (fly, gke bool) {
	if h.Proxied {
		return h.origin == onFly, h.origin == onGKE
	}
	fly = h.staleFly || h.a.fly() || h.aaaa.fly()
	gke = h.staleGKE || h.a.gke() || h.aaaa.gke()
	return fly, gke
}

// fly and gke say whether an address set leads there.
func (s side) fly() bool { return s == onFly || s == onBoth }
func (s side) gke() bool { return s == onGKE || s == onBoth }
