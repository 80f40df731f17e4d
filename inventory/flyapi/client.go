package flyapi

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	genq "github.com/Khan/genqlient/graphql"
	"github.com/superfly/fly-go"
	"github.com/superfly/fly-go/flaps"
	"github.com/superfly/fly-go/tokens"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// Fly's hosts (https://fly.io/docs/machines/api/working-with-machines-api/).
const (
	apiURL      = "https://api.fly.io"
	machinesURL = "https://api.machines.dev"
)

// Options are what a client needs to know; all but Token have defaults.
type Options struct {
	// Token is a Fly token with or without its scheme.
	Token string
	// APIURL answers GraphQL, MachinesURL the Machines API.
	APIURL, MachinesURL string
	// Name and Version make the User-Agent.
	Name, Version string
	// Rate is the ceiling over everything in requests per second, 20 by
	// default. A server on this machine's own loopback is not Fly and is not
	// held back unless a limit is given.
	Rate float64
	// PerAction and Burst hold back each action on each app: 1 per second, 2 at
	// once. Fly allows 3; the one in reserve is for jitter on the way.
	PerAction float64
	Burst     int
	// Attempts is how often one request is sent at most, 6 by default.
	Attempts int
	// Timeout is for one attempt, 30 seconds by default.
	Timeout time.Duration
	// FirstWait and MaxWait bound the pause between attempts: half a second and
	// 30 seconds by default. MaxWait also bounds what Retry-After may ask for.
	FirstWait, MaxWait time.Duration
	// Transport sends the requests; nil means http.DefaultTransport's settings.
	Transport http.RoundTripper
}

// ErrNoToken: there is nothing to ask Fly with.
var ErrNoToken = errors.New("no Fly API token")

// Client is an inventory.Source.
type Client struct {
	agent    string
	flaps    *flaps.Client
	graphql  genq.Client
	http     *http.Client
	machines *url.URL
	tokens   *tokens.Tokens
	sender   *sender
}

var _ inventory.Source = (*Client)(nil)

// New makes a client. It sends nothing yet.
func New(opts Options) (*Client, error) {
	if opts.Token == "" {
		return nil, ErrNoToken
	}
	api, err := baseURL(cmp.Or(opts.APIURL, apiURL))
	if err != nil {
		return nil, err
	}
	machines, err := baseURL(cmp.Or(opts.MachinesURL, machinesURL))
	if err != nil {
		return nil, err
	}
	if loopback(machines) {
		opts.Rate, opts.PerAction, opts.Burst = cmp.Or(opts.Rate, 1000), cmp.Or(opts.PerAction, 1000), cmp.Or(opts.Burst, 1000)
	}
	parsed := tokens.Parse(opts.Token)
	agent := cmp.Or(opts.Name, "fly2k8s") + "/" + cmp.Or(opts.Version, "dev")
	rest, err := flaps.NewWithOptions(context.Background(), flaps.NewClientOpts{UserAgent: agent, Tokens: parsed})
	if err != nil {
		return nil, fmt.Errorf("make a client for fly's machines api: %w", err)
	}
	s := newSender(opts)
	web := fly.NewClientFromOptions(fly.ClientOptions{
		Tokens: parsed, BaseURL: api.String(), Name: cmp.Or(opts.Name, "fly2k8s"), Version: cmp.Or(opts.Version, "dev"),
		Transport: &fly.Transport{UnderlyingTransport: s},
	})
	return &Client{agent: agent, flaps: rest, graphql: web.GenqClient(), http: &http.Client{Transport: s}, machines: machines, tokens: parsed, sender: s}, nil
}

func baseURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("read the address of fly's api: %w", err)
	}
	if u.Scheme == "" || u.Host == "" {
		return nil, fmt.Errorf("read the address of fly's api: %q is not a URL", text)
	}
	u.Path = ""
	return u, nil
}

func loopback(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// Pressure tells how busy the client is.
func (c *Client) Pressure() inventory.Pressure { return c.sender.pressure() }
