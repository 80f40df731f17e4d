package fakes

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// selectedNode is where the scheduler writes which node a claim's first pod
// goes to; the real provisioner makes the disk in that node's zone.
const selectedNode = "volume.kubernetes.io/selected-node"

// StartDisks makes a zonal disk for every claim whose pod has a node, until the
// context ends. What goes wrong shows as a pod that waits for its volume.
func StartDisks(ctx context.Context, client kubernetes.Interface) {
	factory := informers.NewSharedInformerFactory(client, 0)
	informer := factory.Core().V1().PersistentVolumeClaims().Informer()
	provision := func(o any) {
		claim, ok := o.(*corev1.PersistentVolumeClaim)
		if ok && claim.Spec.VolumeName == "" && claim.Annotations[selectedNode] != "" {
			_ = provisionDisk(ctx, client, claim)
		}
	}
	_, _ = informer.AddEventHandler(cache.ResourceEventHandlerFuncs{AddFunc: provision, UpdateFunc: func(_, o any) { provision(o) }})
	factory.Start(ctx.Done())
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
				CSI: &corev1.CSIPersistentVolumeSource{Driver: "pd.csi.storage.gke.io", VolumeHandle: string(claim.UID)},
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
