package simulate

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

func (w *world) domain(d *domain, e plan.Effect) string {
	if !w.bridge && d.Kind != "volume" && crosses(e) {
		return fmt.Sprintf("%s can't be reached from Google's side: the bridge is not up", d.Name)
	}
	switch e.Verb {
	case plan.WAL:
		d.wal = true
	case plan.Schema:
		d.schema, d.drift = true, !w.held
	case plan.Fence:
		d.fenced = true
		d.ahead = d.ahead && !d.drained
	case plan.Unfence:
		return d.unfence()
	case plan.Close:
		d.open = false
	case plan.Backup:
		d.backup = true
	case plan.Replicate:
		return d.replicate(e.Arg == "on")
	case plan.Copied, plan.CatchUp, plan.Drained, plan.Sequences, plan.Compare:
		return w.carry(d, e.Verb)
	case plan.Reverse:
		return d.turn(e.Arg == "on")
	case plan.Admit:
		return d.admit()
	case plan.Returned:
		return d.returned()
	case plan.Destroy:
		return d.destroy()
	}
	return ""
}

// crosses says whether an effect moves rows between the sides.
func crosses(e plan.Effect) bool {
	switch e.Verb {
	case plan.Replicate, plan.Reverse:
		return e.Arg == "on"
	}
	return e.Verb == plan.Copied || e.Verb == plan.CatchUp || e.Verb == plan.Returned
}

func (d *domain) replicate(on bool) string {
	d.replicating = on
	switch {
	case !on:
		return ""
	case !d.wal:
		return fmt.Sprintf("%s can't be replicated: its source doesn't run with wal_level=logical", d.Name)
	case !d.schema:
		return fmt.Sprintf("%s can't be replicated: the target has no tables yet", d.Name)
	}
	return ""
}

// carry is what brings rows over, or proves that they are over.
func (w *world) carry(d *domain, v plan.Verb) string {
	switch v {
	case plan.Copied:
		d.base, d.schema = true, true
		if d.fenced && d.Method != "logical" && d.Method != "dms" {
			d.ahead, d.sequences = false, true
		}
	case plan.CatchUp:
		if !d.replicating || !d.base {
			return fmt.Sprintf("%s can't catch up: nothing is being replicated", d.Name)
		}
		d.ahead = d.ahead && !d.fenced
	case plan.Drained:
		return w.drain(d)
	case plan.Sequences:
		d.sequences = d.fenced
	case plan.Compare:
		d.compared = !d.ahead
	}
	return ""
}

func (w *world) drain(d *domain) string {
	if w.feeds(d) {
		return fmt.Sprintf("queue %s is drained while something still fills it", d.Name)
	}
	d.base, d.drained = true, true
	return ""
}

func (w *world) feeds(d *domain) bool {
	for _, i := range d.apps {
		if a := w.apps[i]; a.fly || a.gke == overBridge {
			return true
		}
	}
	return false
}

// turn starts or ends the stream back. Both streams at once would send the
// same rows in a circle.
func (d *domain) turn(on bool) string {
	d.reverse = on
	if on && d.replicating {
		return fmt.Sprintf("%s is replicated both ways at once", d.Name)
	}
	return ""
}

func (d *domain) admit() string {
	d.open = true
	if d.trusted {
		return ""
	}
	switch {
	case d.ahead || !d.base:
		return fmt.Sprintf("GKE takes writes to %s while Fly has acknowledged writes that it lacks", d.Name)
	case !d.sequences:
		return fmt.Sprintf("GKE takes writes to %s before its sequences are set, so new rows get used numbers", d.Name)
	case d.drift:
		return fmt.Sprintf("GKE takes writes to %s with a schema older than the code", d.Name)
	case !d.compared:
		return fmt.Sprintf("GKE takes writes to %s before both sides were compared", d.Name)
	case d.replicating:
		return fmt.Sprintf("GKE takes writes to %s while Fly's stream still writes to it", d.Name)
	case d.Back == "stream" && !d.reverse:
		return fmt.Sprintf("GKE takes writes to %s before the stream back to Fly runs", d.Name)
	}
	return ""
}

func (d *domain) returned() string {
	switch {
	case d.open:
		return fmt.Sprintf("%s is brought back while GKE still takes writes", d.Name)
	case d.Back == "stream" && d.back && !d.reverse:
		return fmt.Sprintf("%s can't be brought back: no stream runs to Fly", d.Name)
	}
	if d.Back != "none" {
		d.back = false
	}
	return ""
}

func (d *domain) unfence() string {
	d.fenced, d.compared, d.drained = false, false, false
	d.sequences = !d.Sequences
	if d.gone {
		return fmt.Sprintf("%s no longer exists on Fly", d.Name)
	}
	return ""
}

func (d *domain) destroy() string {
	d.gone = true
	if !d.backup {
		return fmt.Sprintf("%s is destroyed on Fly before a last backup was kept", d.Name)
	}
	return ""
}
