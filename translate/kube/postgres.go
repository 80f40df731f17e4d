package kube

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/crds"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

const (
	snapshots = "fly-snapshots"

	// daily has six fields: the first is seconds.
	daily = "0 0 3 * * *"
)

// postgres is a database in the cluster. The superuser stays open for as long as
// roles and rows are copied; close it afterwards.
func (p *platform) postgres(d spec.Database) {
	proc := d.Store.Process
	p.add("databases.yaml", "Cluster", d.Name, d.Name, &crds.PostgresCluster{
		TypeMeta: typeMeta(crds.CloudNativePGV1, "Cluster"), ObjectMeta: p.databaseMeta(d, d.Name),
		Spec: crds.PostgresClusterSpec{
			Instances: proc.Replicas.Min, ImageName: d.Store.Image, EnableSuperuserAccess: true,
			PriorityClassName: string(proc.Place.Priority),
			Resources:         quantities(resources(proc.Resources)),
			Storage:           crds.PostgresStorage{Size: fmt.Sprintf("%dGi", proc.Volumes[0].GiB), StorageClass: proc.Volumes[0].Class},
			Affinity:          p.apart(proc.Place),
			Managed:           &crds.PostgresManaged{Services: &crds.PostgresServices{Additional: []crds.PostgresService{inVPCOf(d.Name)}}},
			Backup:            &crds.PostgresBackup{VolumeSnapshot: &crds.PostgresSnapshots{ClassName: snapshots}},
		},
	})
	p.add("databases.yaml", "ScheduledBackup", d.Name, d.Name, &crds.ScheduledBackup{
		TypeMeta: typeMeta(crds.CloudNativePGV1, "ScheduledBackup"), ObjectMeta: p.databaseMeta(d, d.Name),
		Spec: crds.ScheduledBackupSpec{
			Schedule: daily, Method: "volumeSnapshot", Immediate: true, BackupOwnerReference: "none",
			Cluster: crds.BackupOfWhat{Name: d.Name},
		},
	})
}

func (p *platform) databaseMeta(d spec.Database, name string) metav1.ObjectMeta {
	m := platformMeta(d.Name, name)
	m.Annotations = map[string]string{FlyAppAnnotation: d.FlyApp}
	return m
}

// inVPCOf is what the bridge reaches the primary by.
func inVPCOf(database string) crds.PostgresService {
	return crds.PostgresService{SelectorType: "rw", ServiceTemplate: crds.PostgresServiceTemplate{
		Metadata: crds.PostgresServiceMeta{Name: spec.InVPC(database)},
		Spec:     crds.PostgresServiceSpec{Type: string(corev1.ServiceTypeLoadBalancer), LoadBalancerClass: l4Internal},
	}}
}

// apart spreads copies over zones, and holds them on the pool that has room for
// them.
func (p *platform) apart(place spec.Place) crds.PostgresAffinity {
	w := &writer{around: Around{Env: p.env}}
	a := crds.PostgresAffinity{
		TopologyKey: corev1.LabelTopologyZone, PodAntiAffinityType: "preferred",
		NodeSelector: w.nodeSelector(place, spec.Resources{}),
	}
	for _, t := range tolerations(place.Taints) {
		a.Tolerations = append(a.Tolerations, crds.PostgresToleration{Key: t.Key, Operator: string(t.Operator), Value: t.Value, Effect: string(t.Effect)})
	}
	return a
}

func quantities(r corev1.ResourceRequirements) crds.PostgresResources {
	words := func(list corev1.ResourceList) map[string]intstr.IntOrString {
		out := map[string]intstr.IntOrString{}
		for name, q := range list {
			if name != corev1.ResourceEphemeralStorage {
				out[string(name)] = intstr.FromString(q.String())
			}
		}
		return out
	}
	return crds.PostgresResources{Requests: words(r.Requests), Limits: words(r.Limits)}
}

// snapshotClass keeps a snapshot when the object that stands for it is deleted.
func (p *platform) snapshotClass() {
	p.add("storageclasses.yaml", "VolumeSnapshotClass", "", snapshots, &crds.VolumeSnapshotClass{
		TypeMeta: typeMeta(crds.SnapshotsV1, "VolumeSnapshotClass"), ObjectMeta: platformMeta("", snapshots),
		Driver: "pd.csi.storage.gke.io", DeletionPolicy: "Retain",
	})
}
