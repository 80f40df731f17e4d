package inventory

// Member is a person in the organisation.
type Member struct {
	ID    string `json:"id,omitempty"`
	Name  string `json:"name,omitempty"`
	Email string `json:"email"`
	// Role is ADMIN or MEMBER: Fly knows no others.
	Role     string `json:"role"`
	JoinedAt string `json:"joined_at,omitempty"`
}

// Invitation is a person who was asked to join.
type Invitation struct {
	Email     string `json:"email"`
	Inviter   string `json:"inviter,omitempty"`
	Redeemed  bool   `json:"redeemed,omitempty"`
	CreatedAt string `json:"created_at,omitempty"`
}

// AccessToken is a token by its name and profile. Its text is never asked for.
type AccessToken struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
	// Profile is deploy, deploy_organization, read_organization, log_shipper…
	Profile   string `json:"profile,omitempty"`
	User      string `json:"user,omitempty"`
	CreatedAt string `json:"created_at,omitempty"`
	ExpiresAt string `json:"expires_at,omitempty"`
	RevokedAt string `json:"revoked_at,omitempty"`
}

// WireGuardPeer is a machine outside Fly on the private network. Names that
// start with interactive- are flyctl's own and short-lived.
type WireGuardPeer struct {
	ID        string `json:"id,omitempty"`
	Name      string `json:"name"`
	PublicKey string `json:"pubkey,omitempty"`
	Region    string `json:"region,omitempty"`
	PeerIP    string `json:"peerip,omitempty"`
	// Network is empty for the organisation's default network.
	Network string `json:"network,omitempty"`
}

// DelegatedToken lets its owner make WireGuard peers.
type DelegatedToken struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name"`
}

// ReplaySettings say who may send fly-replay into the organisation.
type ReplaySettings struct {
	AllowedSourceOrgs    []string `json:"allowed_source_orgs,omitempty"`
	AllowAllCrossNetwork bool     `json:"allow_all_cross_network_replays,omitempty"`
}
