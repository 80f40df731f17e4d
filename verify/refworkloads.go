package verify

import (
	"fmt"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
)

// workloadReferences lists what workloads, claims, autoscalers and Services
// name beside what their pods do.
func workloadReferences(o object) []reference {
	namespace := o.GetNamespace()
	switch t := o.typed.(type) {
	case *appsv1.StatefulSet:
		return statefulSetReferences(t)
	case *corev1.PersistentVolumeClaim:
		return storageClass("spec.storageClassName", t.Spec.StorageClassName)
	case *autoscalingv2.HorizontalPodAutoscaler:
		target := t.Spec.ScaleTargetRef
		found := []reference{{"spec.scaleTargetRef.name", ref{target.Kind, namespace, target.Name}, ""}}
		for i, metric := range t.Spec.Metrics {
			if metric.Object != nil {
				to := ref{metric.Object.DescribedObject.Kind, namespace, metric.Object.DescribedObject.Name}
				found = append(found, reference{fmt.Sprintf("spec.metrics[%d].object.describedObject.name", i), to, ""})
			}
		}
		return found
	case *corev1.Service:
		return externalName(t)
	case *discoveryv1.EndpointSlice:
		field := `metadata.labels["` + discoveryv1.LabelServiceName + `"]`
		return []reference{{field, ref{"Service", namespace, t.Labels[discoveryv1.LabelServiceName]}, ""}}
	}
	return nil
}

func statefulSetReferences(set *appsv1.StatefulSet) []reference {
	var found []reference
	if set.Spec.ServiceName != "" {
		found = append(found, reference{"spec.serviceName", ref{"Service", set.Namespace, set.Spec.ServiceName}, ""})
	}
	for i, claim := range set.Spec.VolumeClaimTemplates {
		field := fmt.Sprintf("spec.volumeClaimTemplates[%d].spec.storageClassName", i)
		found = append(found, storageClass(field, claim.Spec.StorageClassName)...)
	}
	return found
}

func storageClass(field string, name *string) []reference {
	if name == nil || *name == "" {
		return nil
	}
	return []reference{{field, ref{kind: "StorageClass", name: *name}, ""}}
}

// externalName follows an alias to a Service of the same cluster:
// web.shop.svc.cluster.local is Service web in namespace shop.
func externalName(service *corev1.Service) []reference {
	host, inside := strings.CutSuffix(service.Spec.ExternalName, ".svc.cluster.local")
	name, namespace, ok := strings.Cut(host, ".")
	if !inside || !ok {
		return nil
	}
	return []reference{{"spec.externalName", ref{"Service", namespace, name}, ""}}
}
