package flyapi

import (
	"cmp"
	"context"
	"net/http"
	"regexp"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// pace holds requests back: what Fly allows for one action on one app, and a
// ceiling over all, which sinks by half when Fly says 429 and climbs again by
// a fiftieth with each answer.
type pace struct {
	perAction rate.Limit
	burst     int
	ceiling   float64
	global    *rate.Limiter

	mu                                              sync.Mutex
	actions                                         map[string]*rate.Limiter
	sunk                                            time.Time
	sent, retries, rejected, inFlight, mostInFlight int
}

func newPace(opts Options) *pace {
	ceiling := cmp.Or(opts.Rate, 20)
	return &pace{
		perAction: rate.Limit(cmp.Or(opts.PerAction, 1)), burst: cmp.Or(opts.Burst, 2), ceiling: ceiling,
		global: rate.NewLimiter(rate.Limit(ceiling), max(1, int(ceiling/10))), actions: map[string]*rate.Limiter{},
	}
}

// wait returns when the action may be sent.
func (p *pace) wait(ctx context.Context, action string) error {
	if action != "" {
		if err := p.action(action).Wait(ctx); err != nil {
			return err
		}
	}
	if err := p.global.Wait(ctx); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent++
	p.inFlight++
	p.mostInFlight = max(p.mostInFlight, p.inFlight)
	return nil
}

func (p *pace) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.inFlight--
}

func (p *pace) action(name string) *rate.Limiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	one := p.actions[name]
	if one == nil {
		one = rate.NewLimiter(p.perAction, p.burst)
		p.actions[name] = one
	}
	return one
}

// throttled halves the ceiling, once for all requests that were on their way
// together, and never below one request per second.
func (p *pace) throttled() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.rejected++
	if now := time.Now(); now.Sub(p.sunk) > time.Second {
		p.sunk = now
		p.global.SetLimit(max(p.global.Limit()/2, 1))
	}
}

func (p *pace) answered() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if limit := float64(p.global.Limit()); limit < p.ceiling {
		p.global.SetLimit(rate.Limit(min(limit+p.ceiling/50, p.ceiling)))
	}
}

func (p *pace) retried() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.retries++
}

func (s *sender) pressure() inventory.Pressure {
	p := s.pace
	p.mu.Lock()
	defer p.mu.Unlock()
	return inventory.Pressure{Requests: p.sent, Retries: p.retries, Throttled: p.rejected, Rate: float64(p.global.Limit()), Ceiling: p.ceiling, InFlight: p.mostInFlight}
}

var partOfApp = regexp.MustCompile(`/(machines|volumes|certificates|databases|users)/[^/]+`)

// action is what Fly's limit counts: the action and the app. GraphQL has no
// documented limit and falls under the ceiling alone.
func action(r *http.Request) string {
	if r.Method != http.MethodGet {
		return ""
	}
	return partOfApp.ReplaceAllString(r.URL.Path, "/$1/*")
}
