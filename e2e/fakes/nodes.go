package fakes

import (
	"context"
	"fmt"
	"maps"

	"github.com/fly2k8s/fly2k8s/verify/shape"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/util/retry"
)

// daemons is what the system's DaemonSets take of every GKE node: Dataplane V2,
// managed Prometheus, logging, the metadata server, CSI drivers, node-local DNS.
// It is the reservation that the packing works with.
func daemons() corev1.ResourceList {
	return corev1.ResourceList{
		corev1.ResourceCPU:              resource.MustParse("450m"),
		corev1.ResourceMemory:           resource.MustParse("750Mi"),
		corev1.ResourcePods:             resource.MustParse("14"),
		corev1.ResourceEphemeralStorage: resource.MustParse("2048Mi"),
	}
}

// Nodes lists a pool's nodes at a count, spread over its zones in turn.
func Nodes(s shape.Shape, count int) []*corev1.Node {
	var nodes []*corev1.Node
	for i := range count {
		nodes = append(nodes, node(s, s.Zones[i%len(s.Zones)], i/len(s.Zones)))
	}
	return nodes
}

func node(s shape.Shape, zone string, number int) *corev1.Node {
	name := fmt.Sprintf("%s-%s-%d", s.Name, zone, number)
	labels := maps.Clone(s.Labels)
	labels[corev1.LabelTopologyZone], labels[corev1.LabelTopologyRegion] = zone, s.Region
	labels[corev1.LabelHostname] = name
	free := s.Allocatable.DeepCopy()
	for what, taken := range daemons() {
		left := free[what]
		left.Sub(taken)
		free[what] = left
	}
	return &corev1.Node{
		ObjectMeta: metav1.ObjectMeta{Name: name, Labels: labels},
		Spec:       corev1.NodeSpec{Taints: s.Taints, ProviderID: "gce://proof/" + zone + "/" + name},
		Status: corev1.NodeStatus{
			Capacity: free, Allocatable: free,
			Conditions: []corev1.NodeCondition{{Type: corev1.NodeReady, Status: corev1.ConditionTrue, Reason: "KubeletReady"}},
			NodeInfo:   corev1.NodeSystemInfo{KubeletVersion: "v1.35.4", OperatingSystem: "linux", Architecture: labels[corev1.LabelArchStable]},
		},
	}
}

// Register adds nodes to a cluster. Without the taint that admission puts on new
// nodes they can be used at once.
func Register(ctx context.Context, client kubernetes.Interface, nodes []*corev1.Node) error {
	for _, n := range nodes {
		if _, err := client.CoreV1().Nodes().Create(ctx, n, metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
			return fmt.Errorf("register node %s: %w", n.Name, err)
		}
		if err := attaches(ctx, client, n); err != nil {
			return err
		}
		if err := change(ctx, client, n.Name, func(made *corev1.Node) (*corev1.Node, error) {
			made.Status = n.Status
			return client.CoreV1().Nodes().UpdateStatus(ctx, made, metav1.UpdateOptions{})
		}); err != nil {
			return fmt.Errorf("set status of node %s: %w", n.Name, err)
		}
		if err := change(ctx, client, n.Name, func(made *corev1.Node) (*corev1.Node, error) {
			made.Spec.Taints = n.Spec.Taints
			return client.CoreV1().Nodes().Update(ctx, made, metav1.UpdateOptions{})
		}); err != nil {
			return fmt.Errorf("clear taints of node %s: %w", n.Name, err)
		}
	}
	return nil
}

// change writes a node as it is now, and again when the node controller was
// faster.
func change(ctx context.Context, client kubernetes.Interface, name string, write func(*corev1.Node) (*corev1.Node, error)) error {
	return retry.RetryOnConflict(retry.DefaultBackoff, func() error {
		now, err := client.CoreV1().Nodes().Get(ctx, name, metav1.GetOptions{})
		if err == nil {
			_, err = write(now)
		}
		return err
	})
}

// lose removes all nodes of a zone and what ran on them, as when a zone burns
// down.
func lose(ctx context.Context, client kubernetes.Interface, zone string) error {
	nodes, err := client.CoreV1().Nodes().List(ctx, metav1.ListOptions{LabelSelector: corev1.LabelTopologyZone + "=" + zone})
	if err != nil {
		return fmt.Errorf("list nodes of zone %s: %w", zone, err)
	}
	now := int64(0)
	for _, n := range nodes.Items {
		if err := client.CoreV1().Nodes().Delete(ctx, n.Name, metav1.DeleteOptions{}); err != nil {
			return fmt.Errorf("remove node %s: %w", n.Name, err)
		}
		pods, err := client.CoreV1().Pods("").List(ctx, metav1.ListOptions{FieldSelector: "spec.nodeName=" + n.Name})
		if err != nil {
			return fmt.Errorf("list pods of node %s: %w", n.Name, err)
		}
		for _, p := range pods.Items {
			if err := client.CoreV1().Pods(p.Namespace).Delete(ctx, p.Name, metav1.DeleteOptions{GracePeriodSeconds: &now}); err != nil && !apierrors.IsNotFound(err) {
				return fmt.Errorf("remove pod %s: %w", p.Name, err)
			}
		}
	}
	return nil
}
