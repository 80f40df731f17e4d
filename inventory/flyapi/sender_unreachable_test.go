package flyapi

import (
	"errors"
	"net"
	"net/http"
	"syscall"
	"testing"
	"time"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// transport answers the nth call with answers[n], nil being an empty answer; the
// last one repeats.
type transport struct {
	answers []error
	calls   int
}

func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	err := t.answers[min(t.calls, len(t.answers)-1)]
	t.calls++
	return &http.Response{StatusCode: 200, Header: http.Header{}, Request: r, Body: http.NoBody}, err
}

func TestNobodyThere(t *testing.T) {
	refused := &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	unknown := &net.DNSError{Err: "no such host", Name: "api.fly.example", IsNotFound: true}
	slow := &net.DNSError{Err: "server misbehaving", Name: "api.machines.dev", IsTemporary: true}
	tests := map[string]struct {
		answers []error
		calls   int
	}{
		"a refused connection is asked once":        {[]error{refused}, 1},
		"an unknown name is asked once":             {[]error{unknown}, 1},
		"a resolver that is away may come back":     {[]error{slow}, 3},
		"after an answer a refusal is only a pause": {[]error{nil, refused}, 3},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			base := &transport{answers: test.answers}
			s := newSender(Options{Transport: base, Attempts: 3, FirstWait: time.Millisecond, Rate: 1000})
			request, err := http.NewRequest(http.MethodGet, "https://api.machines.dev/v1/apps", nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.RoundTrip(request); !errors.Is(err, inventory.ErrUnreachable) && test.answers[0] != nil {
				t.Errorf("got %v, want %v", err, inventory.ErrUnreachable)
			}
			if base.calls != test.calls {
				t.Errorf("asked %d times, want %d", base.calls, test.calls)
			}
		})
	}
}
