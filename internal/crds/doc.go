// Package crds holds Go types for the custom resources that a GKE cluster
// serves and that have no small Go module of their own: External Secrets'
// ExternalSecret and SecretStore, GKE's Gateway policies, the resources of Google
// Cloud Managed Service for Prometheus, those by which Argo CD and Flux follow a
// repository, and CloudNativePG's databases with the snapshots of their disks.
//
// The types have the fields that fly2k8s writes and those that people often
// add to them. A test compares every field with the published CRD, so a strict
// decode into these types refuses what the cluster's schema refuses. Status is
// left out: only a cluster fills it in.
package crds

// The API versions of the resources in this package.
const (
	ExternalSecretsV1 = "external-secrets.io/v1"
	GKENetworkingV1   = "networking.gke.io/v1"
	MonitoringV1      = "monitoring.googleapis.com/v1"
	ArgoV1alpha1      = "argoproj.io/v1alpha1"
	FluxKustomizeV1   = "kustomize.toolkit.fluxcd.io/v1"
	FluxSourceV1      = "source.toolkit.fluxcd.io/v1"
	CloudNativePGV1   = "postgresql.cnpg.io/v1"
	SnapshotsV1       = "snapshot.storage.k8s.io/v1"
)

// New returns an empty value to decode an object of the named kind into,
// and nil for a kind that is not in this package.
func New(apiVersion, kind string) any {
	switch apiVersion + " " + kind {
	case ExternalSecretsV1 + " ExternalSecret":
		return &ExternalSecret{}
	case ExternalSecretsV1 + " SecretStore", ExternalSecretsV1 + " ClusterSecretStore":
		return &SecretStore{}
	case GKENetworkingV1 + " HealthCheckPolicy":
		return &HealthCheckPolicy{}
	case GKENetworkingV1 + " GCPBackendPolicy":
		return &GCPBackendPolicy{}
	case GKENetworkingV1 + " GCPGatewayPolicy":
		return &GCPGatewayPolicy{}
	case MonitoringV1 + " PodMonitoring", MonitoringV1 + " ClusterPodMonitoring":
		return &PodMonitoring{}
	case MonitoringV1 + " Rules", MonitoringV1 + " ClusterRules", MonitoringV1 + " GlobalRules":
		return &Rules{}
	case ArgoV1alpha1 + " Application":
		return &Application{}
	case ArgoV1alpha1 + " AppProject":
		return &AppProject{}
	case FluxKustomizeV1 + " Kustomization":
		return &FluxKustomization{}
	case FluxSourceV1 + " GitRepository":
		return &GitRepository{}
	case CloudNativePGV1 + " Cluster":
		return &PostgresCluster{}
	case CloudNativePGV1 + " ScheduledBackup":
		return &ScheduledBackup{}
	case SnapshotsV1 + " VolumeSnapshotClass":
		return &VolumeSnapshotClass{}
	}
	return nil
}
