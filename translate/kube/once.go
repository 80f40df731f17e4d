package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
	batchv1 "k8s.io/api/batch/v1"
	"k8s.io/utils/ptr"
)

// stayPut keeps the cluster's autoscaler from taking the node away below a pod
// that nothing starts again.
// https://docs.cloud.google.com/kubernetes-engine/docs/concepts/cluster-autoscaler#scheduling-and-disruption
const stayPut = "cluster-autoscaler.kubernetes.io/safe-to-evict"

// once is the Job of a process group that ends by itself. It is a part of its
// own, because a Job can't be changed: a deploy makes it anew. It is suspended
// until a deploy to the active side starts it, and its result stays until the
// next one.
func (w *writer) once(j spec.Job) {
	p := j.Process
	name := OnceJob(w.app, p)
	job := &batchv1.Job{TypeMeta: typeMeta("batch/v1", "Job"), ObjectMeta: w.userMeta(name, containerName(p.Name)), Spec: w.jobSpec(p)}
	job.Spec.Template.Annotations[stayPut] = "false"
	job.Spec.BackoffLimit = ptr.To(int32(j.Retries))
	if n := int32(p.Replicas.Min); n > 1 {
		job.Spec.Completions, job.Spec.Parallelism = ptr.To(n), ptr.To(n)
	}
	if j.Suspended {
		job.Spec.Suspend = ptr.To(true)
	}
	w.add(Once, "job.yaml", "Job", name, job)
	w.podMonitoring(p)
	w.trace(w.path(p, "retries"), "Job", name, "spec.backoffLimit")
	w.trace(w.path(p, "replicas.min"), "Job", name, "spec.completions")
	w.traceWorkload(p, "Job", name)
}
