package flyapi

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// sender is the transport below both of fly-go's clients. It hands out whole
// answers or a *CallError, never half an answer; so the retries that fly-go
// does by itself (502 and 503, whatever the method) find nothing to do.
type sender struct {
	base                        http.RoundTripper
	pace                        *pace
	attempts                    int
	timeout, firstWait, maxWait time.Duration
	heard                       atomic.Bool // something was there to take a request
}

func newSender(opts Options) *sender {
	base := opts.Transport
	if base == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.MaxIdleConnsPerHost = 32 // the default of 2 would redial all the time
		base = t
	}
	return &sender{
		base: base, pace: newPace(opts), attempts: cmp.Or(opts.Attempts, 6), timeout: cmp.Or(opts.Timeout, 30*time.Second),
		firstWait: cmp.Or(opts.FirstWait, 500*time.Millisecond), maxWait: cmp.Or(opts.MaxWait, 30*time.Second),
	}
}

// nobodyThere: a connection that is refused before the first answer is a wrong
// address or no network, and waiting does not help. Later it is a hiccup.
func (s *sender) nobodyThere(err error) bool {
	unknown, known := errors.AsType[*net.DNSError](err)
	return !s.heard.Load() && (errors.Is(err, syscall.ECONNREFUSED) || known && unknown.IsNotFound)
}

// maxAnswer is far above what Fly sends for the largest app, and keeps a
// broken proxy from filling the memory.
const maxAnswer = 64 << 20

// RoundTrip sends a request until it is answered for good.
func (s *sender) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := drain(r)
	if err != nil {
		return nil, err
	}
	waits := backoff.NewExponentialBackOff()
	waits.InitialInterval, waits.MaxInterval = s.firstWait, s.maxWait
	return backoff.Retry(r.Context(), func() (*http.Response, error) {
		response, err := s.attempt(r, body)
		if err != nil && (!passing(err) || s.nobodyThere(err)) {
			return nil, backoff.Permanent(err)
		}
		return response, err
	}, backoff.WithBackOff(waits), backoff.WithMaxTries(uint(s.attempts)),
		backoff.WithNotify(func(error, time.Duration) { s.pace.retried() }))
}

func drain(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, fmt.Errorf("read the request to send: %w", err)
	}
	return body, nil
}

func (s *sender) attempt(r *http.Request, body []byte) (*http.Response, error) {
	if err := s.pace.wait(r.Context(), action(r)); err != nil {
		return nil, err
	}
	defer s.pace.done()
	ctx, cancel := context.WithTimeout(r.Context(), s.timeout)
	defer cancel()
	again := r.Clone(ctx)
	again.Body = io.NopCloser(bytes.NewReader(body))
	for _, pinned := range []string{"Fly-Force-Instance-Id", "Fly-Force-Region", "Fly-Force-Trace"} {
		again.Header.Del(pinned) // fly-go takes them from the environment
	}
	response, answer, err := s.exchange(again)
	if r.Context().Err() != nil {
		return nil, context.Cause(r.Context()) // nobody waits any more
	}
	if err != nil {
		return nil, &CallError{Reason: err.Error(), err: err}
	}
	if err := s.judge(response, answer); err != nil {
		return nil, err
	}
	s.pace.answered()
	response.Body = io.NopCloser(bytes.NewReader(answer))
	return response, nil
}

func (s *sender) exchange(r *http.Request) (*http.Response, []byte, error) {
	response, err := s.base.RoundTrip(r)
	if err != nil {
		return nil, nil, err
	}
	defer response.Body.Close()
	s.heard.Store(true)
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return nil, nil, fmt.Errorf("read the answer: %w", err)
	}
	return response, answer, nil
}

// retryLater makes backoff wait as long as Fly asks.
type retryLater struct {
	*CallError
	wait *backoff.RetryAfterError
}

func (r *retryLater) Unwrap() []error { return []error{r.CallError, r.wait} }

// judge turns everything that is not an answer into an error.
func (s *sender) judge(response *http.Response, answer []byte) error {
	failed := &CallError{Status: response.StatusCode, RequestID: response.Header.Get("fly-request-id")}
	if response.StatusCode > 299 {
		failed.Reason = answerText(response.StatusCode, answer)
	} else if failed.Reason, failed.Code = notAnAnswer(response.Request, answer); failed.Reason == "" {
		return nil
	}
	if response.StatusCode == http.StatusTooManyRequests {
		s.pace.throttled()
	}
	if seconds, err := strconv.Atoi(response.Header.Get("retry-after")); err == nil && passing(failed) {
		wait := min(time.Duration(seconds)*time.Second, s.maxWait)
		return &retryLater{CallError: failed, wait: &backoff.RetryAfterError{Duration: wait}}
	}
	return failed
}

// passing reports whether asking again may help: 408, 429 and 5xx, a broken
// connection, and a 200 that holds no answer. Requests here only read, so
// asking twice does no harm.
func passing(err error) bool {
	var ce *CallError
	if !errors.As(err, &ce) {
		return false
	}
	switch {
	case ce.Status == 0:
		return true
	case ce.Status == http.StatusOK:
		return ce.Code == "" || ce.Code == "SERVER_ERROR" || ce.Code == "MAINTENANCE"
	}
	return ce.Status == http.StatusRequestTimeout || ce.Status == http.StatusTooManyRequests || ce.Status > 499
}
