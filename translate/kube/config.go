package kube

import (
	"fmt"
	"unicode/utf8"

	"github.com/fly2k8s/fly2k8s/internal/crds"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/utils/ptr"
)

// config is what a deploy needs before anything runs: the service account, the
// variables, the files and the secrets.
func (w *writer) config() {
	w.serviceAccount()
	w.variables()
	w.files()
	w.secrets()
}

func (w *writer) envName() string { return label(w.app.Name+"-env", longestLabel) }

func (w *writer) filesName() string { return label(w.app.Name+"-files", longestLabel) }

// serviceAccount has no token in its pods: no app of Fly's calls the API server.
func (w *writer) serviceAccount() {
	w.add(Config, "serviceaccount.yaml", "ServiceAccount", w.app.Name, &corev1.ServiceAccount{
		TypeMeta: typeMeta("v1", "ServiceAccount"), ObjectMeta: w.meta(w.app.Name, ""),
		AutomountServiceAccountToken: ptr.To(false),
	})
}

func (w *writer) variables() {
	if len(w.app.Config) == 0 {
		return
	}
	data := map[string]string{}
	for _, v := range w.app.Config {
		data[v.Name] = v.Value
		w.trace(spec.EnvPath(v.Name), "ConfigMap", w.envName(), "data."+v.Name)
	}
	w.configMap(w.envName(), false, &corev1.ConfigMap{Data: data})
}

// files are a ConfigMap's text or binary data, split as kustomize splits them.
func (w *writer) files() {
	m := &corev1.ConfigMap{Data: map[string]string{}, BinaryData: map[string][]byte{}}
	for _, f := range w.allFiles() {
		if f.Secret != "" {
			continue
		}
		if utf8.Valid(f.Data) {
			m.Data[f.key] = string(f.Data)
		} else {
			m.BinaryData[f.key] = f.Data
		}
	}
	if len(m.Data)+len(m.BinaryData) > 0 {
		w.configMap(w.filesName(), true, m)
	}
}

func (w *writer) configMap(name string, files bool, m *corev1.ConfigMap) {
	m.TypeMeta, m.ObjectMeta = typeMeta("v1", "ConfigMap"), w.meta(name, "")
	w.objects = append(w.objects, Object{
		Part: Config, Kind: "ConfigMap", Name: name, Namespace: w.app.Namespace, Generated: true, Files: files, Value: m,
	})
}

// kept are the secrets that the app still gets.
func (w *writer) kept() []spec.Secret {
	var out []spec.Secret
	for _, s := range w.app.Secrets {
		if s.Class != spec.DropSecret {
			out = append(out, s)
		}
	}
	return out
}

// secrets are fetched by External Secrets. Where people put them in by hand,
// the Secret of the same name is theirs to make.
func (w *writer) secrets() {
	if w.around.Env.Secrets.Kind == manualSecrets {
		return
	}
	var env []crds.ExternalSecretData
	for _, s := range w.kept() {
		w.trace(spec.SecretPath(s.Name), "ExternalSecret", w.envName(), fmt.Sprintf("spec.data[%d].secretKey", len(env)))
		env = append(env, crds.ExternalSecretData{SecretKey: s.Name, RemoteRef: crds.RemoteRef{Key: s.Key}})
	}
	w.externalSecret(w.envName(), env)
	w.externalSecret(w.filesName(), w.secretFiles())
}

// secretFiles are files whose content is a secret's value, base64 on Fly.
func (w *writer) secretFiles() []crds.ExternalSecretData {
	var out []crds.ExternalSecretData
	for _, f := range w.allFiles() {
		if f.Secret != "" {
			out = append(out, crds.ExternalSecretData{SecretKey: f.key, RemoteRef: crds.RemoteRef{Key: w.storeKey(f.Secret), DecodingStrategy: "Base64"}})
		}
	}
	return out
}

func (w *writer) storeKey(secret string) string {
	for _, s := range w.app.Secrets {
		if s.Name == secret {
			return s.Key
		}
	}
	return secret
}

func (w *writer) externalSecret(name string, data []crds.ExternalSecretData) {
	if len(data) == 0 {
		return
	}
	w.add(Config, "externalsecret.yaml", "ExternalSecret", name, &crds.ExternalSecret{
		TypeMeta: typeMeta(crds.ExternalSecretsV1, "ExternalSecret"), ObjectMeta: w.meta(name, ""),
		Spec: crds.ExternalSecretSpec{
			RefreshInterval: "5m",
			SecretStoreRef:  w.store(),
			Data:            data,
		},
	})
}
