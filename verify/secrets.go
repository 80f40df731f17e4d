package verify

import (
	"fmt"
	"regexp"

	"github.com/fly2k8s/fly2k8s/internal/crds"
	corev1 "k8s.io/api/core/v1"
)

// secretID is what Secret Manager takes as a secret's name.
// https://docs.cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/create
var secretID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,255}$`)

// secrets checks that secrets come from a store by name, that the names are
// ones that the store takes, and that each Secret made is used.
func secrets(s *site) outcome {
	seen := outcome{checked: len(s.secretValues())}
	for _, v := range s.views() {
		used := usedSecrets(v.seen)
		for _, o := range v.own {
			switch t := o.typed.(type) {
			case *corev1.Secret:
				if len(t.Data)+len(t.StringData) > 0 {
					seen.findings = append(seen.findings, s.fault(o, "kind", "a Secret with values in the repository",
						"an ExternalSecret that names the values", "put the values into the secret store, and rotate them: they were written down"))
				}
			case *crds.ExternalSecret:
				seen.findings = append(seen.findings, s.externalSecret(o, t, used)...)
			}
		}
	}
	return seen
}

func (s *site) externalSecret(o object, es *crds.ExternalSecret, used map[ref]bool) []Finding {
	var found []Finding
	if len(es.Spec.Data)+len(es.Spec.DataFrom) == 0 {
		found = append(found, s.fault(o, "spec", "an ExternalSecret that fetches nothing", "data or dataFrom", "list the values or remove it"))
	}
	if !used[ref{"Secret", es.Namespace, secretName(es)}] {
		found = append(found, s.fault(o, "metadata.name", "Secret "+secretName(es)+", which no pod uses",
			"a workload that reads it", "remove it, or add it to the workload's envFrom").warning())
	}
	names := map[string]bool{}
	for i, data := range es.Spec.Data {
		if names[data.SecretKey] {
			found = append(found, s.fault(o, fmt.Sprintf("spec.data[%d].secretKey", i), "a second key "+data.SecretKey, "each key once", "remove one"))
		}
		names[data.SecretKey] = true
		if s.store(o, es) == "gcpsm" && !secretID.MatchString(data.RemoteRef.Key) {
			found = append(found, s.fault(o, fmt.Sprintf("spec.data[%d].remoteRef.key", i), "secret id "+data.RemoteRef.Key,
				"letters, digits, - and _, at most 255", "rename the secret"))
		}
	}
	return found
}

// store is the provider of an ExternalSecret's store: gcpsm, doppler or empty.
func (s *site) store(o object, es *crds.ExternalSecret) string {
	if es.Spec.SecretStoreRef == nil {
		return ""
	}
	want := storeRef(es.Namespace, *es.Spec.SecretStoreRef)
	for _, other := range s.in(o.env) {
		store, ok := other.typed.(*crds.SecretStore)
		if !ok || other.ref() != want || store.Spec.Provider == nil {
			continue
		}
		switch {
		case store.Spec.Provider.GCPSM != nil:
			return "gcpsm"
		case store.Spec.Provider.Doppler != nil:
			return "doppler"
		}
	}
	return ""
}

func usedSecrets(objects []object) map[ref]bool {
	used := map[ref]bool{}
	for _, o := range objects {
		template, path := o.podTemplate()
		if template == nil {
			for _, r := range references(o) {
				used[r.to] = true
			}
			continue
		}
		for _, r := range podReferences(o) {
			used[r.to] = true
		}
		// An optional reference doesn't have to close, but it is a use.
		for _, c := range containers(&template.Spec, path) {
			for _, from := range c.EnvFrom {
				if from.SecretRef != nil {
					used[ref{"Secret", o.GetNamespace(), from.SecretRef.Name}] = true
				}
			}
		}
	}
	return used
}
