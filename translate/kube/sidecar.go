package kube

import (
	"strconv"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/utils/ptr"
)

// sidecars are the containers that start before the main one, and those that
// start with it. One that starts before and stays is a native sidecar: an init
// container that always restarts.
// https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
func (w *writer) sidecars(p spec.Process, versionLabel string) (first, beside []corev1.Container) {
	for _, c := range p.Sidecars {
		sc := w.sidecar(p, c, versionLabel)
		if !c.First && !c.Once {
			sc.ReadinessProbe = probe(c.Probe)
			beside = append(beside, sc)
			continue
		}
		if !c.Once {
			sc.RestartPolicy = ptr.To(corev1.ContainerRestartPolicyAlways)
			sc.StartupProbe = probe(c.Probe)
		}
		first = append(first, sc)
	}
	return first, beside
}

func (w *writer) sidecar(p spec.Process, c spec.Container, versionLabel string) corev1.Container {
	security := containerSecurity(p.Security)
	if uid, err := strconv.ParseInt(c.User, 10, 64); err == nil {
		security.RunAsUser = &uid
	}
	return corev1.Container{
		Name:            label(c.Name, longestLabel),
		Image:           c.Image,
		Command:         escaped(c.Entrypoint),
		Args:            escaped(c.Args),
		Env:             w.environment(c.Env, c.Runtime, c.Secrets, versionLabel),
		EnvFrom:         w.envFrom(c.Secrets),
		Resources:       resources(c.Resources),
		VolumeMounts:    append(sidecarMounts(c), fileMounts(sidecarFiles(p, c))...),
		SecurityContext: security,
	}
}

func sidecarMounts(c spec.Container) []corev1.VolumeMount {
	var out []corev1.VolumeMount
	for _, m := range c.Mounts {
		out = append(out, corev1.VolumeMount{Name: m.Name, MountPath: m.Path})
	}
	return out
}
