package steps

import (
	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// bucket copies objects twice: hot, then what changed while nothing writes.
func (m *maker) bucket(v move) {
	from, to := "tigris:"+v.Bucket.Name, "gcs:"+v.Bucket.Target
	copy := "rclone copy --metadata --checkers 32 --transfers 16 --s3-no-check-bucket " + pair(from, to)
	check := "rclone check --one-way --checkers 32 " + pair(from, to)
	m.add(plan.Step{
		ID: v.id(plan.Copy, "ready"), Phase: plan.Copy, Wave: v.wave, Owner: "database", Where: "bridge", After: []string{bridge, platform}, Lead: 2 * day, Blocked: v.blocked,
		Title: "Copy the objects of " + v.Name + " a first time",
		Notes: []string{
			"rclone config on the bridge: remote tigris (type s3, endpoint https://fly.storage.tigris.dev, its keys typed in) and gcs (type google cloud storage, env_auth = true).",
			"Public addresses (*.fly.storage.tigris.dev, t3.storage.dev) that stand in rows or code are a list of their own: find and rewrite them.",
		},
		Commands: []string{copy}, Verify: checks([]string{check}, "0 differences, but for objects written since"), Undo: nothing("a copy harms nobody"),
		Effects: []plan.Effect{v.effect(plan.Copied, "")}, Estimate: guess(3600, "a gigabyte a minute; measure it"), Waits: true, Timeout: 2 * day * 3600,
	})
	m.fenceByStop(v, "Nothing of ours writes to bucket "+v.Name+" any more", []string{"rclone size " + word(from)}, "the same twice in a row")
	m.lastCopy(v, []string{copy}, []string{check}, "0 differences found", 300)
	m.open(v, []string{v.id(plan.Freeze, "compare")}, nil, nil, plan.Undo{Say: "Objects written on GKE go back first.", Commands: []string{"rclone copy --metadata " + pair(to, from)}})
}

func pair(a, b string) string { return word(a) + " " + word(b) }
