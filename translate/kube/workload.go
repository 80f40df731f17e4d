package kube

import (
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/utils/ptr"
)

// workload writes a process group: a StatefulSet when it has volumes, a
// Deployment otherwise.
func (w *writer) workload(p spec.Process) {
	name := w.workloadName(p.Name)
	if len(p.Volumes) > 0 {
		w.add(Base, "statefulset.yaml", "StatefulSet", name, w.statefulSet(name, p))
		w.traceWorkload(p, "StatefulSet", name)
		return
	}
	w.add(Base, "deployment.yaml", "Deployment", name, w.deployment(name, p))
	w.traceWorkload(p, "Deployment", name)
}

func (w *writer) deployment(name string, p spec.Process) *appsv1.Deployment {
	d := &appsv1.Deployment{TypeMeta: typeMeta("apps/v1", "Deployment"), ObjectMeta: w.userMeta(name, containerName(p.Name))}
	d.Spec = appsv1.DeploymentSpec{
		Replicas:                replicas(p.Replicas),
		Selector:                w.selector(p.Name),
		Template:                w.template(p, "pod-template-hash"),
		Strategy:                strategy(p.Rollout),
		MinReadySeconds:         int32(p.Rollout.MinReady),
		ProgressDeadlineSeconds: positive(p.Rollout.Deadline),
	}
	return d
}

// strategy is always RollingUpdate: Recreate would guarantee downtime.
func strategy(r spec.Rollout) appsv1.DeploymentStrategy {
	if r.MaxUnavailable == "" && r.MaxSurge == "" {
		return appsv1.DeploymentStrategy{}
	}
	return appsv1.DeploymentStrategy{
		Type: appsv1.RollingUpdateDeploymentStrategyType,
		RollingUpdate: &appsv1.RollingUpdateDeployment{
			MaxUnavailable: intOrPercent(r.MaxUnavailable),
			MaxSurge:       intOrPercent(r.MaxSurge),
		},
	}
}

// statefulSet has one claim per copy and volume. Its copies are independent,
// as machines with volumes are, so they start in parallel; disks outlive it.
func (w *writer) statefulSet(name string, p spec.Process) *appsv1.StatefulSet {
	s := &appsv1.StatefulSet{TypeMeta: typeMeta("apps/v1", "StatefulSet"), ObjectMeta: w.userMeta(name, containerName(p.Name))}
	if ids := flyVolumeIDs(p.Volumes); ids != "" {
		s.Annotations[flyVolumes] = ids
	}
	s.Spec = appsv1.StatefulSetSpec{
		Replicas:             replicas(p.Replicas),
		Selector:             w.selector(p.Name),
		ServiceName:          headlessName(name),
		Template:             w.template(p, "controller-revision-hash"),
		VolumeClaimTemplates: w.claims(p),
		PodManagementPolicy:  appsv1.ParallelPodManagement,
		MinReadySeconds:      int32(p.Rollout.MinReady),
		PersistentVolumeClaimRetentionPolicy: &appsv1.StatefulSetPersistentVolumeClaimRetentionPolicy{
			WhenDeleted: appsv1.RetainPersistentVolumeClaimRetentionPolicyType,
			WhenScaled:  appsv1.RetainPersistentVolumeClaimRetentionPolicyType,
		},
	}
	return s
}

// flyVolumeIDs names the volumes whose data belongs into the claims, in the
// order of the copies.
func flyVolumeIDs(vs []spec.Volume) string {
	var ids []string
	for _, v := range vs {
		for _, f := range v.Fly {
			ids = append(ids, f.ID)
		}
	}
	return strings.Join(ids, ",")
}

func (w *writer) template(p spec.Process, versionLabel string) corev1.PodTemplateSpec {
	pod := w.pod(p, versionLabel)
	pod.TopologySpreadConstraints = w.spread(p)
	return corev1.PodTemplateSpec{ObjectMeta: w.podMeta(containerName(p.Name)), Spec: pod}
}

// replicas is nil under an autoscaler: every apply would reset its choice.
func replicas(r spec.Replicas) *int32 {
	if r.Autoscale {
		return nil
	}
	return ptr.To(int32(r.Min))
}

func positive(n int) *int32 {
	if n <= 0 {
		return nil
	}
	return ptr.To(int32(n))
}

func intOrPercent(s string) *intstr.IntOrString {
	if s == "" {
		return nil
	}
	return ptr.To(intstr.Parse(s))
}
