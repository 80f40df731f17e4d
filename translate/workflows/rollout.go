package workflows

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/account"
	"github.com/fly2k8s/fly2k8s/internal/gitops"
	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/kube"
)

// rollout is how the pinned image reaches the cluster. With Argo CD or Flux that
// is a commit: CI needs no access to the cluster.
func (d deploy) rollout() []step {
	if gitops.Follows(d.env) {
		steps := append([]step{d.writeSide(sideOf)}, d.syncedRelease()...)
		return append(append(steps, d.syncedJobs(sideOf)...), d.commit("sync/"+d.env.Name))
	}
	steps := append(d.access(), d.released()...)
	steps = append(steps, d.commit(""), d.rolled(sideOf))
	return append(steps, startJobs(d.app, activeHere)...)
}

// activeHere is when GKE is the active side.
const activeHere = "env.ACTIVE == '" + side.GKE + "'"

// sideOf turns the active side into what this one is.
var sideOf = pair{"SIDE", "${{ env.ACTIVE == '" + side.GKE + "' && 'active' || 'passive' }}"}

// runsHere is when the release command runs on GKE.
const runsHere = activeHere + " && !inputs.without_release"

func (d deploy) access() []step {
	return []step{signIn(account.Deployer(d.env.Project, d.app.Name)), cluster(d.env)}
}

// released runs the release command before anything is replaced.
func (d deploy) released() []step {
	if d.app.Release == nil {
		return nil
	}
	return []step{{Name: "Run the release command", If: runsHere, Run: release}}
}

func (d deploy) rolled(sideOf pair) step {
	return step{
		Name: "Roll out", Run: apply,
		Env: pairs{sideOf, {"WORKLOADS", words(workloads(d.app))}, {"ROLLOUT_SECONDS", fmt.Sprint(d.patience())}},
	}
}

// syncedRelease puts the release command before the rollout in what Argo CD or
// Flux applies, on the active side alone.
func (d deploy) syncedRelease() []step {
	switch {
	case d.app.Release == nil:
		return nil
	case d.env.Deploy == gitops.ArgoCD:
		return []step{{Name: "Sync the release command first", If: runsHere, Run: argoRelease}}
	}
	return []step{{Name: "Sync the release command first", Env: pairs{{"RELEASE", "${{ " + runsHere + " && 'run' || '' }}"}}, Run: fluxRelease}}
}

func (d deploy) commit(sync string) step {
	return step{Name: "Record what runs", Env: pairs{{"SYNC", sync}}, Run: commit}
}

// cluster reaches the control plane by its DNS name, as nothing else is open.
// https://docs.cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
func cluster(env spec.Environment) step {
	return uses(getCluster, "Reach the cluster",
		pair{"cluster_name", env.Cluster}, pair{"location", env.Region}, pair{"project_id", env.Project}, pair{"use_dns_based_endpoint", true})
}

func workloads(app spec.App) []string {
	var out []string
	for _, p := range app.Processes {
		out = append(out, kube.Workload(app, p))
	}
	return out
}

// patience is how long a rollout may take: its own deadline and a minute.
func (d deploy) patience() int {
	longest := 600 // Kubernetes' own progress deadline
	for _, p := range d.app.Processes {
		longest = max(longest, p.Rollout.Deadline)
	}
	return longest + 60
}
