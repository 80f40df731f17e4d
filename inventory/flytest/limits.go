package flytest

import (
	"net/http"
	"regexp"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits are Fly's: so many requests a second for each action on each app
// (https://fly.io/docs/machines/api/working-with-machines-api/#rate-limits).
type Limits struct {
	// PerSecond and Burst are 1 and 3 at Fly; a benchmark scales them with its
	// clock.
	PerSecond float64
	Burst     int
	// RetryAfter is sent with each 429; 0 sends none.
	RetryAfter time.Duration
}

type limiter struct {
	limits *Limits
	mu     sync.Mutex
	keys   map[string]*rate.Limiter
}

func newLimiter(l *Limits) *limiter { return &limiter{limits: l, keys: map[string]*rate.Limiter{}} }

// allow counts a request against the action on its app. Fly documents no limit
// for GraphQL.
func (l *limiter) allow(r *http.Request) bool {
	if l.limits == nil || r.URL.Path == "/graphql" {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	key := r.Method + " " + action(r.URL.Path)
	one := l.keys[key]
	if one == nil {
		one = rate.NewLimiter(rate.Limit(l.limits.PerSecond), l.limits.Burst)
		l.keys[key] = one
	}
	return one.Allow()
}

var (
	machineID = regexp.MustCompile(`/(machines|volumes|certificates)/[^/]+`)
	clusterID = regexp.MustCompile(`/(databases|users)/[^/]+`)
)

// action is the path without what is not the app: listing the snapshots of two
// volumes of one app is the same action twice.
func action(path string) string {
	return clusterID.ReplaceAllString(machineID.ReplaceAllString(path, "/$1/*"), "/$1/*")
}

func (l *limiter) retryAfter() time.Duration {
	if l.limits == nil {
		return 0
	}
	return l.limits.RetryAfter
}

// tooMany is 429, with the wait in whole seconds when there is one.
func tooMany(w http.ResponseWriter, wait time.Duration) {
	if wait > 0 {
		w.Header().Set("retry-after", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
	}
	flaps.fail(w, http.StatusTooManyRequests, "rate limit exceeded")
}
