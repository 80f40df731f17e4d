package crds

import metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

// VolumeSnapshotClass says who makes snapshots of disks, and whether one
// outlives the object that stands for it.
type VolumeSnapshotClass struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Driver            string `json:"driver"`
	// DeletionPolicy is Delete or Retain.
	DeletionPolicy string            `json:"deletionPolicy"`
	Parameters     map[string]string `json:"parameters,omitempty"`
}
