package flytest

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
)

// Options change how the server behaves; the zero value is a healthy Fly that
// takes any token and knows no limits.
type Options struct {
	// Schema is Fly's, from LoadSchema. With it a query that Fly would refuse
	// is refused, and so is an answer that lacks what the schema promises.
	Schema *ast.Schema
	// Addr is where to listen; empty means a free port on loopback.
	Addr string
	// Faults makes some answers go wrong; nil means none.
	Faults *Faults
	// Limits are kept as Fly documents them; nil means none.
	Limits *Limits
	// Latency is added to each answer.
	Latency time.Duration
	// PageSize caps what a list with cursors sends at once; 0 means 100.
	PageSize int
	// OnRequest is told of each request before it is answered; may be nil.
	OnRequest func(*http.Request)
}

// Server is a running fake of Fly's API.
type Server struct {
	// URL is where all three APIs answer, without a slash at its end.
	URL string

	opts     Options
	schema   *ast.Schema
	http     *http.Server
	requests atomic.Int64
	limiter  *limiter
	faults   *faultPlan

	mu      sync.RWMutex
	company *company
	gone    map[string]bool // apps that were deleted while running
}

// Start serves the folder on loopback until Close.
func Start(folder fs.FS, opts Options) (*Server, error) {
	c, err := readCompany(folder)
	if err != nil {
		return nil, err
	}
	if opts.Addr == "" {
		opts.Addr = "127.0.0.1:0"
	}
	if opts.PageSize == 0 {
		opts.PageSize = 100
	}
	listener, err := net.Listen("tcp", opts.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen for the fake fly api: %w", err)
	}
	s := &Server{
		URL: "http://" + listener.Addr().String(), opts: opts, schema: opts.Schema, company: c,
		gone: map[string]bool{}, limiter: newLimiter(opts.Limits), faults: newFaultPlan(opts.Faults),
	}
	s.http = &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second}
	go s.serve(listener)
	return s, nil
}

func (s *Server) serve(listener net.Listener) {
	// Serve ends with ErrServerClosed, and a listener that dies shows in the
	// next request: there is nobody to tell here.
	_ = s.http.Serve(listener)
}

// Close stops the server and cuts what is still open.
func (s *Server) Close() error {
	if err := s.http.Close(); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("close the fake fly api: %w", err)
	}
	return nil
}

// Env points a real flyctl, or fly2k8s, at the server and keeps it quiet.
func (s *Server) Env() []string {
	return []string{
		"FLY_API_BASE_URL=" + s.URL,
		"FLY_FLAPS_BASE_URL=" + s.URL,
		"FLY_UIEX_BASE_URL=" + s.URL,
		"FLY_METRICS_BASE_URL=" + s.URL,
		"FLY_SYNTHETICS_BASE_URL=" + s.URL,
		"FLY_API_TOKEN=" + s.token(),
		"FLY_SEND_METRICS=0",
		"FLY_SYNTHETICS_AGENT=0",
		"FLY_NO_UPDATE_CHECK=1",
		"FLY_NO_INCIDENTS_CHECK=1",
	}
}

func (s *Server) token() string {
	if len(s.company.org.Access) > 0 {
		return s.company.org.Access[0].Token
	}
	return Token
}

// Token is taken when the folder lists none.
const Token = "flytest-token"

// Requests is how many were received so far.
func (s *Server) Requests() int { return int(s.requests.Load()) }

// DeleteApp makes an app vanish as if somebody had destroyed it just now.
func (s *Server) DeleteApp(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gone[name] = true
}

func (s *Server) app(name string) *appFile {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.gone[name] {
		return nil
	}
	return s.company.app(name)
}

func (s *Server) liveApps() []*appFile {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var kept []*appFile
	for _, a := range s.company.apps {
		if !s.gone[a.name()] {
			kept = append(kept, a)
		}
	}
	return kept
}

// requestID looks as Fly's do: a ULID and the region of the edge.
func requestID() string { return "01" + strings.ToUpper(rand.Text()[:24]) + "-fra" }
