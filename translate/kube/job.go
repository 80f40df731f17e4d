package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/utils/ptr"
)

// On Fly a schedule starts its machine when the host gets to it, and never
// twice at once. A CronJob that missed its time by ten minutes waits for the
// next one.
const (
	startingDeadline = 600
	keepReleaseJob   = 86400 // seconds: long enough to read its log the next morning
	jobVersionLabel  = batchv1.ControllerUidLabel
)

// release is the Job that runs once per deploy, before anything is replaced.
// It has the image, variables and user of the first process group and none of
// its disks, as on Fly.
// https://fly.io/docs/reference/configuration/#run-one-off-commands-before-releasing-a-deployment
func (w *writer) release() {
	r := w.app.Release
	if r == nil {
		return
	}
	p := spec.Process{Name: "release", Args: r.Args, Resources: r.Resources, Place: r.Place}
	if groups := w.app.Groups(); len(groups) > 0 {
		first := groups[0]
		p.Security, p.Env, p.Dir, p.Entrypoint = first.Security, first.Env, first.Dir, first.Entrypoint
	}
	p.Env = append([]spec.Var{{Name: "RELEASE_COMMAND", Value: "1"}}, p.Env...)
	name := label(w.app.Name+"-release", longestLabel)
	job := &batchv1.Job{TypeMeta: typeMeta("batch/v1", "Job"), ObjectMeta: w.userMeta(name, "release"), Spec: w.jobSpec(p)}
	job.Spec.BackoffLimit = ptr.To(int32(0))
	if !w.synced() { // Argo CD and Flux would miss it, make it again, and so run it every day
		job.Spec.TTLSecondsAfterFinished = ptr.To(int32(keepReleaseJob))
	}
	if r.Timeout > 0 {
		job.Spec.ActiveDeadlineSeconds = ptr.To(int64(r.Timeout))
	}
	w.add(Release, "job.yaml", "Job", name, job)
	w.trace(spec.ReleasePath("command"), "Job", name, mainContainer+".args")
	w.trace(spec.ReleasePath("timeout"), "Job", name, "spec.activeDeadlineSeconds")
	w.trace(spec.ReleasePath("resources"), "Job", name, mainContainer+".resources")
}

func (w *writer) jobSpec(p spec.Process) batchv1.JobSpec {
	pod := w.pod(p, jobVersionLabel)
	pod.RestartPolicy = corev1.RestartPolicyNever
	return batchv1.JobSpec{Template: corev1.PodTemplateSpec{ObjectMeta: w.podMeta(containerName(p.Name)), Spec: pod}}
}

// schedule is a CronJob. It is suspended until the move starts it: otherwise
// the job would run on both sides.
func (w *writer) schedule(s spec.Schedule) {
	p := s.Process
	p.Name = s.Name
	name := label(w.app.Name+"-"+s.Name, longestCronJob)
	jobs := w.jobSpec(p)
	jobs.BackoffLimit = ptr.To(int32(s.Retries))
	cron := &batchv1.CronJob{TypeMeta: typeMeta("batch/v1", "CronJob"), ObjectMeta: w.userMeta(name, containerName(p.Name))}
	cron.Spec = batchv1.CronJobSpec{
		Schedule:                s.Cron,
		TimeZone:                ptr.To("Etc/UTC"),
		StartingDeadlineSeconds: ptr.To(int64(startingDeadline)),
		ConcurrencyPolicy:       batchv1.ForbidConcurrent,
		JobTemplate:             batchv1.JobTemplateSpec{ObjectMeta: w.podMeta(containerName(p.Name)), Spec: jobs},
	}
	if s.Suspended {
		cron.Spec.Suspend = ptr.To(true)
	}
	w.add(Base, "cronjob.yaml", "CronJob", name, cron)
	w.trace(spec.SchedulePath(s.Name, "cron"), "CronJob", name, "spec.schedule")
	w.trace(spec.SchedulePath(s.Name, "suspended"), "CronJob", name, "spec.suspend")
	w.trace(spec.SchedulePath(s.Name, "retries"), "CronJob", name, "spec.jobTemplate.spec.backoffLimit")
	w.trace(spec.SchedulePath(s.Name, "resources"), "CronJob", name, "spec.jobTemplate."+mainContainer+".resources")
	w.trace(spec.SchedulePath(s.Name, "args"), "CronJob", name, "spec.jobTemplate."+mainContainer+".args")
	w.trace("schedules."+s.Name, "CronJob", name, "spec.schedule")
}
