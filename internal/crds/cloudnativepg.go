package crds

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// PostgresCluster is CloudNativePG's Cluster: a primary and its standbys.
type PostgresCluster struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              PostgresClusterSpec `json:"spec,omitempty"`
}

// PostgresClusterSpec says how many copies run, of what, and where.
type PostgresClusterSpec struct {
	Instances int    `json:"instances"`
	ImageName string `json:"imageName,omitempty"`
	// EnableSuperuserAccess keeps a password for postgres in the Secret
	// NAME-superuser.
	EnableSuperuserAccess bool               `json:"enableSuperuserAccess,omitempty"`
	PriorityClassName     string             `json:"priorityClassName,omitempty"`
	Resources             PostgresResources  `json:"resources,omitzero"`
	Storage               PostgresStorage    `json:"storage,omitzero"`
	Affinity              PostgresAffinity   `json:"affinity,omitzero"`
	PostgreSQL            PostgresSettings   `json:"postgresql,omitzero"`
	Managed               *PostgresManaged   `json:"managed,omitempty"`
	Backup                *PostgresBackup    `json:"backup,omitempty"`
	InheritedMetadata     *PostgresInherited `json:"inheritedMetadata,omitempty"`
}

// PostgresResources are quantities by resource, as in a container.
type PostgresResources struct {
	Requests map[string]intstr.IntOrString `json:"requests,omitempty"`
	Limits   map[string]intstr.IntOrString `json:"limits,omitempty"`
}

// PostgresStorage is each copy's disk.
type PostgresStorage struct {
	Size         string `json:"size,omitempty"`
	StorageClass string `json:"storageClass,omitempty"`
}

// PostgresAffinity keeps copies apart and on their nodes.
type PostgresAffinity struct {
	TopologyKey string `json:"topologyKey,omitempty"`
	// PodAntiAffinityType is preferred or required.
	PodAntiAffinityType string               `json:"podAntiAffinityType,omitempty"`
	NodeSelector        map[string]string    `json:"nodeSelector,omitempty"`
	Tolerations         []PostgresToleration `json:"tolerations,omitempty"`
}

// PostgresToleration has the shape of a pod's.
type PostgresToleration struct {
	Key      string `json:"key,omitempty"`
	Operator string `json:"operator,omitempty"`
	Value    string `json:"value,omitempty"`
	Effect   string `json:"effect,omitempty"`
}

// PostgresSettings are those of postgresql.conf.
type PostgresSettings struct {
	Parameters map[string]string `json:"parameters,omitempty"`
}

// PostgresManaged are objects that the operator keeps beside its own.
type PostgresManaged struct {
	Services *PostgresServices `json:"services,omitempty"`
}

// PostgresServices are Services besides NAME-rw, NAME-ro and NAME-r.
type PostgresServices struct {
	Additional []PostgresService `json:"additional,omitempty"`
}

// PostgresService leads to the primary (rw), the standbys (ro) or any (r).
type PostgresService struct {
	SelectorType    string                  `json:"selectorType"`
	ServiceTemplate PostgresServiceTemplate `json:"serviceTemplate"`
}

// PostgresServiceTemplate is what the operator doesn't decide of a Service.
type PostgresServiceTemplate struct {
	Metadata PostgresServiceMeta `json:"metadata,omitzero"`
	Spec     PostgresServiceSpec `json:"spec,omitzero"`
}

// PostgresServiceMeta names the Service.
type PostgresServiceMeta struct {
	Name        string            `json:"name,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
}

// PostgresServiceSpec is what kind of Service it is.
type PostgresServiceSpec struct {
	Type              string `json:"type,omitempty"`
	LoadBalancerClass string `json:"loadBalancerClass,omitempty"`
}

// PostgresBackup says how copies of the disks are kept.
type PostgresBackup struct {
	VolumeSnapshot *PostgresSnapshots `json:"volumeSnapshot,omitempty"`
}

// PostgresSnapshots are snapshots of the disks.
type PostgresSnapshots struct {
	ClassName string `json:"className,omitempty"`
}

// PostgresInherited are labels of everything that the operator makes.
type PostgresInherited struct {
	Labels map[string]string `json:"labels,omitempty"`
}

// ScheduledBackup makes a backup of a PostgresCluster now and then.
type ScheduledBackup struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              ScheduledBackupSpec `json:"spec,omitempty"`
}

// ScheduledBackupSpec says when: six fields, the first is seconds.
type ScheduledBackupSpec struct {
	Schedule string `json:"schedule"`
	// Method is barmanObjectStore, volumeSnapshot or plugin.
	Method    string       `json:"method,omitempty"`
	Immediate bool         `json:"immediate,omitempty"`
	Cluster   BackupOfWhat `json:"cluster"`
	// BackupOwnerReference is none, self or cluster: with none, backups outlive
	// both.
	BackupOwnerReference string `json:"backupOwnerReference,omitempty"`
}

// BackupOfWhat names the PostgresCluster.
type BackupOfWhat struct {
	Name string `json:"name"`
}
