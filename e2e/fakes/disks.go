package fakes

import (
	"context"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// diskDriver is GKE's.
const diskDriver = "pd.csi.storage.gke.io"

// disksPerNode is how many disks a VM takes beside the one that it boots from.
// https://docs.cloud.google.com/compute/docs/disks#pdnumberlimits
const disksPerNode = 127

// selectedNode is where the scheduler writes which node a claim's first pod
// goes to; the real provisioner makes the disk in that node's zone.
const selectedNode = "volume.kubernetes.io/selected-node"

// startDisks makes a zonal disk for every claim whose pod has a node. What goes
// wrong shows as a pod that waits for its volume.
func (c *Cloud) startDisks(ctx context.Context) error {
	provision := func(o any) {
		claim, ok := o.(*corev1.PersistentVolumeClaim)
		if ok && claim.Spec.VolumeName == "" && claim.Annotations[selectedNode] != "" {
			_ = provisionDisk(ctx, c.client, claim)
		}
	}
	informer := c.watches.Core().V1().PersistentVolumeClaims().Informer()
	c.watches.Core().V1().PersistentVolumes().Informer()
	_, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{AddFunc: provision, UpdateFunc: func(_, o any) { provision(o) }})
	return err
}

func provisionDisk(ctx context.Context, client kubernetes.Interface, claim *corev1.PersistentVolumeClaim) error {
	node, err := client.CoreV1().Nodes().Get(ctx, claim.Annotations[selectedNode], metav1.GetOptions{})
	if err != nil {
		return err
	}
	volume := &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: "disk-" + string(claim.UID)},
		Spec: corev1.PersistentVolumeSpec{
			Capacity:                      claim.Spec.Resources.Requests,
			AccessModes:                   claim.Spec.AccessModes,
			StorageClassName:              *claim.Spec.StorageClassName,
			PersistentVolumeReclaimPolicy: corev1.PersistentVolumeReclaimRetain,
			ClaimRef: &corev1.ObjectReference{
				APIVersion: "v1", Kind: "PersistentVolumeClaim",
				Namespace: claim.Namespace, Name: claim.Name, UID: claim.UID,
			},
			PersistentVolumeSource: corev1.PersistentVolumeSource{
				CSI: &corev1.CSIPersistentVolumeSource{Driver: diskDriver, VolumeHandle: string(claim.UID)},
			},
			NodeAffinity: inZone(node.Labels[corev1.LabelTopologyZone]),
		},
	}
	_, err = client.CoreV1().PersistentVolumes().Create(ctx, volume, metav1.CreateOptions{})
	return err
}

func inZone(zone string) *corev1.VolumeNodeAffinity {
	return &corev1.VolumeNodeAffinity{Required: &corev1.NodeSelector{NodeSelectorTerms: []corev1.NodeSelectorTerm{{
		MatchExpressions: []corev1.NodeSelectorRequirement{{
			Key: corev1.LabelTopologyZone, Operator: corev1.NodeSelectorOpIn, Values: []string{zone},
		}},
	}}}}
}

// ZoneOf is the zone of a pod's disk; empty for a pod without one, and before
// the disk is made.
func (c *Cloud) ZoneOf(pod *corev1.Pod) string {
	for _, v := range pod.Spec.Volumes {
		if v.PersistentVolumeClaim == nil {
			continue
		}
		claim, err := c.watches.Core().V1().PersistentVolumeClaims().Lister().PersistentVolumeClaims(pod.Namespace).Get(v.PersistentVolumeClaim.ClaimName)
		if err != nil || claim.Spec.VolumeName == "" {
			continue
		}
		volume, err := c.watches.Core().V1().PersistentVolumes().Lister().Get(claim.Spec.VolumeName)
		if err == nil {
			return volume.Spec.NodeAffinity.Required.NodeSelectorTerms[0].MatchExpressions[0].Values[0]
		}
	}
	return ""
}

// attaches tells the scheduler how many disks a node takes.
func attaches(ctx context.Context, client kubernetes.Interface, node *corev1.Node) error {
	count := int32(disksPerNode)
	driver := storagev1.CSINodeDriver{Name: diskDriver, NodeID: node.Name, Allocatable: &storagev1.VolumeNodeResources{Count: &count}}
	made := &storagev1.CSINode{ObjectMeta: metav1.ObjectMeta{Name: node.Name}, Spec: storagev1.CSINodeSpec{Drivers: []storagev1.CSINodeDriver{driver}}}
	if _, err := client.StorageV1().CSINodes().Create(ctx, made, metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
		return fmt.Errorf("tell how many disks node %s takes: %w", node.Name, err)
	}
	return nil
}
