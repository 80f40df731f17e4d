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

func (t table) httpOptions() *HTTPOptions {
	o, ok := t.sub("http_options")
	if !ok {
		return nil
	}
	options := &HTTPOptions{
		Field:              o.field,
		Compress:           o.optBool("compress"),
		H2Backend:          o.optBool("h2_backend"),
		IdleTimeout:        o.optUint32("idle_timeout"),
		HeadersReadTimeout: o.optUint32("headers_read_timeout"),
	}
	if r, ok := o.sub("response"); ok {
		options.Response = &HTTPResponse{Field: r.field, Pristine: r.optBool("pristine"), Headers: r.responseHeaders()}
	}
	for _, c := range o.tables("replay_cache") {
		options.ReplayCache = append(options.ReplayCache, ReplayCache{
			Field:       c.field,
			PathPrefix:  c.string("path_prefix"),
			TTLSeconds:  c.int("ttl_seconds"),
			Type:        c.string("type"),
			Name:        c.string("name"),
			AllowBypass: c.bool("allow_bypass"),
		})
	}
	return options
}

// responseHeaders takes any value, as flyctl does; the API accepts a string, a
// list of strings, or false.
func (t table) responseHeaders() []ResponseHeader {
	var headers []ResponseHeader
	for _, n := range t.named("headers") {
		n.whole = true
		h := ResponseHeader{Field: n.field, Name: n.key}
		switch {
		case n.value == false:
			h.Remove = true
		case n.shape == list:
			for _, c := range n.children {
				h.Values = append(h.Values, printed(c))
			}
		default:
			h.Values = []string{printed(n)}
		}
		headers = append(headers, h)
	}
	return headers
}

func (t table) tlsOptions() *TLSOptions {
	o, ok := t.sub("tls_options")
	if !ok {
		return nil
	}
	return &TLSOptions{
		Field:             o.field,
		ALPN:              o.strings("alpn"),
		Versions:          o.strings("versions"),
		DefaultSelfSigned: o.optBool("default_self_signed"),
	}
}
