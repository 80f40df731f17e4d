package verify

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/crds"
	corev1 "k8s.io/api/core/v1"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
)

// elsewhereAnnotation lists, separated by commas, objects that this object uses
// and that something else makes: Secret/doppler-token in its own namespace, or
// Kind/namespace/name.
const elsewhereAnnotation = "fly2k8s.dev/made-elsewhere"

func (s *site) madeIn(objects []object) made {
	m := made{objects: map[ref]bool{}, keys: map[ref]map[string]bool{}, open: map[ref]bool{}}
	for _, o := range objects {
		m.objects[o.ref()] = true
		switch t := o.typed.(type) {
		case *corev1.ConfigMap:
			for key := range t.Data {
				m.key(o.ref(), key)
			}
			for key := range t.BinaryData {
				m.key(o.ref(), key)
			}
		case *corev1.Secret:
			for key := range t.Data {
				m.key(o.ref(), key)
			}
			for key := range t.StringData {
				m.key(o.ref(), key)
			}
		case *corev1.Service:
			for _, port := range t.Spec.Ports {
				m.key(o.ref(), strconv.Itoa(int(port.Port)))
			}
		case *gateway.Gateway:
			for _, listener := range t.Spec.Listeners {
				m.key(o.ref(), string(listener.Name))
			}
		case *crds.ExternalSecret:
			m.externalSecret(t)
		}
	}
	return m
}

func (m made) key(of ref, key string) {
	if m.keys[of] == nil {
		m.keys[of] = map[string]bool{}
	}
	m.keys[of][key] = true
}

// externalSecret makes the Secret that External Secrets will make.
func (m made) externalSecret(es *crds.ExternalSecret) {
	secret := ref{kind: "Secret", namespace: es.Namespace, name: secretName(es)}
	m.objects[secret] = true
	for _, data := range es.Spec.Data {
		m.key(secret, data.SecretKey)
	}
	if len(es.Spec.DataFrom) > 0 {
		m.open[secret] = true
	}
	if es.Spec.Target != nil && es.Spec.Target.Template != nil {
		for key := range es.Spec.Target.Template.Data {
			m.key(secret, key)
		}
	}
}

func secretName(es *crds.ExternalSecret) string {
	if es.Spec.Target == nil {
		return es.Name
	}
	return cmp.Or(es.Spec.Target.Name, es.Name)
}

// builtInObject knows what every GKE cluster has without anybody making it.
func builtInObject(r ref) bool {
	switch r.kind {
	case "Namespace":
		return slices.Contains([]string{"default", "kube-system", "kube-public", "kube-node-lease", "gmp-public"}, r.name)
	case "ServiceAccount":
		return r.name == "default" || r.namespace == "kube-system"
	case "ConfigMap":
		return r.name == "kube-root-ca.crt"
	case "StorageClass":
		// https://docs.cloud.google.com/kubernetes-engine/docs/concepts/persistent-volumes#storageclasses
		return slices.Contains([]string{"standard", "standard-rwo", "premium-rwo"}, r.name)
	case "PriorityClass":
		return r.name == "system-cluster-critical" || r.name == "system-node-critical"
	case "GatewayClass":
		return strings.HasPrefix(r.name, "gke-l7-")
	case "ClusterRole":
		return slices.Contains([]string{"admin", "edit", "view", "cluster-admin"}, r.name) || strings.HasPrefix(r.name, "system:")
	}
	return false
}

// elsewhere says whether a person listed an object as made by something else.
func (s *site) elsewhere(from object, to ref) bool {
	for _, name := range s.options.Elsewhere {
		if name == to.String() || name == to.kind+"/"+to.name {
			return true
		}
	}
	for name := range strings.SplitSeq(from.GetAnnotations()[elsewhereAnnotation], ",") {
		name = strings.TrimSpace(name)
		if name == to.String() || name == to.kind+"/"+to.name && to.namespace == from.GetNamespace() {
			return true
		}
	}
	return false
}
