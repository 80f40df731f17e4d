package flytoml

// HTTPOptions is http_options of a port or of [http_service].
type HTTPOptions struct {
	Field     string
	Compress  *bool
	H2Backend *bool
	// IdleTimeout and HeadersReadTimeout are seconds.
	IdleTimeout        *uint32
	HeadersReadTimeout *uint32
	Response           *HTTPResponse
	ReplayCache        []ReplayCache
}

// HTTPResponse is what the proxy changes in responses.
type HTTPResponse struct {
	Field    string
	Pristine *bool
	Headers  []ResponseHeader // by name
}

// ResponseHeader is one header that the proxy sets or, with Remove, takes away.
type ResponseHeader struct {
	Field  string
	Name   string
	Values []string // empty with Remove
	Remove bool
}

// ReplayCache is one entry of http_options.replay_cache.
type ReplayCache struct {
	Field       string
	PathPrefix  string
	TTLSeconds  int
	Type        string // cookie or header
	Name        string
	AllowBypass bool
}

// TLSOptions is tls_options of a port or of [http_service].
type TLSOptions struct {
	Field             string
	ALPN              []string
	Versions          []string
	DefaultSelfSigned *bool
}
