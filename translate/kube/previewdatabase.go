package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/crds"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
)

// A preview's database has the name of its namespace and lies on a server that
// holds nothing else. The server's address, postgres://user:password@host:port
// without a database, is one more secret: PREVIEW_DATABASE_SERVER.
const serverSecret = "PREVIEW_DATABASE_SERVER"

func emptySelector() *metav1.LabelSelector { return &metav1.LabelSelector{} }

// createScript makes the database unless it is there.
const createScript = `set -eu
found=$(psql "$PREVIEW_DATABASE_SERVER/postgres" -tAc "SELECT count(*) FROM pg_database WHERE datname = '$NAMESPACE'")
if [ "$found" = 0 ]; then
  createdb --maintenance-db="$PREVIEW_DATABASE_SERVER/postgres" "$NAMESPACE"
fi
`

// dropScript drops the databases of previews that are gone. Names that are no
// preview's are never looked at. The list comes from the container before: when
// that failed, this one does not start.
const dropScript = `set -eu
found=$(psql "$PREVIEW_DATABASE_SERVER/postgres" -tAc "SELECT datname FROM pg_database WHERE datname ~ '^[a-z0-9-]+-pr-[0-9]+$'")
for name in $found; do
  if ! grep -qxF "namespace/$name" /scratch/namespaces; then
    dropdb --maintenance-db="$PREVIEW_DATABASE_SERVER/postgres" --force --if-exists "$name"
  fi
done
`

// PreviewDatabase is what CI puts into a preview that needs a database.
func PreviewDatabase(env spec.Environment) []Object {
	p := &platform{env: env}
	p.databaseServer(spec.PreviewNamespace)
	c := shellContainer("create", postgresImage, "sh", createScript)
	c.Env = []corev1.EnvVar{server(), fieldEnv("NAMESPACE", "metadata.namespace")}
	pod := nobodyPod(corev1.PodSpec{AutomountServiceAccountToken: ptr.To(false), Containers: []corev1.Container{c}})
	pod.PriorityClassName = string(spec.Previews)
	p.add("job.yaml", "Job", spec.PreviewNamespace, previewDatabase, &batchv1.Job{
		TypeMeta: typeMeta("batch/v1", "Job"), ObjectMeta: platformMeta(spec.PreviewNamespace, previewDatabase),
		Spec: batchv1.JobSpec{
			BackoffLimit: ptr.To(int32(3)), ActiveDeadlineSeconds: ptr.To(int64(300)),
			Template: corev1.PodTemplateSpec{Spec: pod},
		},
	})
	return p.objects
}

func (p *platform) databaseServer(namespace string) {
	if p.env.Secrets.Kind == manualSecrets {
		return
	}
	p.add("externalsecret.yaml", "ExternalSecret", namespace, previewDatabase, &crds.ExternalSecret{
		TypeMeta: typeMeta(crds.ExternalSecretsV1, "ExternalSecret"), ObjectMeta: platformMeta(namespace, previewDatabase),
		Spec: crds.ExternalSecretSpec{
			RefreshInterval: "5m",
			SecretStoreRef:  &crds.SecretStoreRef{Kind: "ClusterSecretStore", Name: previewStore},
			Data:            []crds.ExternalSecretData{{SecretKey: databaseKey, RemoteRef: crds.RemoteRef{Key: p.serverKey()}}},
		},
	})
}

// serverKey is the secret's name in the store. Secret Manager has one space for
// a project, so it says whose it is.
func (p *platform) serverKey() string {
	if p.env.Secrets.Kind == dopplerSecrets {
		return serverSecret
	}
	return "previews-" + serverSecret
}

func server() corev1.EnvVar {
	return corev1.EnvVar{Name: serverSecret, ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{
		LocalObjectReference: reference(previewDatabase), Key: databaseKey,
	}}}
}

// ownDatabases are the addresses of a preview's own databases, put together in
// the pod: its namespace is not known before.
func (w *writer) ownDatabases() []corev1.EnvVar {
	if len(w.app.OwnDatabases) == 0 {
		return nil
	}
	out := []corev1.EnvVar{server(), fieldEnv("PREVIEW_NAME", "metadata.namespace")}
	for _, name := range w.app.OwnDatabases {
		out = append(out, corev1.EnvVar{Name: name, Value: "$(" + serverSecret + ")/$(PREVIEW_NAME)"})
	}
	return out
}

// databaseSweep drops the databases of previews that are gone.
func (p *platform) databaseSweep() {
	p.databaseServer(previewsName)
	list := shellContainer("list", kubectlImage, "sh", "kubectl get namespaces --selector="+PreviewLabel+"=true --output=name > /scratch/namespaces")
	drop := shellContainer("drop", postgresImage, "sh", dropScript)
	drop.Env = []corev1.EnvVar{server()}
	work := []corev1.VolumeMount{{Name: "work", MountPath: "/scratch"}}
	list.VolumeMounts, drop.VolumeMounts = work, work
	p.previewCron("preview-databases", "47 * * * *", corev1.PodSpec{
		ServiceAccountName: sweeper, InitContainers: []corev1.Container{list}, Containers: []corev1.Container{drop},
		Volumes: []corev1.Volume{{Name: "work", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}}},
	})
}
