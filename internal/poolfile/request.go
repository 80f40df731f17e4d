package poolfile

import (
	"fmt"

	"cloud.google.com/go/container/apiv1/containerpb"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"google.golang.org/protobuf/proto"
)

// Request is what creates the pool in its environment's cluster.
func Request(p spec.Pool, e spec.Environment) *containerpb.CreateNodePoolRequest {
	return &containerpb.CreateNodePoolRequest{
		Parent:   fmt.Sprintf("projects/%s/locations/%s/clusters/%s", e.Project, e.Region, e.Cluster),
		NodePool: pool(p, e),
	}
}

func pool(p spec.Pool, e spec.Environment) *containerpb.NodePool {
	return &containerpb.NodePool{
		Name:             p.Name,
		Config:           config(p, e),
		InitialNodeCount: int32(p.Initial),
		Locations:        p.Zones,
		Autoscaling: &containerpb.NodePoolAutoscaling{
			Enabled:           true,
			TotalMinNodeCount: int32(p.Min),
			TotalMaxNodeCount: int32(p.Max),
			LocationPolicy:    locationPolicy(p),
		},
		Management:        &containerpb.NodeManagement{AutoRepair: true, AutoUpgrade: true},
		MaxPodsConstraint: &containerpb.MaxPodsConstraint{MaxPodsPerNode: int64(p.MaxPods)},
		NetworkConfig:     &containerpb.NodeNetworkConfig{EnablePrivateNodes: proto.Bool(true)},
		UpgradeSettings: &containerpb.NodePool_UpgradeSettings{
			Strategy: containerpb.NodePoolUpdateStrategy_SURGE.Enum(),
			MaxSurge: 1, // one node more while upgrading, and never one less
		},
	}
}

// locationPolicy: nodes that are scarce come from any zone that has some; the
// others are spread, so that one zone may go.
func locationPolicy(p spec.Pool) containerpb.NodePoolAutoscaling_LocationPolicy {
	if p.Spot || p.GPUCount > 0 {
		return containerpb.NodePoolAutoscaling_ANY
	}
	return containerpb.NodePoolAutoscaling_BALANCED
}

func config(p spec.Pool, e spec.Environment) *containerpb.NodeConfig {
	return &containerpb.NodeConfig{
		MachineType: p.Machine,
		BootDisk:    &containerpb.BootDisk{DiskType: p.DiskType, SizeGb: int64(p.DiskGB)},
		ImageType:   "COS_CONTAINERD",
		// The account has roles/container.defaultNodeServiceAccount and may read
		// images; what pods may do is up to Workload Identity.
		ServiceAccount:         fmt.Sprintf("gke-nodes@%s.iam.gserviceaccount.com", e.Project),
		OauthScopes:            []string{"https://www.googleapis.com/auth/cloud-platform"},
		Metadata:               map[string]string{"disable-legacy-endpoints": "true"},
		Labels:                 labels(p),
		ResourceLabels:         map[string]string{"managed-by": "fly2k8s"},
		Taints:                 taints(p),
		Accelerators:           accelerators(p),
		Spot:                   p.Spot,
		Gvnic:                  &containerpb.VirtualNIC{Enabled: true},
		GcfsConfig:             &containerpb.GcfsConfig{Enabled: true}, // image streaming
		WorkloadMetadataConfig: &containerpb.WorkloadMetadataConfig{Mode: containerpb.WorkloadMetadataConfig_GKE_METADATA},
		ShieldedInstanceConfig: &containerpb.ShieldedInstanceConfig{EnableSecureBoot: true, EnableIntegrityMonitoring: true},
		KubeletConfig:          &containerpb.NodeKubeletConfig{InsecureKubeletReadonlyPortEnabled: proto.Bool(false), PodPidsLimit: 4096},
		LinuxNodeConfig:        linux(p),
	}
}

func labels(p spec.Pool) map[string]string {
	out := map[string]string{}
	for _, l := range p.Labels {
		out[l.Name] = l.Value
	}
	return out
}

func taints(p spec.Pool) []*containerpb.NodeTaint {
	effects := map[string]containerpb.NodeTaint_Effect{
		"NoSchedule":       containerpb.NodeTaint_NO_SCHEDULE,
		"PreferNoSchedule": containerpb.NodeTaint_PREFER_NO_SCHEDULE,
		"NoExecute":        containerpb.NodeTaint_NO_EXECUTE,
	}
	var out []*containerpb.NodeTaint
	for _, t := range p.Taints {
		out = append(out, &containerpb.NodeTaint{Key: t.Key, Value: t.Value, Effect: effects[t.Effect]})
	}
	return out
}

func accelerators(p spec.Pool) []*containerpb.AcceleratorConfig {
	if p.GPUCount == 0 {
		return nil
	}
	return []*containerpb.AcceleratorConfig{{
		AcceleratorType:  p.GPUKind,
		AcceleratorCount: int64(p.GPUCount),
		GpuDriverInstallationConfig: &containerpb.GPUDriverInstallationConfig{
			GpuDriverVersion: containerpb.GPUDriverInstallationConfig_DEFAULT.Enum(),
		},
	}}
}

func linux(p spec.Pool) *containerpb.LinuxNodeConfig {
	l := &containerpb.LinuxNodeConfig{CgroupMode: containerpb.LinuxNodeConfig_CGROUP_MODE_V2}
	if p.SwapMiB > 0 {
		l.SwapConfig = &containerpb.LinuxNodeConfig_SwapConfig{
			Enabled: proto.Bool(true),
			PerformanceProfile: &containerpb.LinuxNodeConfig_SwapConfig_BootDiskProfile_{
				BootDiskProfile: &containerpb.LinuxNodeConfig_SwapConfig_BootDiskProfile{
					SwapSize: &containerpb.LinuxNodeConfig_SwapConfig_BootDiskProfile_SwapSizeGib{
						SwapSizeGib: int64(p.SwapMiB+1023) / 1024,
					},
				},
			},
		}
	}
	return l
}
