package steps

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// redis copies what must not be lost by scanning: Upstash serves no replication
// stream, so a scan ends when its pass ends, and the last one runs while
// nothing writes. Times to live travel with the keys.
func (m *maker) redis(v move) {
	scan := fmt.Sprintf("redis-shake ~/.fly2k8s/%s.toml", word(v.Name))
	m.add(plan.Step{
		ID: v.id(plan.Copy, "ready"), Phase: plan.Copy, Wave: v.wave, Owner: "database", Where: "bridge", After: []string{bridge, platform}, Lead: day, Blocked: v.blocked,
		Title: "Copy the keys of " + v.Name + " a first time, and measure how long it takes",
		Notes: []string{
			"In that file: [scan_reader] with the address on Fly (through the bridge, tls = true) and [redis_writer] with that of " + m.cacheAddress(v.Cache) + "; passwords are typed into it, mode 600.",
			"Set maxmemory-policy there to what Upstash does: " + eviction(v) + ".",
		},
		Commands: []string{scan}, Verify: checks(v.sizes(), "about the same number"), Undo: plan.Undo{Say: "Empty the new one before the next attempt (FLUSHALL on Google's side)."},
		Effects: []plan.Effect{v.effect(plan.Copied, "")}, Estimate: guess(600, "ten thousand keys a second"),
	})
	m.fenceByStop(v, "Nothing of ours writes to "+v.Name+" any more", v.sizes(), "numbers that stay the same for ten seconds, but for expired keys")
	m.lastCopy(v, []string{scan}, v.sizes(), "about the same number: keys expire while you count", 600)
	m.open(v, []string{v.id(plan.Freeze, "compare")}, nil, nil, plan.Undo{Say: "Scan back: swap reader and writer in that file.", Commands: []string{fmt.Sprintf("redis-shake ~/.fly2k8s/%s-back.toml", word(v.Name))}})
}

func eviction(v move) string {
	if v.Cache.Eviction {
		return "allkeys-lru (eviction is on)"
	}
	return "noeviction (it refuses writes when full)"
}

func (v move) sizes() []string {
	return []string{
		fmt.Sprintf("redis-cli -u \"$(cat ~/.fly2k8s/%s-fly.url)\" DBSIZE", word(v.Name)),
		fmt.Sprintf("redis-cli -u \"$(cat ~/.fly2k8s/%s-gke.url)\" DBSIZE", word(v.Name)),
	}
}

// queue drains instead of copying: a job copied while it runs would run twice.
func (m *maker) queue(v move) {
	m.add(plan.Step{
		ID: v.id(plan.Freeze, "drain"), Phase: plan.Freeze, Wave: v.wave, Owner: "apps", Where: "bridge", After: m.producersStopped(v), Waits: true, Blocked: v.blocked,
		Title: "Let the workers empty " + v.Name, Notes: []string{"Producers are stopped, workers still run. Jobs planned for later don't drain: list them and plan them again on GKE."},
		Verify: checks([]string{fmt.Sprintf("redis-cli -u \"$(cat ~/.fly2k8s/%s-fly.url)\" --scan --pattern '*' | head -n 20", word(v.Name))}, "no key of a waiting or active job"),
		Undo:   nothing("an empty queue fills again"), Effects: []plan.Effect{v.effect(plan.Drained, "")}, Estimate: guess(120, "as long as the longest job"), Timeout: 1800,
	})
	m.fenceByStop(v, "No producer or worker of "+v.Name+" is left on Fly", []string{fmt.Sprintf("redis-cli -u \"$(cat ~/.fly2k8s/%s-fly.url)\" CLIENT LIST | wc -l", word(v.Name))}, "only our own connection")
	m.compared(v, []string{v.id(plan.Freeze, "fence"), v.id(plan.Freeze, "drain")}, []string{fmt.Sprintf("redis-cli -u \"$(cat ~/.fly2k8s/%s-gke.url)\" DBSIZE", word(v.Name))}, "0: it starts empty", 15)
	m.open(v, []string{v.id(plan.Freeze, "compare")}, nil, nil, plan.Undo{Say: "Let the workers on GKE empty it first, as above."})
}

// producersStopped: what serves is stopped, and no schedule or job adds to the
// queue; workers go on.
func (m *maker) producersStopped(v move) []string {
	var after []string
	for _, s := range m.stopped(v) {
		if !strings.HasSuffix(s, "/stop") || m.byItself(s) {
			after = append(after, s)
		}
	}
	return after
}

// byItself says whether a step stops something that starts by clock or deploy.
func (m *maker) byItself(stop string) bool {
	for _, j := range m.Graph.Jobs {
		if j.Kind != "worker" && id(plan.Freeze, j.Name, "stop") == stop {
			return true
		}
	}
	return false
}

// fenceByStop is the fence of something that has no logins to close: all its
// writers are stopped, and one looks that it stands still.
func (m *maker) fenceByStop(v move, title string, look []string, expect string) {
	m.add(plan.Step{
		ID: v.id(plan.Freeze, "fence"), Phase: plan.Freeze, Wave: v.wave, Owner: "database", Where: "bridge", After: append(m.stopped(v), maybe(v.id(plan.Freeze, "drain"))...), Blocked: v.blocked, Title: title,
		Verify: checks(look, expect), Undo: plan.Undo{Say: "Nothing to lift: its writers start again.", Effects: []plan.Effect{v.effect(plan.Unfence, "")}, Redo: maybe(v.id(plan.Freeze, "drain"))},
		Effects: []plan.Effect{v.effect(plan.Fence, "")}, Estimate: guess(30, "a look, ten seconds, a look"),
	})
}

// lastCopy brings over what changed since the first one, and compares.
func (m *maker) lastCopy(v move, copy, look []string, expect string, seconds int) {
	m.add(plan.Step{
		ID: v.id(plan.Freeze, "copy"), Phase: plan.Freeze, Wave: v.wave, Owner: "database", Where: "bridge", After: append([]string{v.id(plan.Freeze, "fence"), v.id(plan.Copy, "ready")}, maybe(v.id(plan.Freeze, "idle"))...), Blocked: v.blocked,
		Title: "Copy " + v.Name + " a last time, while nothing writes", Commands: copy, Undo: nothing("the next attempt copies again"),
		Effects: []plan.Effect{v.effect(plan.Copied, "")}, Estimate: guess(seconds, "shorter than the first time; rehearse it"),
	})
	m.compared(v, []string{v.id(plan.Freeze, "copy")}, look, expect, 60)
}
