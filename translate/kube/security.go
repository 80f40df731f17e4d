package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/utils/ptr"
)

// podSecurity is the user of the pod. Disks that came from Fly are often
// root's, so a group owns them, changed only once.
func podSecurity(s spec.Security) *corev1.PodSecurityContext {
	c := &corev1.PodSecurityContext{
		RunAsUser: s.UID, RunAsGroup: s.GID, FSGroup: s.FSGroup,
		SeccompProfile: &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault},
	}
	if s.NonRoot {
		c.RunAsNonRoot = ptr.To(true)
	}
	if s.FSGroup != nil {
		c.FSGroupChangePolicy = ptr.To(corev1.FSGroupChangeOnRootMismatch)
	}
	if s.LowPorts {
		c.Sysctls = []corev1.Sysctl{{Name: "net.ipv4.ip_unprivileged_port_start", Value: "0"}}
	}
	return c
}

// containerSecurity drops all capabilities where the image fits the Pod
// Security level restricted. An image that runs as root keeps those that root
// needs for its own files and users, and loses the dangerous ones.
// https://kubernetes.io/docs/concepts/security/pod-security-standards/
func containerSecurity(s spec.Security) *corev1.SecurityContext {
	drop := []corev1.Capability{"AUDIT_WRITE", "MKNOD", "NET_RAW", "SETFCAP", "SYS_CHROOT"}
	if s.Restricted {
		drop = []corev1.Capability{"ALL"}
	}
	return &corev1.SecurityContext{
		AllowPrivilegeEscalation: ptr.To(false),
		Capabilities:             &corev1.Capabilities{Drop: drop},
	}
}
