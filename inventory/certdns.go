package inventory

// CertificateValidation says which of Fly's proofs of a hostname work.
type CertificateValidation struct {
	DNSConfigured          bool `json:"dns_configured,omitempty"`
	ALPNConfigured         bool `json:"alpn_configured,omitempty"`
	HTTPConfigured         bool `json:"http_configured,omitempty"`
	OwnershipTXTConfigured bool `json:"ownership_txt_configured,omitempty"`
	Extra
}

// DNSRequirements are the records that Fly asks for.
type DNSRequirements struct {
	A             []string        `json:"a,omitempty"`
	AAAA          []string        `json:"aaaa,omitempty"`
	CNAME         string          `json:"cname,omitempty"`
	ACMEChallenge ChallengeRecord `json:"acme_challenge"`
	Ownership     OwnershipRecord `json:"ownership"`
	Extra
}

// ChallengeRecord is the CNAME that lets Fly answer ACME for a hostname.
type ChallengeRecord struct {
	Name   string `json:"name,omitempty"`
	Target string `json:"target,omitempty"`
	Extra
}

// OwnershipRecord is the TXT that proves ownership; either value does.
type OwnershipRecord struct {
	Name     string `json:"name,omitempty"`
	AppValue string `json:"app_value,omitempty"`
	OrgValue string `json:"org_value,omitempty"`
	Extra
}

// DNSRecords are what Fly last saw in the DNS.
type DNSRecords struct {
	A                  []string `json:"a,omitempty"`
	AAAA               []string `json:"aaaa,omitempty"`
	CNAME              []string `json:"cname,omitempty"`
	ResolvedAddresses  []string `json:"resolved_addresses,omitempty"`
	SOA                *string  `json:"soa,omitempty"`
	ACMEChallengeCNAME *string  `json:"acme_challenge_cname,omitempty"`
	OwnershipTXT       *string  `json:"ownership_txt,omitempty"`
	Extra
}

// ValidationError is why Fly could not prove a hostname.
type ValidationError struct {
	Code        *string `json:"code,omitempty"`
	Message     string  `json:"message"`
	Remediation string  `json:"remediation,omitempty"`
	Timestamp   string  `json:"timestamp,omitempty"`
	Extra
}
