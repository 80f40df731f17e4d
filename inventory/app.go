package inventory

import (
	"encoding/json"
	"strings"
)

// App is one Fly app with everything that belongs to it.
type App struct {
	ID                string `json:"id"`
	Name              string `json:"name"`
	InternalNumericID int64  `json:"internal_numeric_id,omitempty"`
	Org               string `json:"org,omitempty"`
	// Network is the app's private network; empty means the organisation's
	// default one.
	Network     string `json:"network,omitempty"`
	NetworkCIDR string `json:"network_cidr,omitempty"`
	// Status is deployed, suspended, pending or dead.
	Status string `json:"status,omitempty"`
	// Role is Fly's app_role: postgres_cluster, remote-docker-builder or empty.
	Role        string `json:"app_role,omitempty"`
	CNAMETarget string `json:"cname_target,omitempty"`
	// Hostname and PlatformVersion (machines, nomad or detached) come with
	// Config and are known when that section is.
	Hostname        string `json:"hostname,omitempty"`
	PlatformVersion string `json:"platform_version,omitempty"`
	MachineCount    int64  `json:"machine_count,omitempty"`
	VolumeCount     int64  `json:"volume_count,omitempty"`

	Machines     List[Machine]     `json:"machines"`
	Volumes      List[Volume]      `json:"volumes"`
	Secrets      List[Secret]      `json:"secrets"`
	SecretKeys   List[SecretKey]   `json:"secret_keys"`
	Addresses    List[Address]     `json:"ip_assignments"`
	Egress       List[Egress]      `json:"egress_addresses"`
	Certificates List[Certificate] `json:"certificates"`
	// Config is the configDefinition of the last release: the app's whole
	// fly.toml as flyctl normalised it, keys in Fly's order. It has no value
	// for an app that was never deployed with fly deploy.
	Config     One[json.RawMessage] `json:"config_definition"`
	Releases   List[Release]        `json:"releases"`
	HostIssues List[HostIssue]      `json:"host_issues"`
	Tokens     List[AccessToken]    `json:"tokens"`

	// Gone is true when the app was listed and had vanished when asked for.
	Gone bool `json:"gone,omitempty"`
	// Redacted are the places whose value looked like a credential.
	Redacted []Redaction `json:"redacted,omitempty"`
	Extra
}

// Redaction is a value that was replaced because it looks like a credential.
// Fly stores it in the clear, so it has to become a secret on the other side.
type Redaction struct {
	// Path is the JSON path inside the app.
	Path string `json:"path"`
	// Looks is what the value looks like, such as "url with a password".
	Looks string `json:"looks"`
}

// AppKind sorts apps into those that a company wrote and those that Fly made.
type AppKind string

const (
	// AppOrdinary is an app that somebody deploys.
	AppOrdinary AppKind = "app"
	// AppPostgres is an unmanaged Postgres cluster.
	AppPostgres AppKind = "postgres"
	// AppBuilder is a remote builder or deployer that Fly makes by itself.
	AppBuilder AppKind = "builder"
)

// Kind tells what sort of app it is, from its role first and its name second.
func (a *App) Kind() AppKind {
	role := strings.ToLower(a.Role)
	switch {
	case strings.HasPrefix(role, "postgres"):
		return AppPostgres
	case strings.HasPrefix(role, "remote"), strings.HasPrefix(a.Name, "fly-builder-"), strings.HasPrefix(a.Name, "fly-deployer-"):
		return AppBuilder
	case a.runsManagedPostgres():
		return AppPostgres
	}
	return AppOrdinary
}

func (a *App) runsManagedPostgres() bool {
	for _, m := range a.Machines.Items {
		if m.Metadata("fly-managed-postgres") == "true" {
			return true
		}
	}
	return false
}
