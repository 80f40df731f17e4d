package inventory

// PostgresCluster is an app that runs Fly's own Postgres image. It is derived
// from the app's machines; the app itself is in the snapshot, too.
type PostgresCluster struct {
	App string `json:"app"`
	// Manager is flex (repmgr) or stolon.
	Manager string `json:"manager"`
	// Version is what the image says, such as 16.4; empty when it doesn't.
	Version string `json:"version,omitempty"`
	Image   string `json:"image,omitempty"`
	// PrimaryRegion is empty when the machines do not say.
	PrimaryRegion string                   `json:"primary_region,omitempty"`
	Attachments   List[PostgresAttachment] `json:"attachments"`
}

// PostgresAttachment joins an app to a database of a cluster.
type PostgresAttachment struct {
	App          string `json:"app"`
	DatabaseName string `json:"database_name"`
	DatabaseUser string `json:"database_user"`
	// EnvironmentVariableName is the secret that holds the URL.
	EnvironmentVariableName string `json:"environment_variable_name"`
}

// ManagedCluster is a Managed Postgres cluster.
type ManagedCluster struct {
	ID             string        `json:"id"`
	Name           string        `json:"name"`
	Region         string        `json:"region"`
	Status         string        `json:"status,omitempty"`
	Plan           string        `json:"plan,omitempty"`
	CPUs           int           `json:"cpus,omitempty"`
	CPUKind        string        `json:"cpu_kind,omitempty"`
	MemoryMB       int           `json:"memory_mb,omitempty"`
	DiskSizeGB     int           `json:"disk_size_gb,omitempty"`
	Replicas       int           `json:"replicas,omitempty"`
	MajorVersion   string        `json:"pg_major_version,omitempty"`
	PostGISEnabled bool          `json:"postgis_enabled,omitempty"`
	CreatedAt      string        `json:"created_at,omitempty"`
	AttachedApps   []AttachedApp `json:"attached_apps,omitempty"`
	Endpoints      *Endpoints    `json:"endpoints,omitempty"`
	// Detail tells whether sizes and endpoints could be read; the list alone
	// does not have them.
	Detail    Section               `json:"detail"`
	Databases List[ManagedDatabase] `json:"databases"`
	Users     List[ManagedUser]     `json:"users"`
	// Observed holds bytes and backups; it is kept apart from the rest.
	Observed *ManagedObserved `json:"observed,omitempty"`
	Extra
}

// AttachedApp is an app that got the cluster's DATABASE_URL.
type AttachedApp struct {
	Name string `json:"name"`
	ID   string `json:"id,omitempty"`
	Extra
}

// Endpoints are host names and ports, without users or passwords.
type Endpoints struct {
	Primary EndpointPair `json:"primary"`
	Extra
}

// EndpointPair is the way past PgBouncer, and the one through it.
type EndpointPair struct {
	Direct Endpoint `json:"direct"`
	Pooler Endpoint `json:"pooler"`
	Extra
}

// Endpoint is a host and a port.
type Endpoint struct {
	Host string `json:"host,omitempty"`
	Port int    `json:"port,omitempty"`
	Extra
}

// ManagedDatabase is one database with its extensions.
type ManagedDatabase struct {
	Name       string          `json:"name"`
	Extensions List[Extension] `json:"extensions"`
	Extra
}

// Extension is a Postgres extension. Installed is nil when it is only on offer.
type Extension struct {
	Name           string              `json:"name"`
	DefaultVersion string              `json:"default_version,omitempty"`
	Installed      *InstalledExtension `json:"installed,omitempty"`
	System         bool                `json:"system,omitempty"`
	Extra
}

// InstalledExtension is the version and schema in use.
type InstalledExtension struct {
	Version string `json:"version"`
	Schema  string `json:"schema,omitempty"`
	Extra
}

// ManagedUser is a database user by name.
type ManagedUser struct {
	Username string `json:"username"`
	Role     string `json:"role,omitempty"`
	Extra
}

// ManagedBackup is a backup; Type is full, incr or diff.
type ManagedBackup struct {
	ID         string `json:"id"`
	Status     string `json:"status,omitempty"`
	Type       string `json:"type,omitempty"`
	StartedAt  string `json:"started_at,omitempty"`
	FinishedAt string `json:"finished_at,omitempty"`
	SizeBytes  int64  `json:"size_bytes,omitempty"`
	Extra
}

// ManagedObserved is what moves by itself on a cluster.
type ManagedObserved struct {
	StorageUsedBytes        int64               `json:"storage_used_bytes,omitempty"`
	StorageProvisionedBytes int64               `json:"storage_provisioned_bytes,omitempty"`
	Backups                 List[ManagedBackup] `json:"backups"`
}
