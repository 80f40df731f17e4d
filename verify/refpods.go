package verify

import (
	"fmt"
	"slices"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
)

// podReferences lists what a workload's pods name: ConfigMaps, Secrets, claims,
// the service account, pull secrets and the priority class.
func podReferences(o object) []reference {
	template, path := o.podTemplate()
	if template == nil {
		return nil
	}
	namespace, pod := o.GetNamespace(), &template.Spec
	var found []reference
	add := func(field, kind, name, key string) {
		if name != "" {
			found = append(found, reference{path + "." + field, ref{kind, namespace, name}, key})
		}
	}
	add("serviceAccountName", "ServiceAccount", pod.ServiceAccountName, "")
	for i, secret := range pod.ImagePullSecrets {
		add(fmt.Sprintf("imagePullSecrets[%d].name", i), "Secret", secret.Name, "")
	}
	if pod.PriorityClassName != "" {
		found = append(found, reference{path + ".priorityClassName", ref{kind: "PriorityClass", name: pod.PriorityClassName}, ""})
	}
	for i := range pod.Volumes {
		found = append(found, volumeReferences(&pod.Volumes[i], fmt.Sprintf("%s.volumes[%d]", path, i), namespace)...)
	}
	for _, c := range containers(pod, path) {
		found = append(found, envReferences(c, namespace)...)
		found = append(found, fileReferences(c, pod.Volumes, namespace)...)
	}
	return found
}

func volumeReferences(v *corev1.Volume, path, namespace string) []reference {
	var found []reference
	source := func(field, kind, name string, optional *bool, items []corev1.KeyToPath) {
		if optional != nil && *optional {
			return
		}
		to := ref{kind, namespace, name}
		found = append(found, reference{path + field, to, ""})
		for _, item := range items {
			found = append(found, reference{path + field, to, item.Key})
		}
	}
	if v.ConfigMap != nil {
		source(".configMap", "ConfigMap", v.ConfigMap.Name, v.ConfigMap.Optional, v.ConfigMap.Items)
	}
	if v.Secret != nil {
		source(".secret", "Secret", v.Secret.SecretName, v.Secret.Optional, v.Secret.Items)
	}
	if v.PersistentVolumeClaim != nil {
		source(".persistentVolumeClaim", "PersistentVolumeClaim", v.PersistentVolumeClaim.ClaimName, nil, nil)
	}
	if v.Projected == nil {
		return found
	}
	for i, p := range v.Projected.Sources {
		at := fmt.Sprintf(".projected.sources[%d]", i)
		if p.ConfigMap != nil {
			source(at+".configMap", "ConfigMap", p.ConfigMap.Name, p.ConfigMap.Optional, p.ConfigMap.Items)
		}
		if p.Secret != nil {
			source(at+".secret", "Secret", p.Secret.Name, p.Secret.Optional, p.Secret.Items)
		}
	}
	return found
}

func envReferences(c container, namespace string) []reference {
	var found []reference
	add := func(field, kind, name, key string, optional *bool) {
		if optional == nil || !*optional {
			found = append(found, reference{c.path + field, ref{kind, namespace, name}, key})
		}
	}
	for i, from := range c.EnvFrom {
		at := fmt.Sprintf(".envFrom[%d]", i)
		if from.ConfigMapRef != nil {
			add(at, "ConfigMap", from.ConfigMapRef.Name, "", from.ConfigMapRef.Optional)
		}
		if from.SecretRef != nil {
			add(at, "Secret", from.SecretRef.Name, "", from.SecretRef.Optional)
		}
	}
	for i, env := range c.Env {
		at := fmt.Sprintf(".env[%d]", i)
		if env.ValueFrom == nil {
			continue
		}
		if k := env.ValueFrom.ConfigMapKeyRef; k != nil {
			add(at, "ConfigMap", k.Name, k.Key, k.Optional)
		}
		if k := env.ValueFrom.SecretKeyRef; k != nil {
			add(at, "Secret", k.Name, k.Key, k.Optional)
		}
	}
	return found
}

// fileReferences are the keys that a container mounts one by one: a subPath of
// a ConfigMap volume is one of its keys, unless items rename them.
func fileReferences(c container, volumes []corev1.Volume, namespace string) []reference {
	var found []reference
	for i, mount := range c.VolumeMounts {
		at := slices.IndexFunc(volumes, func(v corev1.Volume) bool { return v.Name == mount.Name })
		if at < 0 || mount.SubPath == "" || strings.Contains(mount.SubPath, "/") {
			continue
		}
		field := fmt.Sprintf("%s.volumeMounts[%d].subPath", c.path, i)
		switch v := volumes[at]; {
		case v.ConfigMap != nil && len(v.ConfigMap.Items) == 0:
			found = append(found, reference{field, ref{"ConfigMap", namespace, v.ConfigMap.Name}, mount.SubPath})
		case v.Secret != nil && len(v.Secret.Items) == 0:
			found = append(found, reference{field, ref{"Secret", namespace, v.Secret.SecretName}, mount.SubPath})
		}
	}
	return found
}

// mounts finds mounts of volumes that the pod doesn't have.
func (s *site) mounts(o object) []Finding {
	template, path := o.podTemplate()
	if template == nil {
		return nil
	}
	names := map[string]bool{}
	for _, v := range template.Spec.Volumes {
		names[v.Name] = true
	}
	if set, ok := o.typed.(*appsv1.StatefulSet); ok {
		for _, claim := range set.Spec.VolumeClaimTemplates {
			names[claim.Name] = true
		}
	}
	var found []Finding
	for _, c := range containers(&template.Spec, path) {
		for i, mount := range c.VolumeMounts {
			if !names[mount.Name] {
				found = append(found, s.fault(o, fmt.Sprintf("%s.volumeMounts[%d].name", c.path, i),
					"a mount of "+mount.Name+", which is not a volume of the pod",
					"one of "+strings.Join(sortedKeys(names), ", "), "correct the name or add the volume"))
			}
		}
	}
	return found
}
