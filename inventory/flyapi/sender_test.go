package flyapi

import (
	"errors"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/cenkalti/backoff/v5"
)

func response(status int, retryAfter string) *http.Response {
	r := &http.Response{StatusCode: status, Header: http.Header{}, Request: &http.Request{URL: &url.URL{Path: "/v1/apps"}}}
	if retryAfter != "" {
		r.Header.Set("retry-after", retryAfter)
	}
	return r
}

func TestTrapRetryAfterIsNotExposed(t *testing.T) {
	tests := map[string]struct {
		status int
		header string
		want   time.Duration // 0: the usual back-off
	}{
		"as long as Fly asks":            {429, "7", 7 * time.Second},
		"not longer than we would wait":  {429, "3600", 30 * time.Second},
		"also when pg-admin is away":     {503, "5", 5 * time.Second},
		"the usual pause when not asked": {429, "", 0},
		"a refusal does not come better": {403, "7", 0},
		"a date is not what Fly sends":   {429, "Wed, 21 Oct 2026 07:28:00 GMT", 0},
		"nothing to wait for in a 2xx":   {204, "7", 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var later *backoff.RetryAfterError
			err := newSender(Options{}).judge(response(test.status, test.header), []byte(`{}`))
			if errors.As(err, &later); later == nil {
				later = &backoff.RetryAfterError{}
			}
			if later.Duration != test.want {
				t.Errorf("waits %s, want %s", later.Duration, test.want)
			}
		})
	}
}

func TestTheCeilingSinksAndClimbs(t *testing.T) {
	p := newPace(Options{Rate: 20})
	p.throttled()
	p.throttled() // of the same moment: counts once
	if got := float64(p.global.Limit()); got != 10 {
		t.Fatalf("ceiling is %v, want 10", got)
	}
	for range 100 {
		p.answered()
	}
	if got := float64(p.global.Limit()); got != 20 {
		t.Errorf("ceiling is %v, want 20", got)
	}
	p.sunk = time.Time{}
	for range 10 {
		p.throttled()
		p.sunk = time.Time{}
	}
	if got := float64(p.global.Limit()); got != 1 {
		t.Errorf("ceiling is %v, want the floor of 1", got)
	}
}

func TestActionIsWhatFlyLimits(t *testing.T) {
	tests := map[string]struct{ method, path, want string }{
		"snapshots of one app's volumes are one action": {"GET", "/v1/apps/a/volumes/vol_1/snapshots", "/v1/apps/a/volumes/*/snapshots"},
		"two apps are two":                {"GET", "/v1/apps/b/machines", "/v1/apps/b/machines"},
		"a hostname is not the app":       {"GET", "/v1/apps/a/certificates/www.a.example", "/v1/apps/a/certificates/*"},
		"graphql falls under the ceiling": {"POST", "/graphql", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := action(&http.Request{Method: test.method, URL: &url.URL{Path: test.path}}); got != test.want {
				t.Errorf("action is %q, want %q", got, test.want)
			}
		})
	}
}
