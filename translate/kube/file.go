package kube

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/utils/ptr"
)

const filesVolume, secretFilesVolume = "files", "secret-files"

// A placed file is a file with its key in the app's ConfigMap or Secret.
type placed struct {
	spec.File
	key string
}

// filesOf are the files of a process group's main container: the app's, then
// its own. A file of its own replaces the app's at the same path.
func (w *writer) filesOf(p spec.Process) []placed {
	var out []placed
	for _, f := range w.app.Files {
		if !slices.ContainsFunc(p.Files, func(own spec.File) bool { return own.Path == f.Path }) {
			out = append(out, placed{f, fileKey("", f.Path)})
		}
	}
	return append(out, place(p.Name, p.Files)...)
}

func sidecarFiles(p spec.Process, c spec.Container) []placed {
	return place(p.Name+"."+c.Name, c.Files)
}

func place(owner string, files []spec.File) []placed {
	var out []placed
	for _, f := range files {
		out = append(out, placed{f, fileKey(owner, f.Path)})
	}
	return out
}

// podFiles are the files of all of a pod's containers.
func (w *writer) podFiles(p spec.Process) []placed {
	out := w.filesOf(p)
	for _, c := range p.Sidecars {
		out = append(out, sidecarFiles(p, c)...)
	}
	return out
}

// allFiles are the files of the whole app, each once.
func (w *writer) allFiles() []placed {
	var out []placed
	seen := map[string]bool{}
	groups := slices.Concat(w.app.Groups(), scheduled(w.app.Schedules), []spec.Process{{}})
	for _, p := range groups {
		for _, f := range w.podFiles(p) {
			if !seen[f.key] {
				seen[f.key] = true
				out = append(out, f)
			}
		}
	}
	slices.SortFunc(out, func(a, b placed) int { return strings.Compare(a.key, b.key) })
	return out
}

// fileKey is a file's key: its path with dashes, after its owner. Keys of a
// ConfigMap have letters, digits, dashes, dots and underscores.
func fileKey(owner, path string) string {
	key := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '_' {
			return r
		}
		return '-'
	}, strings.TrimLeft(path, "/"))
	if owner != "" {
		key = owner + "." + key
	}
	if key == "" || len(key) > 200 {
		return "file-" + hash(path)
	}
	return key
}

func (w *writer) fileVolumes(p spec.Process) []corev1.Volume {
	var plain, secret []corev1.KeyToPath
	for _, f := range w.podFiles(p) {
		item := corev1.KeyToPath{Key: f.key, Path: f.key}
		if f.Mode != 0 {
			item.Mode = ptr.To(f.Mode)
		}
		if f.Secret != "" {
			secret = append(secret, item)
			continue
		}
		plain = append(plain, item)
	}
	var out []corev1.Volume
	if len(plain) > 0 {
		out = append(out, corev1.Volume{Name: filesVolume, VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{
			LocalObjectReference: reference(w.filesName()), Items: plain}}})
	}
	if len(secret) > 0 {
		out = append(out, corev1.Volume{Name: secretFilesVolume, VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{
			SecretName: w.filesName(), Items: secret}}})
	}
	return out
}

// fileMounts puts each file at its own path, so that the rest of its folder
// stays what the image has there.
func fileMounts(files []placed) []corev1.VolumeMount {
	var out []corev1.VolumeMount
	for _, f := range files {
		volume := filesVolume
		if f.Secret != "" {
			volume = secretFilesVolume
		}
		out = append(out, corev1.VolumeMount{Name: volume, MountPath: f.Path, SubPath: f.key, ReadOnly: true})
	}
	return out
}

// scheduled are the processes of schedules, each named after its schedule.
func scheduled(ss []spec.Schedule) []spec.Process {
	var out []spec.Process
	for _, s := range ss {
		s.Process.Name = s.Name
		out = append(out, s.Process)
	}
	return out
}
