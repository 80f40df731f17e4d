package kube

import (
	"cmp"
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/utils/ptr"
)

// Images of the clean-up: kubectl with a shell and jq, and PostgreSQL's client.
// kubectl may be one minor version from the cluster's.
// https://kubernetes.io/releases/version-skew-policy/#kubectl
const (
	kubectlImage  = "docker.io/alpine/k8s:1.34.1"
	postgresImage = "docker.io/library/postgres:17.6-alpine"
)

// PlatformImages are the images that an environment's platform runs, by their
// versions: no digest of them is known without asking a registry.
func PlatformImages(c spec.Company, env spec.Environment) []string {
	switch {
	case !HasPreviews(c, env):
		return nil
	case HasDatabases(c, env):
		return []string{kubectlImage, postgresImage}
	}
	return []string{kubectlImage}
}

// sweepScript deletes the previews whose time is over. One whose annotation
// can't be read lives its days from the start.
const sweepScript = `set -euo pipefail
kubectl get namespaces --selector=` + PreviewLabel + `=true --output=json |
  jq --raw-output --argjson days "$DAYS" '
    def ends: (.metadata.creationTimestamp | fromdate) + $days * 86400;
    .items[]
    | select((try (.metadata.annotations["` + previewExpires + `"] | fromdate) catch null) // ends | . < now)
    | .metadata.name' |
  xargs -r -n 1 kubectl delete namespace --wait=false
`

// sweep is the clean-up: what a missed event of CI left behind goes after its
// days.
func (p *platform) sweep(days int) {
	p.account(sweeper, true)
	p.clusterRole(sweeper, []rbacv1.PolicyRule{rule("", verbs("get", "list", "delete"), "namespaces")})
	p.clusterBinding(sweeper, rbacv1.Subject{Kind: rbacv1.ServiceAccountKind, Name: sweeper, Namespace: previewsName})
	c := shellContainer("sweep", kubectlImage, "bash", sweepScript)
	c.Env = []corev1.EnvVar{{Name: "DAYS", Value: fmt.Sprint(cmp.Or(days, 7))}}
	p.previewCron(sweeper, "17 * * * *", corev1.PodSpec{ServiceAccountName: sweeper, Containers: []corev1.Container{c}})
}

func (p *platform) account(name string, token bool) {
	p.add("serviceaccount.yaml", "ServiceAccount", previewsName, name, &corev1.ServiceAccount{
		TypeMeta: typeMeta("v1", "ServiceAccount"), ObjectMeta: platformMeta(previewsName, name),
		AutomountServiceAccountToken: ptr.To(token),
	})
}

func shellContainer(name, image, shell, script string) corev1.Container {
	return corev1.Container{
		Name: name, Image: image, Command: []string{shell, "-c", script},
		Resources: corev1.ResourceRequirements{
			Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse("50m"), corev1.ResourceMemory: resource.MustParse("64Mi")},
			Limits:   corev1.ResourceList{corev1.ResourceMemory: resource.MustParse("256Mi")},
		},
		SecurityContext: &corev1.SecurityContext{
			AllowPrivilegeEscalation: ptr.To(false), ReadOnlyRootFilesystem: ptr.To(true),
			Capabilities: &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}},
		},
	}
}

// nobody is the user that runs what needs no user of its own.
const nobody = 65534

func nobodyPod(pod corev1.PodSpec) corev1.PodSpec {
	pod.RestartPolicy = corev1.RestartPolicyNever
	pod.EnableServiceLinks = ptr.To(false)
	pod.SecurityContext = &corev1.PodSecurityContext{
		RunAsNonRoot: ptr.To(true), RunAsUser: ptr.To(int64(nobody)), RunAsGroup: ptr.To(int64(nobody)),
		SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault},
	}
	return pod
}

func (p *platform) previewCron(name, at string, pod corev1.PodSpec) {
	p.add("cronjob.yaml", "CronJob", previewsName, name, &batchv1.CronJob{
		TypeMeta: typeMeta("batch/v1", "CronJob"), ObjectMeta: platformMeta(previewsName, name),
		Spec: batchv1.CronJobSpec{
			Schedule: at, TimeZone: ptr.To("Etc/UTC"), ConcurrencyPolicy: batchv1.ForbidConcurrent,
			StartingDeadlineSeconds: ptr.To(int64(startingDeadline)),
			JobTemplate: batchv1.JobTemplateSpec{Spec: batchv1.JobSpec{
				BackoffLimit: ptr.To(int32(0)), ActiveDeadlineSeconds: ptr.To(int64(600)),
				Template: corev1.PodTemplateSpec{Spec: nobodyPod(pod)},
			}},
		},
	})
}
