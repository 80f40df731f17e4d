package inventory

// Restart is what happens when the main process ends.
type Restart struct {
	// Policy is no, always, on-failure or spot-price.
	Policy      string  `json:"policy,omitempty"`
	MaxRetries  int     `json:"max_retries,omitempty"`
	GPUBidPrice float64 `json:"gpu_bid_price,omitempty"`
	Extra
}

// StopConfig is how a machine is stopped; Fly's own defaults are SIGINT and
// five seconds.
type StopConfig struct {
	Timeout *Duration `json:"timeout,omitempty"`
	Signal  *string   `json:"signal,omitempty"`
	Extra
}

// Rootfs says whether the root file system outlives a restart.
type Rootfs struct {
	Persist PersistRootfs `json:"persist,omitempty"`
	SizeGB  uint64        `json:"size_gb,omitempty"`
	Extra
}

// CacheDrive is a scratch disk of the host.
type CacheDrive struct {
	SizeMB uint64 `json:"size_mb,omitempty"`
	Extra
}

// Spot is a machine that Fly may take away.
type Spot struct {
	// MaxPriceFraction is of the full price, above 0 and at most 1.
	MaxPriceFraction float64 `json:"max_price_fraction,omitempty"`
	Extra
}

// DNS is a machine's resolver and its registration under .internal.
type DNS struct {
	SkipRegistration bool             `json:"skip_registration,omitempty"`
	Nameservers      []string         `json:"nameservers,omitempty"`
	Searches         []string         `json:"searches,omitempty"`
	Options          []DNSOption      `json:"options,omitempty"`
	ForwardRules     []DNSForwardRule `json:"dns_forward_rules,omitempty"`
	Hostname         string           `json:"hostname,omitempty"`
	HostnameFQDN     string           `json:"hostname_fqdn,omitempty"`
	Extra
}

// DNSOption is one option of resolv.conf.
type DNSOption struct {
	Name  string `json:"name,omitempty"`
	Value string `json:"value,omitempty"`
	Extra
}

// DNSForwardRule sends names below Basename to another server.
type DNSForwardRule struct {
	Basename string `json:"basename,omitempty"`
	Addr     string `json:"addr,omitempty"`
	Extra
}

// Process is one of several processes that share a machine.
type Process struct {
	Exec             []string          `json:"exec,omitempty"`
	Entrypoint       []string          `json:"entrypoint,omitempty"`
	Cmd              []string          `json:"cmd,omitempty"`
	User             string            `json:"user,omitempty"`
	Env              map[string]string `json:"env,omitempty"`
	Secrets          []SecretRef       `json:"secrets,omitempty"`
	IgnoreAppSecrets bool              `json:"ignore_app_secrets,omitempty"`
	EnvFrom          []EnvFrom         `json:"env_from,omitempty"`
	Extra
}

// SecretRef gives a process one of the app's secrets, by name.
type SecretRef struct {
	EnvVar string `json:"env_var"`
	Name   string `json:"name"`
	Extra
}

// EnvFrom sets a variable from a field of the machine: id, version, app_name,
// private_ip, region or image.
type EnvFrom struct {
	EnvVar   string `json:"env_var"`
	FieldRef string `json:"field_ref"`
	Extra
}
