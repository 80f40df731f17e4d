package inventory

import "encoding/json"

// AddOn is something that Fly sells and somebody else runs: Redis, Tigris,
// Sentry and others. Nothing in it opens a connection.
type AddOn struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Provider is upstash_redis, tigris, sentry, supabase …
	Provider      string          `json:"provider,omitempty"`
	Status        string          `json:"status,omitempty"`
	Plan          AddOnPlan       `json:"plan"`
	PrimaryRegion string          `json:"primary_region,omitempty"`
	ReadRegions   []string        `json:"read_regions,omitempty"`
	Hostname      string          `json:"hostname,omitempty"`
	Options       json.RawMessage `json:"options,omitempty"`
	Metadata      json.RawMessage `json:"metadata,omitempty"`
	// Apps are the names of apps that it is attached to.
	Apps      []string `json:"apps,omitempty"`
	CreatedAt string   `json:"created_at,omitempty"`
}

// AddOnPlan is what is paid for. Price is in cents per month, as Fly sends it.
type AddOnPlan struct {
	Name                     string `json:"name,omitempty"`
	DisplayName              string `json:"display_name,omitempty"`
	MaxDataSize              string `json:"max_data_size,omitempty"`
	MaxCommandsPerSec        int    `json:"max_commands_per_sec,omitempty"`
	MaxConcurrentConnections int    `json:"max_concurrent_connections,omitempty"`
	PricePerMonth            int    `json:"price_per_month,omitempty"`
}
