package kube

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// envFrom brings the app's variables, then its secrets: on Fly a secret wins
// over a variable of the same name, and here the later source wins. A container
// that names its secrets gets no others.
// https://fly.io/docs/apps/secrets/
func (w *writer) envFrom(use spec.SecretUse) []corev1.EnvFromSource {
	var out []corev1.EnvFromSource
	if len(w.app.Config) > 0 {
		out = append(out, corev1.EnvFromSource{ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: reference(w.envName())}})
	}
	if len(w.kept()) > 0 && !use.Only {
		out = append(out, corev1.EnvFromSource{SecretRef: &corev1.SecretEnvSource{LocalObjectReference: reference(w.envName())}})
	}
	return out
}

func reference(name string) corev1.LocalObjectReference {
	return corev1.LocalObjectReference{Name: name}
}

// environment is what only this container gets: its own variables, what Fly would
// set when it runs, and secrets under the names that it has for them.
func (w *writer) environment(vars []spec.Var, runtime []spec.Runtime, use spec.SecretUse, versionLabel string) []corev1.EnvVar {
	out := plainEnv(vars)
	for _, r := range runtime {
		out = append(out, runtimeEnv(r, versionLabel))
	}
	for _, v := range use.Vars {
		if w.keeps(v.Secret) {
			out = append(out, corev1.EnvVar{Name: v.Name, ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{
				LocalObjectReference: reference(w.envName()), Key: v.Secret,
			}}})
		}
	}
	return out
}

func (w *writer) keeps(secret string) bool {
	return slices.ContainsFunc(w.kept(), func(s spec.Secret) bool { return s.Name == secret })
}

func plainEnv(vars []spec.Var) []corev1.EnvVar {
	var out []corev1.EnvVar
	for _, v := range vars {
		out = append(out, corev1.EnvVar{Name: v.Name, Value: escape(v.Value)})
	}
	return out
}

func runtimeEnv(r spec.Runtime, versionLabel string) corev1.EnvVar {
	switch r.From {
	case spec.FromPodName:
		return fieldEnv(r.Name, "metadata.name")
	case spec.FromPodIP:
		return fieldEnv(r.Name, "status.podIP")
	case spec.FromRegion:
		return fieldEnv(r.Name, "metadata.labels['topology.kubernetes.io/region']")
	case spec.FromVersion:
		return fieldEnv(r.Name, "metadata.labels['"+versionLabel+"']")
	case spec.FromMemoryLimit:
		return corev1.EnvVar{Name: r.Name, ValueFrom: &corev1.EnvVarSource{ResourceFieldRef: &corev1.ResourceFieldSelector{
			Resource: "limits.memory", Divisor: resource.MustParse("1Mi"),
		}}}
	}
	return corev1.EnvVar{Name: r.Name, Value: escape(r.Value)}
}

func fieldEnv(name, path string) corev1.EnvVar {
	return corev1.EnvVar{Name: name, ValueFrom: &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: path}}}
}

func escaped(args []string) []string {
	var out []string
	for _, a := range args {
		out = append(out, escape(a))
	}
	return out
}

// escape keeps a dollar sign what it is. Kubernetes replaces $(NAME) in a
// command, in args and in env values, and reads $$ as one dollar.
// https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
func escape(s string) string {
	if !strings.Contains(s, "$$") && !strings.Contains(s, "$(") {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		n := len(s) - len(strings.TrimLeft(s, "$"))
		doubled := n > 1 || n == 1 && strings.HasPrefix(s[1:], "(")
		b.WriteString(s[:n])
		if doubled {
			b.WriteString(s[:n])
		}
		s = s[n:]
		next := strings.IndexByte(s, '$')
		if next < 0 {
			next = len(s)
		}
		b.WriteString(s[:next])
		s = s[next:]
	}
	return b.String()
}
