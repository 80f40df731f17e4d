package verify

import (
	"cmp"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/crds"
)

// byHand is the store of values that a person puts into the cluster: the tokens
// with which stores are read.
const byHand = "by hand"

// secretValues lists every value that somebody must provide, once.
func (s *site) secretValues() []SecretValue {
	var values []SecretValue
	for _, o := range s.objects {
		switch t := o.typed.(type) {
		case *crds.ExternalSecret:
			values = append(values, fetched(o.env, t)...)
		case *crds.SecretStore:
			values = append(values, token(o, t)...)
		}
	}
	slices.SortFunc(values, func(a, b SecretValue) int {
		return cmp.Or(cmp.Compare(a.Env, b.Env), cmp.Compare(a.Used, b.Used), cmp.Compare(a.Store, b.Store), cmp.Compare(a.Key, b.Key))
	})
	return slices.Compact(values)
}

func fetched(env string, es *crds.ExternalSecret) []SecretValue {
	if es.Spec.SecretStoreRef == nil {
		return nil
	}
	store := cmp.Or(es.Spec.SecretStoreRef.Kind, "SecretStore") + "/" + es.Spec.SecretStoreRef.Name
	into := es.Namespace + "/" + secretName(es)
	var values []SecretValue
	for _, data := range es.Spec.Data {
		values = append(values, SecretValue{env, store, data.RemoteRef.Key, into})
	}
	for _, from := range es.Spec.DataFrom {
		key := "*"
		if from.Extract != nil {
			key = from.Extract.Key
		}
		values = append(values, SecretValue{env, store, key, into})
	}
	return values
}

func token(o object, store *crds.SecretStore) []SecretValue {
	provider := store.Spec.Provider
	if provider == nil || provider.Doppler == nil || provider.Doppler.Auth == nil || provider.Doppler.Auth.SecretRef == nil {
		return nil
	}
	from := provider.Doppler.Auth.SecretRef.DopplerToken
	into := cmp.Or(from.Namespace, o.GetNamespace()) + "/" + from.Name
	return []SecretValue{{o.env, byHand, cmp.Or(from.Key, "dopplerToken"), into}}
}
