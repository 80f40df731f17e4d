package flyapi

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/superfly/macaroon"
	"github.com/superfly/macaroon/flyio"
	"github.com/superfly/macaroon/resset"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// currentToken is what Fly tells a token about itself.
type currentToken struct {
	OrgSlug      string   `json:"org_slug"`
	Organization string   `json:"organization"`
	Apps         []string `json:"apps"`
	User         string   `json:"user"`
}

// current is the preflight: it costs one request and tells what the token
// covers before anything else is asked.
func (c *Client) current(ctx context.Context) ([]currentToken, error) {
	const call = "look at the token"
	raw, err := c.get(ctx, call, "tokens", nil, "tokens", "current")
	if err != nil {
		return nil, err
	}
	var found []currentToken
	if err := json.Unmarshal(raw, &found); err != nil {
		return nil, called(call, err)
	}
	return found, nil
}

// Scope is what the token may do in one organisation. A Fly that does not know
// the preflight call leaves it open; a token that it refuses ends the run.
func (c *Client) Scope(ctx context.Context, org string) (inventory.TokenScope, error) {
	scope := inventory.TokenScope{Org: org, ReadOnly: c.readOnly()}
	tokens, err := c.current(ctx)
	if fatal(err) {
		return scope, err
	}
	if scope.Section = section(err); err != nil {
		return scope, nil
	}
	for _, t := range tokens {
		if t.OrgSlug != org {
			continue
		}
		if len(t.Apps) == 0 {
			scope.Apps = nil // another token covers the whole organisation
			return scope, nil
		}
		scope.Apps = append(scope.Apps, t.Apps...)
	}
	slices.Sort(scope.Apps)
	scope.Apps = slices.Compact(scope.Apps)
	return scope, nil
}

// readOnly reads the token itself: a macaroon carries what it may do, an older
// token may do everything. Several tokens may do what the mightiest may.
func (c *Client) readOnly() bool {
	macaroons := c.tokens.GetMacaroonTokens()
	if len(macaroons) == 0 || len(c.tokens.GetUserTokens()) > 0 {
		return false
	}
	for _, text := range macaroons {
		raws, err := macaroon.Parse(text)
		if err != nil {
			return false
		}
		for _, raw := range raws {
			m, err := macaroon.Decode(raw)
			if err == nil && m.Location == flyio.LocationPermission && !readsOnly(m) {
				return false
			}
			if err != nil {
				return false
			}
		}
	}
	return true
}

// readsOnly: one caveat that allows no more than reading is enough, for each
// caveat takes away from what the others leave.
func readsOnly(m *macaroon.Macaroon) bool {
	for _, caveat := range m.UnsafeCaveats.Caveats {
		switch c := caveat.(type) {
		case *flyio.Organization:
			if c.Mask&^resset.ActionRead == 0 {
				return true
			}
		case *resset.Action:
			if *c&^resset.ActionRead == 0 {
				return true
			}
		}
	}
	return false
}
