package kube

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

const gpuResource = corev1.ResourceName("nvidia.com/gpu")

// container is the main container. Fly's process command replaces CMD and
// leaves ENTRYPOINT, so it becomes args, not command.
// https://fly.io/docs/reference/configuration/#the-processes-section
func (w *writer) container(p spec.Process, versionLabel string) corev1.Container {
	return corev1.Container{
		Name:            containerName(p.Name),
		Image:           w.imageName(),
		Command:         escaped(p.Entrypoint),
		Args:            escaped(p.Args),
		WorkingDir:      p.Dir,
		Ports:           containerPorts(p),
		Env:             append(w.ownDatabases(), w.environment(p.Env, p.Runtime, p.Secrets, versionLabel)...),
		EnvFrom:         w.envFrom(p.Secrets),
		Resources:       resources(p.Resources),
		VolumeMounts:    w.mounts(p),
		ReadinessProbe:  probe(p.Readiness),
		StartupProbe:    probe(p.Startup),
		LivenessProbe:   probe(p.Liveness),
		Lifecycle:       lifecycle(p.Stop),
		SecurityContext: containerSecurity(p.Security),
	}
}

// imageName is what kustomize replaces; an app whose image nobody knows keeps
// its own name there, to be filled in by the first deploy.
func (w *writer) imageName() string {
	if w.app.Image.Name == "" {
		return w.app.Name
	}
	return w.app.Image.Name
}

// containerPorts are those of the Service, and those that only health checks or
// the metrics collector ask: a policy opens ports that a container has.
func containerPorts(p spec.Process) []corev1.ContainerPort {
	var out []corev1.ContainerPort
	for _, port := range p.Ports {
		out = append(out, corev1.ContainerPort{Name: port.Name, ContainerPort: int32(port.Number), Protocol: udp(port.Protocol)})
	}
	for _, e := range p.Edges {
		out = withPort(out, "health", e.Health.Port)
	}
	if p.Metrics != nil {
		out = withPort(out, "metrics", p.Metrics.Port)
	}
	return containerProtocols(out)
}

// withPort adds a TCP port unless it is there. Of two with one name the second
// goes without.
func withPort(ports []corev1.ContainerPort, name string, number int) []corev1.ContainerPort {
	for _, have := range ports {
		if have.ContainerPort == int32(number) && have.Protocol == "" {
			return ports
		}
		if have.Name == name {
			name = ""
		}
	}
	if number == 0 {
		return ports
	}
	return append(ports, corev1.ContainerPort{Name: name, ContainerPort: int32(number)})
}

func resources(r spec.Resources) corev1.ResourceRequirements {
	return corev1.ResourceRequirements{
		Requests: amounts(r.CPUMilli, r.MemoryMiB, r.EphemeralMiB, 0),
		Limits:   amounts(r.CPULimitMilli, r.MemoryLimitMiB, r.EphemeralLimit, r.GPU),
	}
}

func amounts(cpu, memory, ephemeral, gpu int) corev1.ResourceList {
	list := corev1.ResourceList{}
	if cpu > 0 {
		list[corev1.ResourceCPU] = *resource.NewMilliQuantity(int64(cpu), resource.DecimalSI)
	}
	if memory > 0 {
		list[corev1.ResourceMemory] = mebibytes(memory)
	}
	if ephemeral > 0 {
		list[corev1.ResourceEphemeralStorage] = mebibytes(ephemeral)
	}
	if gpu > 0 {
		list[gpuResource] = *resource.NewQuantity(int64(gpu), resource.DecimalSI)
	}
	return list
}

func mebibytes(n int) resource.Quantity {
	return *resource.NewQuantity(int64(n)<<20, resource.BinarySI)
}

// lifecycle keeps serving while the load balancer takes the pod out, and sends
// the signal that the kubelet would not. The kubelet sends the image's
// STOPSIGNAL or SIGTERM; lifecycle.stopSignal is alpha and dropped by GKE.
// https://github.com/kubernetes/enhancements/issues/4960
func lifecycle(s spec.Stop) *corev1.Lifecycle {
	if s.PreStopKill != "" {
		return &corev1.Lifecycle{PreStop: &corev1.LifecycleHandler{Exec: &corev1.ExecAction{Command: killScript(s)}}}
	}
	if s.PreStopSleep > 0 {
		return &corev1.Lifecycle{PreStop: &corev1.LifecycleHandler{Sleep: &corev1.SleepAction{Seconds: int64(s.PreStopSleep)}}}
	}
	return nil
}

// killScript waits after the signal for what is left of the grace period: when
// the hook ends, the kubelet sends its own signal.
func killScript(s spec.Stop) []string {
	script := fmt.Sprintf("kill -%s 1; sleep %d", shortSignal(s.PreStopKill), max(1, s.Grace-s.PreStopSleep))
	if s.PreStopSleep > 0 {
		script = fmt.Sprintf("sleep %d; %s", s.PreStopSleep, script)
	}
	return []string{"/bin/sh", "-c", script}
}

// shortSignal is INT for SIGINT: kill in a POSIX shell takes the short form.
func shortSignal(s string) string {
	if len(s) > 3 && s[:3] == "SIG" {
		return s[3:]
	}
	return s
}
