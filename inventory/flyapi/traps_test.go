package flyapi_test

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/flyapi"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
)

// What bites about Fly's API and its client, one test each.

func machinesOf(kind flytest.Fault, times int) flytest.Rule {
	return flytest.Rule{Path: regexp.MustCompile(`/apps/shop/machines$`), Kind: kind, Times: times}
}

func TestTrapNoTimeout(t *testing.T) {
	server := serveFS(t, small(nil), flytest.Options{Faults: &flytest.Faults{Wait: 2 * time.Second, Rules: []flytest.Rule{machinesOf(flytest.Slow, 0)}}})
	client := hurry(t, server, func(o *flyapi.Options) { o.Timeout, o.Attempts = 20*time.Millisecond, 2 })
	s := collect(t, client, inventory.Options{})
	if got := s.App("shop").Machines; got.Status != inventory.Failed || !strings.Contains(got.Reason, "deadline") {
		t.Errorf("machines are %+v", got.Section)
	}
}

func TestTrapRetriesMultiply(t *testing.T) {
	var log seen
	server := serveFS(t, small(nil), flytest.Options{OnRequest: log.note, Faults: &flytest.Faults{Rules: []flytest.Rule{machinesOf(flytest.Unavailable, 0)}}})
	collect(t, hurry(t, server, oneByOne), inventory.Options{Parallel: 1})
	if n := log.count("/v1/apps/shop/machines"); n != 3 {
		t.Errorf("a 503 cost %d requests, want the 3 attempts that were allowed", n)
	}
}

func TestTrap429IsNeverRetriedByFlyGo(t *testing.T) {
	s := readSmall(t, nil, machinesOf(flytest.TooMany, 2))
	if got := s.App("shop").Machines; got.Status != inventory.Complete || len(got.Items) != 1 {
		t.Errorf("machines are %+v", got)
	}
}

func TestTrapErrorsLoseTheRequestID(t *testing.T) {
	s := readSmall(t, nil, machinesOf(flytest.Internal, 0))
	got := s.App("shop").Machines.Section
	if got.Status != inventory.Failed || !strings.HasSuffix(got.RequestID, "-fra") || !strings.Contains(got.Reason, "500 internal server error") {
		t.Errorf("section is %+v", got)
	}
}

func TestTrapNotFoundHelpersAreAlwaysFalse(t *testing.T) {
	server := serveFS(t, small(nil), flytest.Options{})
	_, err := inventory.Collect(t.Context(), hurry(t, server, nil), inventory.Options{Org: "nobody"}, nil, nil)
	if !errors.Is(err, inventory.ErrUnknownOrg) {
		t.Errorf("error is %v", err)
	}
}

func TestTrapGraphQLLosesTheBodyOfANon200(t *testing.T) {
	rule := flytest.Rule{Path: regexp.MustCompile(`graphql .*AppParts`), Kind: flytest.Internal}
	got := readSmall(t, nil, rule).App("shop").Releases.Section
	if got.Status != inventory.Failed || !strings.Contains(got.Reason, "internal server error") || got.RequestID == "" {
		t.Errorf("section is %+v", got)
	}
}

func TestTrapNullReadsAsAnEmptyList(t *testing.T) {
	tests := map[string]struct {
		path    string
		section func(*inventory.Snapshot) inventory.Section
	}{
		"machines":       {`/shop/machines$`, func(s *inventory.Snapshot) inventory.Section { return s.App("shop").Machines.Section }},
		"secrets":        {`/shop/secrets$`, func(s *inventory.Snapshot) inventory.Section { return s.App("shop").Secrets.Section }},
		"apps":           {`/v1/apps$`, func(s *inventory.Snapshot) inventory.Section { return s.Apps.Section }},
		"members":        {`OrganizationParts`, func(s *inventory.Snapshot) inventory.Section { return s.Members.Section }},
		"releases":       {`AppParts`, func(s *inventory.Snapshot) inventory.Section { return s.App("shop").Releases.Section }},
		"regions":        {`/regions$`, func(s *inventory.Snapshot) inventory.Section { return s.Regions.Section }},
		"stray machines": {`/orgs/tiny/machines$`, func(s *inventory.Snapshot) inventory.Section { return s.Strays.Section }},
	}
	for name, test := range tests {
		for _, kind := range []flytest.Fault{flytest.Null, flytest.NullData, flytest.HTML} {
			t.Run(name+", "+string(kind), func(t *testing.T) {
				s := readSmall(t, nil, flytest.Rule{Path: regexp.MustCompile(test.path), Kind: kind})
				if got := test.section(s); got.Status != inventory.Failed {
					t.Errorf("section is %+v", got)
				}
			})
		}
	}
}

func TestTrapPanicOnANullOrganization(t *testing.T) {
	rule := flytest.Rule{Path: regexp.MustCompile(`OrganizationParts`), Kind: flytest.NullData}
	s := readSmall(t, nil, rule)
	for name, got := range map[string]inventory.Section{"peers": s.WireGuard.Section, "delegated": s.WireGuardTokens.Section} {
		if got.Status != inventory.Failed {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestTrapEnvironmentMovesTheBaseURL(t *testing.T) {
	t.Setenv("FLY_FLAPS_BASE_URL", "http://127.0.0.1:1")
	if gaps := inventory.Gaps(readSmall(t, nil)); len(gaps) > 0 {
		t.Errorf("gaps: %+v", gaps)
	}
}

func TestTrapEnvironmentPinsAnInstance(t *testing.T) {
	t.Setenv("FLY_FORCE_INSTANCE_ID", "148e21ea7d6989")
	t.Setenv("FLY_FORCE_REGION", "fra")
	var log seen
	server := serveFS(t, small(nil), flytest.Options{OnRequest: log.note})
	collect(t, hurry(t, server, nil), inventory.Options{Parallel: 1})
	for _, r := range log.requests {
		for key := range r.Header {
			if strings.HasPrefix(key, "Fly-Force") || strings.HasPrefix(key, "Fly-Client") || key == "Cookie" {
				t.Errorf("%s carries %s", r.URL.Path, key)
			}
		}
		if agent := r.UserAgent(); !strings.HasPrefix(agent, "fly2k8s/") {
			t.Errorf("%s goes out as %q", r.URL.Path, agent)
		}
	}
}

func TestTrapEscapingIsUndone(t *testing.T) {
	var log seen
	server := serveFS(t, small(nil), flytest.Options{OnRequest: log.note})
	app, err := hurry(t, server, nil).App(t.Context(), inventory.App{Name: "nope/../shop"})
	if err != nil {
		t.Fatal(err)
	}
	if n := log.count("/v1/apps/shop/machines"); n != 0 || app.Machines.Status != inventory.Failed {
		t.Errorf("asked for another app %d times, machines are %+v", n, app.Machines.Section)
	}
}

func TestTrapSecretsVersionParameter(t *testing.T) {
	var log seen
	server := serveFS(t, small(nil), flytest.Options{OnRequest: log.note})
	collect(t, hurry(t, server, nil), inventory.Options{Parallel: 1})
	for _, r := range log.requests {
		if q := r.URL.Query(); q.Has("version") || q.Has("min_version") || q.Has("show_secrets") {
			t.Errorf("%s asks with %s", r.URL.Path, r.URL.RawQuery)
		}
	}
}

func TestTrapJunkTokenIsAnOAuthToken(t *testing.T) {
	server := serveFS(t, small(map[string]string{"org.yaml": smallOrg + "access: [{token: right}]\n"}), flytest.Options{})
	client := hurry(t, server, func(o *flyapi.Options) { o.Token = "wrong" })
	_, err := inventory.Collect(t.Context(), client, inventory.Options{Org: "tiny"}, nil, nil)
	if !errors.Is(err, inventory.ErrUnauthorized) {
		t.Errorf("error is %v", err)
	}
}

func TestTrapUnreachable(t *testing.T) {
	client, err := flyapi.New(flyapi.Options{Token: "t", APIURL: "http://127.0.0.1:1", MachinesURL: "http://127.0.0.1:1", Attempts: 2, FirstWait: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := inventory.Collect(t.Context(), client, inventory.Options{}, nil, nil); !errors.Is(err, inventory.ErrUnreachable) {
		t.Errorf("error is %v", err)
	}
}

func TestTrapCancelledIsNotRetried(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var log seen
	server := serveFS(t, small(nil), flytest.Options{OnRequest: func(r *http.Request) { log.note(r); cancel() }})
	_, err := inventory.Collect(ctx, hurry(t, server, nil), inventory.Options{}, nil, nil)
	if !errors.Is(err, context.Canceled) || len(log.requests) > 1 {
		t.Errorf("error is %v after %d requests", err, len(log.requests))
	}
}
