package inventory

// Volume is a Fly volume: a slice of one host's disk.
type Volume struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	State  string `json:"state,omitempty"`
	SizeGB int    `json:"size_gb"`
	Region string `json:"region"`
	Zone   string `json:"zone,omitempty"`
	// Type is local or cache; empty when Fly does not say.
	Type      string `json:"type,omitempty"`
	FSType    string `json:"fstype,omitempty"`
	Encrypted bool   `json:"encrypted"`
	// AttachedMachine is empty for a volume that nothing uses.
	AttachedMachine    string `json:"attached_machine_id,omitempty"`
	AttachedAllocation string `json:"attached_alloc_id,omitempty"`
	CreatedAt          string `json:"created_at,omitempty"`
	HostDedicationID   string `json:"host_dedication_id,omitempty"`
	// SnapshotRetention is in days.
	SnapshotRetention int             `json:"snapshot_retention,omitempty"`
	AutoBackupEnabled bool            `json:"auto_backup_enabled,omitempty"`
	HostStatus        string          `json:"host_status,omitempty"`
	Observed          *VolumeObserved `json:"observed,omitempty"`
	Extra
}

// BytesUsed is what the volume holds, 0 when Fly does not say.
func (v *Volume) BytesUsed() int64 {
	if v.Observed == nil {
		return 0
	}
	return v.Observed.BytesUsed
}

// Secret is a secret's name and digest. Equal digests inside one app mean
// equal values; across apps they mean nothing.
type Secret struct {
	Name   string `json:"name"`
	Digest string `json:"digest,omitempty"`
	// State is deployed, or staged when machines may still run without it or
	// with an older value. Empty when that can't be told.
	State     string `json:"state,omitempty"`
	CreatedAt string `json:"created_at,omitempty"`
	UpdatedAt string `json:"updated_at,omitempty"`
	Extra
}

// SecretKey is a key that Fly holds and uses for an app, by name.
type SecretKey struct {
	Name string `json:"name"`
	Type string `json:"type"`
	// PublicKey is base64; empty for symmetric keys.
	PublicKey string `json:"public_key,omitempty"`
	Extra
}
