package nodepools

import (
	"strings"

	"cloud.google.com/go/container/apiv1/containerpb"
)

// A section is a part of a node pool that changes by one call, or by none.
type section struct {
	path string
	call call
	read reading
	put  func(*containerpb.UpdateNodePoolRequest, *containerpb.NodePool) // for update
	why  string                                                          // for never
	// renews: every node is made anew. Such sections change together: each would
	// take hours alone, and GKE refuses a machine type with a disk that it can't have.
	renews bool
}

// A reading says what a value means that the cluster has and the file doesn't.
type reading int

const (
	filled reading = iota // GKE filled in a default, which is its own
	whole                 // a difference, when the file sets anything of the section
	exact                 // a difference in any case
)

// A call is the way in which a section changes.
type call string

const (
	autoscaling call = "autoscaling"
	management  call = "management"
	update      call = "update"
	never       call = "never"
	ignored     call = "ignored"
)

const newPool = "make a pool of another name, move the pods, and delete the old one by hand"

// sections is the whole of what can change, in the order in which it is changed:
// what moves no pod comes first. The longest path that leads to a field counts;
// a field without a section can't be changed.
func sections() []section {
	type request = containerpb.UpdateNodePoolRequest
	type pool = containerpb.NodePool
	return []section{
		{path: "name", call: ignored},
		{path: "initialNodeCount", call: ignored}, // the autoscaler counts after creation
		{path: "autoscaling", call: autoscaling, read: exact},
		{path: "autoscaling.autoprovisioned", call: ignored},
		{path: "autoscaling.locationPolicy", call: autoscaling},
		{path: "management", call: management, read: whole},
		{path: "management.upgradeOptions", call: ignored},
		{path: "upgradeSettings", call: update, read: whole, put: func(r *request, p *pool) { r.UpgradeSettings = p.UpgradeSettings }},
		{path: "config.resourceLabels", call: update, put: func(r *request, p *pool) {
			r.ResourceLabels = &containerpb.ResourceLabels{Labels: p.Config.ResourceLabels}
		}},
		{path: "config.labels", call: update, read: exact, put: func(r *request, p *pool) {
			r.Labels = &containerpb.NodeLabels{Labels: p.Config.Labels}
		}},
		{path: "config.taints", call: update, read: exact, put: func(r *request, p *pool) {
			r.Taints = &containerpb.NodeTaints{Taints: p.Config.Taints}
		}},
		{path: "locations", call: update, read: whole, put: func(r *request, p *pool) { r.Locations = p.Locations }},
		{path: "networkConfig.enablePrivateNodes", call: update, put: func(r *request, p *pool) {
			r.NodeNetworkConfig = &containerpb.NodeNetworkConfig{EnablePrivateNodes: p.NetworkConfig.EnablePrivateNodes}
		}},
		{path: "config.workloadMetadataConfig", call: update, put: func(r *request, p *pool) { r.WorkloadMetadataConfig = p.Config.WorkloadMetadataConfig }},
		{path: "config.gvnic", call: update, put: func(r *request, p *pool) { r.Gvnic = p.Config.Gvnic }},
		{path: "config.gcfsConfig", call: update, put: func(r *request, p *pool) { r.GcfsConfig = p.Config.GcfsConfig }},
		{path: "config.kubeletConfig", call: update, put: func(r *request, p *pool) { r.KubeletConfig = p.Config.KubeletConfig }},
		{path: "config.linuxNodeConfig", call: update, put: func(r *request, p *pool) { r.LinuxNodeConfig = p.Config.LinuxNodeConfig }},
		{path: "config.accelerators", call: update, put: func(r *request, p *pool) { r.Accelerators = p.Config.Accelerators }},
		{path: "config.imageType", call: update, put: func(r *request, p *pool) { r.ImageType = p.Config.ImageType }},
		{path: "config.machineType", call: update, renews: true, put: func(r *request, p *pool) { r.MachineType = p.Config.MachineType }},
		{path: "config.bootDisk", call: update, renews: true, put: func(r *request, p *pool) { r.BootDisk = p.Config.BootDisk }},
		{path: "config.spot", call: never, read: exact, why: "a node is spot from its making; " + newPool},
		{path: "config.preemptible", call: never, read: exact, why: "a node is preemptible from its making; " + newPool},
		{path: "config.serviceAccount", call: never, why: "nodes keep the account that they were made with; " + newPool},
		{path: "config.oauthScopes", call: never, why: "nodes keep the scopes that they were made with; " + newPool},
		{path: "maxPodsConstraint", call: never, why: "the address range of each node was cut for it; " + newPool},
	}
}

// sectionOf is the section that a field belongs to.
func sectionOf(all []section, path string) section {
	best := section{path: path, call: never, why: "the API has no call that changes it; " + newPool}
	length := -1
	for _, s := range all {
		if within(path, s.path) && len(s.path) > length {
			best, length = s, len(s.path)
		}
	}
	return best
}

func within(path, prefix string) bool {
	return path == prefix || strings.HasPrefix(path, prefix+".")
}
