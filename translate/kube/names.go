package kube

import (
	"fmt"
	"hash/fnv"
	"maps"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Labels and annotations that everything carries.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
const (
	NameLabel      = "app.kubernetes.io/name"
	ManagedLabel   = "app.kubernetes.io/managed-by"
	componentLabel = "app.kubernetes.io/component"
	manager        = "fly2k8s"

	// FlyAppAnnotation keeps the name that the app has on Fly.
	FlyAppAnnotation = "fly2k8s.dev/fly-app"

	// elsewhere lists objects that an object uses and that people make.
	elsewhere = "fly2k8s.dev/made-elsewhere"

	networkLabel = "fly2k8s.dev/fly-network"
	publicLabel  = "fly2k8s.dev/public"
	envLabel     = "fly2k8s.dev/environment"
	poolLabel    = "fly2k8s.dev/pool"
	flyVolumes   = "fly2k8s.dev/fly-volumes"
)

// A DNS label has at most 63 characters; a CronJob's name 52, because its
// Jobs append a time.
// https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#cronjob-name
const (
	longestLabel   = 63
	longestCronJob = 52
)

// workloadName is the app's name for Fly's default process group, which is
// called app, and app-group for any other.
func (w *writer) workloadName(process string) string {
	if process == "app" || process == "" {
		return w.app.Name
	}
	return label(w.app.Name+"-"+process, longestLabel)
}

// containerName is the process group's name, as a DNS label.
func containerName(process string) string {
	if process == "" {
		return "app"
	}
	return label(process, longestLabel)
}

// label makes a DNS label out of s. What had to be cut ends in a hash of the
// whole, so that two long names stay two.
func label(s string, longest int) string {
	clean := strings.Trim(strings.Map(labelRune, strings.ToLower(s)), "-")
	if clean == "" {
		clean = "x" + hash(s)
	}
	if len(clean) <= longest {
		return clean
	}
	return strings.TrimRight(clean[:longest-9], "-") + "-" + hash(s)
}

func labelRune(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
		return r
	}
	return '-'
}

func hash(s string) string {
	h := fnv.New32a()
	h.Write([]byte(s))
	return fmt.Sprintf("%08x", h.Sum32())
}

// meta is the metadata of an object of the app; component is a process group,
// or empty for what belongs to the whole app.
func (w *writer) meta(name, component string) metav1.ObjectMeta {
	return metav1.ObjectMeta{
		Name: name, Namespace: w.app.Namespace,
		Labels: w.labels(component), Annotations: w.annotations(),
	}
}

// userMeta is the metadata of an object whose pods use the app's secrets. Where
// people put those in by hand, it says so.
func (w *writer) userMeta(name, component string) metav1.ObjectMeta {
	m := w.meta(name, component)
	if w.around.Env.Secrets.Kind != manualSecrets {
		return m
	}
	var made []string
	if len(w.kept()) > 0 {
		made = append(made, "Secret/"+w.envName())
	}
	if len(w.secretFiles()) > 0 {
		made = append(made, "Secret/"+w.filesName())
	}
	if len(made) > 0 {
		m.Annotations[elsewhere] = strings.Join(made, ",")
	}
	return m
}

// podMeta is the metadata of a pod template.
func (w *writer) podMeta(component string) metav1.ObjectMeta {
	return metav1.ObjectMeta{
		Labels:      map[string]string{NameLabel: w.app.Name, componentLabel: component},
		Annotations: w.annotations(),
	}
}

func (w *writer) labels(component string) map[string]string {
	ls := map[string]string{NameLabel: w.app.Name, ManagedLabel: manager}
	if component != "" {
		ls[componentLabel] = component
	}
	return ls
}

func (w *writer) annotations() map[string]string {
	return map[string]string{FlyAppAnnotation: w.app.FlyApp}
}

// selector matches the pods of one process group.
func (w *writer) selector(process string) *metav1.LabelSelector {
	return &metav1.LabelSelector{MatchLabels: w.podLabels(process)}
}

func (w *writer) podLabels(process string) map[string]string {
	return map[string]string{NameLabel: w.app.Name, componentLabel: containerName(process)}
}

func with(m map[string]string, more map[string]string) map[string]string {
	out := maps.Clone(m)
	maps.Copy(out, more)
	return out
}

func typeMeta(apiVersion, kind string) metav1.TypeMeta {
	return metav1.TypeMeta{APIVersion: apiVersion, Kind: kind}
}

func (w *writer) path(p spec.Process, field string) string { return spec.ProcessPath(p.Name, field) }
