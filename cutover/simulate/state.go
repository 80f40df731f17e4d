package simulate

import "strconv"

func (w world) clone() world {
	w.apps = append([]app(nil), w.apps...)
	w.jobs = append([]job(nil), w.jobs...)
	w.hosts = append([]host(nil), w.hosts...)
	w.domains = append([]domain(nil), w.domains...)
	return w
}

func bit(b []byte, flags ...bool) []byte {
	for _, f := range flags {
		if f {
			b = append(b, '1')
		} else {
			b = append(b, '0')
		}
	}
	return b
}

// key tells two states apart.
func (w world) key(b []byte) []byte {
	b = bit(b, w.gateway, w.bridge, w.held)
	for _, a := range w.apps {
		b = bit(b, a.fly, a.gone, a.proxy, a.secrets, a.image, a.allowed)
		b = append(b, byte(a.gke), byte(a.edge))
	}
	for _, j := range w.jobs {
		b = bit(b, j.fly, j.gke)
	}
	for _, h := range w.hosts {
		b = bit(b, h.staleFly, h.staleGKE, h.saved, h.owned, h.caa, h.certificate, h.tested, h.announced)
		b = append(b, byte(h.a), byte(h.aaaa), byte(h.origin))
		b = strconv.AppendInt(append(strconv.AppendInt(b, int64(h.ttl), 36), ','), int64(h.cached), 36)
	}
	for _, d := range w.domains {
		b = bit(b, d.wal, d.schema, d.drift, d.replicating, d.base, d.ahead, d.fenced, d.sequences, d.compared)
		b = bit(b, d.reverse, d.open, d.back, d.backup, d.gone, d.drained)
	}
	return b
}
