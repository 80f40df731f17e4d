package gketest

import (
	"maps"
	"strings"

	"cloud.google.com/go/container/apiv1/containerpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// updated does to a pool what GKE does: only what the request sets changes.
func updated(p *containerpb.NodePool, r *containerpb.UpdateNodePoolRequest) {
	c := p.Config
	set(&c.MachineType, r.GetMachineType())
	set(&c.ImageType, r.GetImageType())
	if len(r.GetLocations()) > 0 {
		p.Locations = r.GetLocations()
	}
	if r.GetLabels() != nil {
		c.Labels = r.GetLabels().GetLabels()
	}
	if r.GetTaints() != nil {
		c.Taints = r.GetTaints().GetTaints()
	}
	if r.GetResourceLabels() != nil {
		maps.Copy(c.ResourceLabels, r.GetResourceLabels().GetLabels())
	}
	if d := r.GetBootDisk(); d != nil {
		c.BootDisk, c.DiskType, c.DiskSizeGb = d, d.GetDiskType(), int32(d.GetSizeGb())
	}
	if len(r.GetAccelerators()) > 0 {
		c.Accelerators = r.GetAccelerators()
	}
	replace(&p.UpgradeSettings, r.GetUpgradeSettings())
	replace(&p.NetworkConfig, r.GetNodeNetworkConfig())
	replace(&c.WorkloadMetadataConfig, r.GetWorkloadMetadataConfig())
	replace(&c.Gvnic, r.GetGvnic())
	replace(&c.GcfsConfig, r.GetGcfsConfig())
	replace(&c.KubeletConfig, r.GetKubeletConfig())
	replace(&c.LinuxNodeConfig, r.GetLinuxNodeConfig())
}

// suits refuses machines with disks that they can't have: n4 boots from Hyperdisk
// only, e2 from Persistent Disk only.
func (s *Server) suits(r *containerpb.UpdateNodePoolRequest) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	parent, name, _ := strings.Cut(r.GetName(), "/nodePools/")
	c, err := s.cluster(parent)
	if err != nil || c.pool(name) == nil {
		return err
	}
	after := proto.Clone(c.pool(name)).(*containerpb.NodePool)
	updated(after, r)
	machine, disk := after.GetConfig().GetMachineType(), after.GetConfig().GetBootDisk().GetDiskType()
	if strings.HasPrefix(machine, "n4-") != strings.HasPrefix(disk, "hyperdisk") {
		return status.Errorf(codes.InvalidArgument, "%s cannot be used with %s.", disk, machine)
	}
	return nil
}

func set(at *string, to string) {
	if to != "" {
		*at = to
	}
}

func replace[T any](at **T, to *T) {
	if to != nil {
		*at = to
	}
}
