package inventory

// Version is the version of the snapshot's format. Load refuses others.
const Version = 1

// Snapshot is what one organisation has. Several organisations are several
// snapshots, each in a folder of its own.
type Snapshot struct {
	Version int `json:"version"`
	Org     Org `json:"org"`
	// Token says what the token that made the snapshot could see.
	Token TokenScope `json:"token"`

	Members     List[Member]     `json:"members"`
	Invitations List[Invitation] `json:"invitations"`
	// Tokens are the organisation's access tokens by name, never their text.
	Tokens          List[AccessToken]    `json:"tokens"`
	WireGuard       List[WireGuardPeer]  `json:"wireguard_peers"`
	WireGuardTokens List[DelegatedToken] `json:"wireguard_tokens"`
	Replay          One[ReplaySettings]  `json:"replay"`
	Regions         List[Region]         `json:"regions"`
	Networks        []Network            `json:"networks,omitempty"`
	AddOns          List[AddOn]          `json:"add_ons"`
	Managed         List[ManagedCluster] `json:"managed_postgres"`
	Clusters        []PostgresCluster    `json:"postgres_clusters,omitempty"`
	// Strays are machines of the organisation-wide list that no app's own list
	// has: of apps that vanished, or that the token may not read.
	Strays List[MachineSummary] `json:"stray_machines"`
	// Apps lists every app that the token sees; the section says whether the
	// list itself is whole, each app's sections say the same of its parts.
	Apps List[App] `json:"apps"`
	// Redacted are the places outside of apps whose value looked like a
	// credential.
	Redacted []Redaction `json:"redacted,omitempty"`
}

// Org is a Fly organisation.
type Org struct {
	ID string `json:"id"`
	// InternalNumericID is a number in a string, as Fly's GraphQL sends it.
	InternalNumericID string `json:"internal_numeric_id,omitempty"`
	// Slug is "personal" for one's own organisation; RawSlug is the real one.
	Slug    string `json:"slug"`
	RawSlug string `json:"raw_slug,omitempty"`
	Name    string `json:"name"`
	// Type is PERSONAL or SHARED.
	Type       string `json:"type,omitempty"`
	PaidPlan   bool   `json:"paid_plan,omitempty"`
	Billable   bool   `json:"billable,omitempty"`
	ViewerRole string `json:"viewer_role,omitempty"`
	// Detail tells whether more than the slug could be read.
	Detail Section `json:"detail"`
}

// TokenScope is what the preflight learned of the token.
type TokenScope struct {
	Section
	// Org is the organisation's slug.
	Org string `json:"org"`
	// Apps limits the token to these apps; empty means the whole organisation.
	Apps []string `json:"apps,omitempty"`
	// ReadOnly is true when nothing that the token carries lets it write.
	ReadOnly bool `json:"read_only,omitempty"`
}

// App returns the app of that name, nil when the snapshot has none.
func (s *Snapshot) App(name string) *App {
	for i := range s.Apps.Items {
		if s.Apps.Items[i].Name == name {
			return &s.Apps.Items[i]
		}
	}
	return nil
}

// Network is a private network (6PN), known only from what is on it: Fly has
// no call that lists networks, so one that holds nothing is not seen.
type Network struct {
	// Name is "default" for the organisation's own.
	Name  string   `json:"name"`
	Apps  []string `json:"apps,omitempty"`
	Peers []string `json:"wireguard_peers,omitempty"`
	// Flycast are apps of other networks with an address on this one.
	Flycast []string `json:"flycast,omitempty"`
}

// Region is a Fly region as the platform lists it.
type Region struct {
	Code             string  `json:"code"`
	Name             string  `json:"name"`
	Latitude         float64 `json:"latitude"`
	Longitude        float64 `json:"longitude"`
	GatewayAvailable bool    `json:"gateway_available,omitempty"`
	RequiresPaidPlan bool    `json:"requires_paid_plan,omitempty"`
	Deprecated       bool    `json:"deprecated,omitempty"`
	GeoRegion        string  `json:"geo_region,omitempty"`
	MPGAvailable     bool    `json:"mpg_available,omitempty"`
	Extra
}
