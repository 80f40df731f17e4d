package inventory

import "strings"

// Address is an address that Fly's proxy listens on for an app.
type Address struct {
	IP string `json:"ip"`
	// Type is v4, v6, shared_v4 or private_v6 (flycast).
	Type        string          `json:"type,omitempty"`
	Region      string          `json:"region,omitempty"`
	ServiceName string          `json:"service_name,omitempty"`
	Shared      bool            `json:"shared,omitempty"`
	Egress      bool            `json:"egress,omitempty"`
	CreatedAt   string          `json:"created_at,omitempty"`
	Network     *AddressNetwork `json:"network,omitempty"`
	Extra
}

// AddressNetwork is the private network that a flycast address is on.
type AddressNetwork struct {
	Name    string `json:"name"`
	OrgSlug string `json:"org_slug,omitempty"`
	Extra
}

// Flycast reports whether the address is private.
func (a Address) Flycast() bool {
	return a.Type == "private_v6" || strings.HasPrefix(a.IP, "fdaa:")
}

// Egress is a fixed outbound address.
type Egress struct {
	ID string `json:"id,omitempty"`
	IP string `json:"ip"`
	// Version is 4 or 6.
	Version int    `json:"version"`
	Region  string `json:"region,omitempty"`
	// Machine is set for the older kind that belongs to one machine.
	Machine string `json:"machine,omitempty"`
}

// Certificate is a hostname that Fly answers for, with what its DNS needs.
type Certificate struct {
	Hostname string `json:"hostname"`
	// Status is active, pending_ownership or pending_validation.
	Status                 string               `json:"status,omitempty"`
	Configured             bool                 `json:"configured,omitempty"`
	DNSProvider            string               `json:"dns_provider,omitempty"`
	ACMERequested          bool                 `json:"acme_requested,omitempty"`
	ACMEDNSConfigured      bool                 `json:"acme_dns_configured,omitempty"`
	ACMEALPNConfigured     bool                 `json:"acme_alpn_configured,omitempty"`
	ACMEHTTPConfigured     bool                 `json:"acme_http_configured,omitempty"`
	OwnershipTXTConfigured bool                 `json:"ownership_txt_configured,omitempty"`
	HasCustomCertificate   bool                 `json:"has_custom_certificate,omitempty"`
	HasFlyCertificate      bool                 `json:"has_fly_certificate,omitempty"`
	CreatedAt              string               `json:"created_at,omitempty"`
	UpdatedAt              string               `json:"updated_at,omitempty"`
	Detail                 One[CertificateInfo] `json:"detail"`
	Extra
}

// CertificateInfo is what Fly tells of one hostname when asked for it alone.
type CertificateInfo struct {
	Certificates     []IssuedCertificate   `json:"certificates,omitempty"`
	Validation       CertificateValidation `json:"validation"`
	DNSRequirements  DNSRequirements       `json:"dns_requirements"`
	DNSRecords       *DNSRecords           `json:"dns_records,omitempty"`
	RateLimitedUntil string                `json:"rate_limited_until,omitempty"`
	ValidationErrors []ValidationError     `json:"validation_errors,omitempty"`
	Extra
}

// IssuedCertificate is a certificate; Source is custom or fly.
type IssuedCertificate struct {
	Source    string       `json:"source"`
	Status    string       `json:"status,omitempty"`
	CreatedAt string       `json:"created_at,omitempty"`
	ExpiresAt string       `json:"expires_at,omitempty"`
	Issuer    string       `json:"issuer,omitempty"`
	Issued    []IssuedPart `json:"issued,omitempty"`
	Extra
}

// IssuedPart is the RSA or the ECDSA half of a certificate.
type IssuedPart struct {
	Type                 string `json:"type"`
	ExpiresAt            string `json:"expires_at,omitempty"`
	CertificateAuthority string `json:"certificate_authority,omitempty"`
	Extra
}
