package shape

import (
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
)

// Takes says why no node of the pool can ever run the pod: nil if an empty node
// could. It looks at the node selector, taints and requests.
func (s Shape) Takes(pod *corev1.PodSpec) error {
	for _, key := range sortedKeys(pod.NodeSelector) {
		if !s.labelled(key, pod.NodeSelector[key]) {
			return fmt.Errorf("nodes of pool %s have no label %s=%s", s.Name, key, pod.NodeSelector[key])
		}
	}
	for _, taint := range s.Taints {
		if taint.Effect != corev1.TaintEffectPreferNoSchedule && !tolerates(pod.Tolerations, taint) {
			return fmt.Errorf("pool %s keeps pods away that don't tolerate %s", s.Name, taint.ToString())
		}
	}
	return s.short(Requests(pod))
}

func (s Shape) labelled(key, value string) bool {
	switch key {
	case corev1.LabelTopologyZone:
		return slices.Contains(s.Zones, value)
	case corev1.LabelTopologyRegion:
		return s.Region == value
	}
	return s.Labels[key] == value
}

// short names the first thing that a node has too little of.
func (s Shape) short(asked corev1.ResourceList) error {
	for _, name := range sortedKeys(asked) {
		want, have := asked[name], s.Allocatable[name]
		if want.Cmp(have) > 0 {
			return fmt.Errorf("nodes of pool %s (%s) offer %s of %s, and the pod asks for %s", s.Name, s.Machine, have.String(), name, want.String())
		}
	}
	return nil
}

// Requests is what the scheduler counts for a pod: its containers and sidecars
// together, or one of its init containers if that asks for more.
func Requests(pod *corev1.PodSpec) corev1.ResourceList {
	total, sidecars := corev1.ResourceList{}, corev1.ResourceList{}
	for i := range pod.Containers {
		add(total, requests(&pod.Containers[i]))
	}
	largest := corev1.ResourceList{}
	for i := range pod.InitContainers {
		c := &pod.InitContainers[i]
		alone := requests(c)
		add(alone, sidecars)
		raise(largest, alone)
		if c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways {
			add(sidecars, requests(c))
			add(total, requests(c))
		}
	}
	raise(total, largest)
	return total
}

// requests of a container; a limit without a request counts as one.
func requests(c *corev1.Container) corev1.ResourceList {
	list := corev1.ResourceList{}
	add(list, c.Resources.Requests)
	for name, limit := range c.Resources.Limits {
		if _, ok := list[name]; !ok {
			list[name] = limit
		}
	}
	return list
}

func add(to, what corev1.ResourceList) {
	for name, quantity := range what {
		sum := to[name]
		sum.Add(quantity)
		to[name] = sum
	}
}

func raise(to, floor corev1.ResourceList) {
	for name, quantity := range floor {
		if have := to[name]; have.Cmp(quantity) < 0 {
			to[name] = quantity
		}
	}
}

// tolerates follows the scheduler: an empty key tolerates everything, an empty
// effect every effect, Exists every value.
// https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
func tolerates(tolerations []corev1.Toleration, taint corev1.Taint) bool {
	return slices.ContainsFunc(tolerations, func(t corev1.Toleration) bool {
		if t.Effect != "" && t.Effect != taint.Effect || t.Key != "" && t.Key != taint.Key {
			return false
		}
		return t.Operator == corev1.TolerationOpExists || t.Key != "" && t.Value == taint.Value
	})
}

func sortedKeys[K ~string, V any](m map[K]V) []K {
	var keys []K
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
