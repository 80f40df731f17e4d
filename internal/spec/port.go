package spec

// A Port is one that the container listens on.
type Port struct {
	Name     string // http, tcp-5432, metrics: an IANA service name, at most 15 characters
	Number   int
	Protocol string // TCP or UDP
	H2C      bool   // speaks HTTP/2 without TLS
}

// An Edge is HTTP(S) from the internet to one port.
type Edge struct {
	Port       string   // a Port's Name
	Hosts      []string // host names of this app that arrive here
	ForceHTTPS bool     // plain HTTP is redirected, not served
	Health     Health
	Timeout    int      // seconds that one request or websocket may take
	Drain      int      // seconds
	MaxRate    int      // requests per second and pod; 0: no limit known
	Soft       int      // Fly's soft_limit that MaxRate was worked out from
	Affinity   string   // "", cookie or ip
	Headers    []Header // set on every response
	Compat     bool     // re-create Fly's request headers
	Websockets bool
	GRPC       bool   // every request is gRPC
	TLSMin     string // lowest TLS version; empty: the platform's policy
}

// A Header is set (or removed, when Remove) on every response.
type Header struct {
	Name, Value string
	Remove      bool
}

// Health is the load balancer's own check of a backend.
type Health struct {
	Type      string // HTTP, HTTPS, HTTP2, TCP or GRPC
	Path      string
	Host      string
	Port      int // 0: the serving port
	Interval  int // seconds
	Timeout   int // seconds
	Healthy   int
	Unhealthy int
}

// L4 is a raw port open to the internet.
type L4 struct {
	Port     string // a Port's Name
	Public   int    // the port outside
	Protocol string // TCP or UDP
	Address  string // name of the reserved regional address; one group has one
}

// Private is a port that other apps reach by the app's private name.
type Private struct {
	Port    string // a Port's Name
	Public  int    // the port that callers use
	Flycast bool   // reached under app.flycast as well as app.internal
}
