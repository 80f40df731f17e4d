package kube

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/utils/ptr"
)

// storageClasses keep a disk when its claim is deleted: on Fly destroying a
// volume is one command, here it takes two.
// https://docs.cloud.google.com/kubernetes-engine/docs/concepts/persistent-volumes
func (p *platform) storageClasses(c spec.Company) {
	for _, c := range []struct {
		name       string
		parameters map[string]string
	}{
		{"fly-pd-balanced", map[string]string{"type": "pd-balanced"}},
		{"fly-pd-regional", map[string]string{"type": "pd-balanced", "replication-type": "regional-pd"}},
		{"fly-hyperdisk", map[string]string{"type": "hyperdisk-balanced"}},
	} {
		p.add("storageclasses.yaml", "StorageClass", "", c.name, &storagev1.StorageClass{
			TypeMeta: typeMeta("storage.k8s.io/v1", "StorageClass"), ObjectMeta: platformMeta("", c.name),
			Provisioner:          "pd.csi.storage.gke.io",
			Parameters:           c.parameters,
			ReclaimPolicy:        ptr.To(corev1.PersistentVolumeReclaimRetain),
			AllowVolumeExpansion: ptr.To(true),
			VolumeBindingMode:    ptr.To(storagev1.VolumeBindingWaitForFirstConsumer),
		})
	}
	if slices.ContainsFunc(c.Databases, func(d spec.Database) bool { return d.Store.Inside() }) {
		p.snapshotClass()
	}
}
