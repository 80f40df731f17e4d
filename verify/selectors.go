package verify

import (
	"bytes"
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/fly2k8s/fly2k8s/internal/crds"
)

// pods is a workload seen from outside: where its pods live and what they carry.
type pods struct {
	owner    object
	labels   labels.Set
	template *corev1.PodTemplateSpec
	path     string // of the pod's spec in the owner
}

// workloads lists what makes pods in an environment.
func workloads(objects []object) []pods {
	var all []pods
	for _, o := range objects {
		if template, path := o.podTemplate(); template != nil {
			all = append(all, pods{o, template.Labels, template, path})
		}
	}
	return all
}

// selectorsMatch checks that a workload selects its own pods and nobody
// else's, that other selectors select something, and what can't be changed
// once it is applied.
func selectorsMatch(s *site) outcome {
	seen := outcome{skipped: s.unjudged()}
	for _, v := range s.views() {
		all := workloads(v.seen)
		for _, o := range v.own {
			field, selector := selectorOf(o)
			if selector == nil {
				continue
			}
			seen.checked++
			seen.findings = append(seen.findings, s.selects(o, field, selector, all)...)
		}
		seen.findings = append(seen.findings, s.madeTwice(v.applied())...)
		seen.findings = append(seen.findings, s.fixedFields(v)...)
	}
	return seen
}

// selectorOf is an object's label selector and its path; nil without one.
func selectorOf(o object) (string, labels.Selector) {
	label := func(field string, selector *metav1.LabelSelector) (string, labels.Selector) {
		parsed, err := metav1.LabelSelectorAsSelector(selector)
		if err != nil {
			return field, labels.Nothing()
		}
		return field, parsed
	}
	switch t := o.typed.(type) {
	case *appsv1.Deployment:
		return label("spec.selector", t.Spec.Selector)
	case *appsv1.StatefulSet:
		return label("spec.selector", t.Spec.Selector)
	case *appsv1.DaemonSet:
		return label("spec.selector", t.Spec.Selector)
	case *policyv1.PodDisruptionBudget:
		return label("spec.selector", t.Spec.Selector)
	case *networkingv1.NetworkPolicy:
		return label("spec.podSelector", &t.Spec.PodSelector)
	case *crds.PodMonitoring:
		return label("spec.selector", &t.Spec.Selector)
	case *corev1.Service:
		if len(t.Spec.Selector) > 0 {
			return "spec.selector", labels.SelectorFromSet(t.Spec.Selector)
		}
	}
	return "", nil
}

func (s *site) selects(o object, field string, selector labels.Selector, all []pods) []Finding {
	if isController(o) {
		return s.controls(o, field, selector, all)
	}
	if selector.Empty() {
		return nil // everything in the namespace, also what comes later
	}
	for _, p := range all {
		if (o.GetNamespace() == "" || p.owner.GetNamespace() == o.GetNamespace()) && selector.Matches(p.labels) {
			return nil
		}
	}
	return []Finding{s.fault(o, field, fmt.Sprintf("selector %q, which matches no pod of namespace %s", selector, o.GetNamespace()),
		"labels that a workload's pods carry", "correct the selector, or the namespace of the "+o.GetKind())}
}

func isController(o object) bool {
	switch o.typed.(type) {
	case *appsv1.Deployment, *appsv1.StatefulSet, *appsv1.DaemonSet:
		return true
	}
	return false
}

// controls checks a workload against its own pods and against its neighbours'.
func (s *site) controls(o object, field string, selector labels.Selector, all []pods) []Finding {
	var found []Finding
	template, _ := o.podTemplate()
	if selector.Empty() || !selector.Matches(labels.Set(template.Labels)) {
		found = append(found, s.fault(o, field, fmt.Sprintf("selector %q, which the workload's own pods don't match", selector),
			"labels of spec.template.metadata", "make selector and pod labels agree: the API server refuses the workload"))
	}
	for _, p := range all {
		if p.owner.GetNamespace() != o.GetNamespace() || p.owner.ref() == o.ref() || !selector.Matches(p.labels) {
			continue
		}
		found = append(found, s.fault(o, field, fmt.Sprintf("selector %q, which also matches the pods of %s", selector, p.owner.id()),
			"a selector that only its own pods match", "add app.kubernetes.io/component to the selector"))
	}
	return found
}

// madeTwice finds two objects of one name with different content: the one that
// is applied last would win.
func (s *site) madeTwice(objects []object) []Finding {
	first := map[ref]object{}
	var found []Finding
	for _, o := range objects {
		other, ok := first[o.ref()]
		if !ok || other.GroupVersionKind() != o.GroupVersionKind() {
			first[o.ref()] = o
			continue
		}
		if !bytes.Equal(other.json, o.json) {
			found = append(found, s.fault(o, "metadata.name", "the same object in "+o.target.folder+" and in "+other.target.folder+", with different content",
				"each object made once, or the same everywhere", "keep one, or put it in a component that both include"))
		}
	}
	return found
}

// fixedFields checks what the API server refuses, or refuses to change later.
func (s *site) fixedFields(v view) []Finding {
	var found []Finding
	headless := map[ref]bool{}
	for _, o := range v.seen {
		if service, ok := o.typed.(*corev1.Service); ok && service.Spec.ClusterIP == corev1.ClusterIPNone {
			headless[o.ref()] = true
		}
	}
	for _, o := range v.own {
		switch t := o.typed.(type) {
		case *appsv1.StatefulSet:
			name := ref{"Service", t.Namespace, t.Spec.ServiceName}
			if t.Spec.ServiceName != "" && !headless[name] && !s.elsewhere(o, name) {
				found = append(found, s.fault(o, "spec.serviceName", "Service "+t.Spec.ServiceName+", which is not headless",
					"a Service with clusterIP: None", "set clusterIP: None now: it can't be changed later"))
			}
		case *batchv1.Job:
			found = append(found, s.restartPolicy(o, t.Spec.Template.Spec.RestartPolicy)...)
		case *batchv1.CronJob:
			found = append(found, s.restartPolicy(o, t.Spec.JobTemplate.Spec.Template.Spec.RestartPolicy)...)
		}
	}
	return found
}

func (s *site) restartPolicy(o object, policy corev1.RestartPolicy) []Finding {
	if policy == corev1.RestartPolicyNever || policy == corev1.RestartPolicyOnFailure {
		return nil
	}
	_, path := o.podTemplate()
	return []Finding{s.fault(o, path+".restartPolicy", fmt.Sprintf("restartPolicy %q", policy),
		"Never or OnFailure", "set it: the API server refuses a Job that always restarts")}
}
