package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
)

// claims are the disks of each copy. One pod at a time, as one machine at a
// time has a volume on Fly.
func (w *writer) claims(p spec.Process) []corev1.PersistentVolumeClaim {
	var out []corev1.PersistentVolumeClaim
	for _, v := range p.Volumes {
		c := corev1.PersistentVolumeClaim{
			TypeMeta:   typeMeta("v1", "PersistentVolumeClaim"),
			ObjectMeta: metav1.ObjectMeta{Name: v.Name},
		}
		c.Spec.AccessModes = []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOncePod}
		c.Spec.Resources.Requests = corev1.ResourceList{corev1.ResourceStorage: *resource.NewQuantity(int64(v.GiB)<<30, resource.BinarySI)}
		if v.Class != "" {
			c.Spec.StorageClassName = ptr.To(v.Class)
		}
		out = append(out, c)
	}
	return out
}

// volumes are the pod's own: scratch space and files. Disks come from claims.
func (w *writer) volumes(p spec.Process) []corev1.Volume {
	var out []corev1.Volume
	for _, s := range p.Scratch {
		out = append(out, corev1.Volume{Name: s.Name, VolumeSource: corev1.VolumeSource{EmptyDir: emptyDir(s)}})
	}
	return append(out, w.fileVolumes(p)...)
}

func emptyDir(s spec.Scratch) *corev1.EmptyDirVolumeSource {
	d := &corev1.EmptyDirVolumeSource{}
	if s.Memory {
		d.Medium = corev1.StorageMediumMemory
	}
	if s.MiB > 0 {
		d.SizeLimit = ptr.To(mebibytes(s.MiB))
	}
	return d
}

// mounts are where the main container finds its disks, scratch and files.
func (w *writer) mounts(p spec.Process) []corev1.VolumeMount {
	var out []corev1.VolumeMount
	for _, v := range p.Volumes {
		out = append(out, corev1.VolumeMount{Name: v.Name, MountPath: v.Path})
	}
	for _, s := range p.Scratch {
		if s.Path != "" {
			out = append(out, corev1.VolumeMount{Name: s.Name, MountPath: s.Path})
		}
	}
	return append(out, fileMounts(w.filesOf(p))...)
}
