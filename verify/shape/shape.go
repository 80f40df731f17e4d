// Package shape turns a node pool's file into what the scheduler sees of its
// nodes: labels, taints and what they offer to pods.
//
// A shape is one pool. What a node offers is worked out by the same formulas
// that chose the pool; the nodes that GKE makes may offer one or two percent
// more.
package shape

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/poolfile"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// memorySafety is the percentage taken off the memory that the formulas leave:
// Google's own example node offers 1 % less than they say.
// https://docs.cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes
const memorySafety = 3

// defaultMaxPods is what GKE sets on a pool that doesn't say.
const defaultMaxPods = 110

// A Shape is one node pool as the scheduler sees it.
type Shape struct {
	Name        string
	File        string // slash-separated, relative to the platform repo
	Cluster     string // projects/P/locations/L/clusters/C
	Machine     string
	Region      string
	Zones       []string
	Min, Max    int               // nodes in all zones together
	ZoneMax     int               // nodes in one zone; 0: no limit but Max
	Labels      map[string]string // of every node, without its zone
	Taints      []corev1.Taint
	Allocatable corev1.ResourceList // of one node, system DaemonSets not yet taken off
}

// Of is the shape of a pool file. The error says why it has none: a machine type
// that nobody knows the size of.
func Of(file poolfile.File) (Shape, error) {
	pool := file.Request.GetNodePool()
	config := pool.GetConfig()
	machine, _, ok := machines.Embedded().Find(config.GetMachineType())
	if !ok {
		return Shape{}, fmt.Errorf("size nodes of pool %s: unknown machine type %s", pool.GetName(), config.GetMachineType())
	}
	s := Shape{
		Name: pool.GetName(), File: file.Path, Cluster: file.Request.GetParent(), Machine: machine.Name,
		Region: region(file.Request.GetParent()), Zones: pool.GetLocations(),
		Labels: map[string]string{
			"cloud.google.com/gke-nodepool":    pool.GetName(),
			"node.kubernetes.io/instance-type": machine.Name,
			corev1.LabelOSStable:               "linux",
			corev1.LabelArchStable:             arch(machine.Name),
		},
	}
	s.Min, s.Max = counts(file)
	s.ZoneMax = zoneMax(file)
	for key, value := range config.GetLabels() {
		s.Labels[key] = value
	}
	for _, taint := range config.GetTaints() {
		s.Taints = append(s.Taints, corev1.Taint{Key: taint.GetKey(), Value: taint.GetValue(), Effect: effect(taint.GetEffect().String())})
	}
	gpus := 0
	for _, a := range config.GetAccelerators() {
		s.Labels["cloud.google.com/gke-accelerator"] = a.GetAcceleratorType()
		gpus += int(a.GetAcceleratorCount())
	}
	if gpu := gpuTaint(); gpus > 0 && !slices.ContainsFunc(s.Taints, func(t corev1.Taint) bool { return t.MatchTaint(&gpu) }) {
		s.Taints = append(s.Taints, gpu)
	}
	if config.GetSpot() {
		s.Labels["cloud.google.com/gke-spot"] = "true"
	}
	s.Allocatable = allocatable(machine, int(config.GetBootDisk().GetSizeGb()), maxPods(file), gpus)
	return s, nil
}

// gpuTaint is what GKE puts on nodes with GPUs by itself; a pool may say so, too.
// https://docs.cloud.google.com/kubernetes-engine/docs/how-to/gpus
func gpuTaint() corev1.Taint {
	return corev1.Taint{Key: "nvidia.com/gpu", Value: "present", Effect: corev1.TaintEffectNoSchedule}
}

func allocatable(machine machines.Type, bootGB, pods, gpus int) corev1.ResourceList {
	offer := machines.Allocatable(machine, bootGB, pods)
	list := corev1.ResourceList{
		corev1.ResourceCPU:              *resource.NewMilliQuantity(int64(offer.CPUMilli), resource.DecimalSI),
		corev1.ResourceMemory:           mebibytes(offer.MemoryMiB * (100 - memorySafety) / 100),
		corev1.ResourceEphemeralStorage: mebibytes(offer.EphemeralMiB),
		corev1.ResourcePods:             *resource.NewQuantity(int64(pods), resource.DecimalSI),
	}
	if gpus > 0 {
		list["nvidia.com/gpu"] = *resource.NewQuantity(int64(gpus), resource.DecimalSI)
	}
	return list
}

func mebibytes(n int) resource.Quantity {
	return *resource.NewQuantity(int64(n)<<20, resource.BinarySI)
}

func counts(file poolfile.File) (least, most int) {
	pool := file.Request.GetNodePool()
	zones := len(pool.GetLocations())
	scaling := pool.GetAutoscaling()
	switch {
	case !scaling.GetEnabled():
		return int(pool.GetInitialNodeCount()) * zones, int(pool.GetInitialNodeCount()) * zones
	case scaling.GetTotalMaxNodeCount() > 0:
		return int(scaling.GetTotalMinNodeCount()), int(scaling.GetTotalMaxNodeCount())
	}
	return int(scaling.GetMinNodeCount()) * zones, int(scaling.GetMaxNodeCount()) * zones
}

// zoneMax is the limit of one zone of a pool that counts its nodes by zone.
func zoneMax(file poolfile.File) int {
	scaling := file.Request.GetNodePool().GetAutoscaling()
	switch {
	case !scaling.GetEnabled():
		return int(file.Request.GetNodePool().GetInitialNodeCount())
	case scaling.GetTotalMaxNodeCount() > 0:
		return 0
	}
	return int(scaling.GetMaxNodeCount())
}

func maxPods(file poolfile.File) int {
	if n := int(file.Request.GetNodePool().GetMaxPodsConstraint().GetMaxPodsPerNode()); n > 0 {
		return n
	}
	return defaultMaxPods
}

func arch(machine string) string {
	_, family, _ := machines.Embedded().Find(machine)
	return family.Arch
}

// effect is the scheduler's word for the API's: NO_SCHEDULE is NoSchedule.
func effect(name string) corev1.TaintEffect {
	switch name {
	case "NO_EXECUTE":
		return corev1.TaintEffectNoExecute
	case "PREFER_NO_SCHEDULE":
		return corev1.TaintEffectPreferNoSchedule
	}
	return corev1.TaintEffectNoSchedule
}

// region is the third part of projects/P/locations/L/clusters/C; a zone's
// region for a zonal cluster.
func region(parent string) string {
	parts := strings.Split(parent, "/")
	if len(parts) < 4 {
		return ""
	}
	words := strings.Split(parts[3], "-")
	return strings.Join(words[:min(2, len(words))], "-")
}
