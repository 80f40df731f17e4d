package flyapi

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
)

var orgRoot = root{name: "OrganizationParts", field: "organization", variable: "slug"}

const pageInfo = ` { pageInfo { hasNextPage endCursor } `

const tokenNodes = `nodes { id name profile createdAt expiresAt revokedAt user { email } } }`

// orgParts are what an organisation has besides apps. Of an add-on only what
// describes it is asked for: environment, password and publicUrl are keys.
func orgPartList() []part {
	return []part{
		{name: "members", paged: true, fields: []string{"members"},
			selection: `members(first: 100, after: $members)` + pageInfo + `edges { role joinedAt node { id name email } } }`},
		{name: "invitations", paged: true, fields: []string{"invitations"},
			selection: `invitations(first: 100, after: $invitations)` + pageInfo + `nodes { email redeemed createdAt inviter { email } } }`},
		{name: "tokens", paged: true, fields: []string{"limitedAccessTokens"},
			selection: `limitedAccessTokens(first: 100, after: $tokens)` + pageInfo + tokenNodes},
		{name: "peers", paged: true, fields: []string{"wireGuardPeers"},
			selection: `wireGuardPeers(first: 100, after: $peers)` + pageInfo + `nodes { id name pubkey region peerip network } }`},
		{name: "delegated", paged: true, fields: []string{"delegatedWireGuardTokens"},
			selection: `delegatedWireGuardTokens(first: 100, after: $delegated)` + pageInfo + `nodes { id name } }`},
		{name: "replay", fields: []string{"allowedReplaySourceOrgSlugs", "allowAllCrossNetworkReplays"},
			selection: `allowedReplaySourceOrgSlugs allowAllCrossNetworkReplays`},
		{name: "addOns", paged: true, fields: []string{"addOns"},
			selection: `addOns(first: 100, after: $addOns)` + pageInfo + addOnNodes},
	}
}

const addOnNodes = `nodes {
  id name status primaryRegion readRegions hostname options metadata createdAt
  addOnProvider { name }
  addOnPlan { name displayName maxDataSize maxCommandsPerSec maxConcurrentConnections pricePerMonth }
  app { name }
  apps(first: 200) { pageInfo { hasNextPage endCursor } nodes { name } }
} }`

func (c *Client) orgParts(ctx context.Context, s *inventory.Snapshot) error {
	found := c.ask(ctx, orgRoot, s.Org.Slug, orgPartList())
	for _, p := range orgPartList() {
		if fatal(found[p.name].err) {
			return found[p.name].err
		}
	}
	s.Members = members(found["members"])
	s.Invitations = listOf(found["invitations"], "invitations", invitationNode.value, func(a inventory.Invitation) string { return a.Email })
	s.Tokens = listOf(found["tokens"], "limitedAccessTokens", tokenNode.value, tokenKey)
	s.WireGuard = listOf(found["peers"], "wireGuardPeers", peerNode.value, func(a inventory.WireGuardPeer) string { return a.Name })
	s.WireGuardTokens = listOf(found["delegated"], "delegatedWireGuardTokens", delegatedNode.value, func(a inventory.DelegatedToken) string { return a.Name })
	s.Replay = replay(found["replay"])
	s.AddOns = listOf(found["addOns"], "addOns", addOnNode.value, func(a inventory.AddOn) string { return a.Name + a.ID })
	for _, a := range s.AddOns.Items {
		if slices.Contains(a.Apps, "") {
			lose(&s.AddOns.Section, "an app of "+a.Name+" has no name")
		}
	}
	return nil
}

// listOf turns the pages of a connection into a list in a fixed order.
func listOf[N, T any](p pages, field string, value func(N) T, key func(T) string) inventory.List[T] {
	list := inventory.List[T]{Section: section(p.err)}
	for _, one := range p.all {
		var found page[N]
		if err := json.Unmarshal(one[field], &found); err != nil {
			lose(&list.Section, "read "+field+": "+err.Error())
			continue
		}
		for _, n := range found.Nodes {
			list.Items = append(list.Items, value(n))
		}
	}
	if p.err != nil && len(list.Items) > 0 && list.Status == inventory.Failed {
		list.Status = inventory.Partial
	}
	slices.SortStableFunc(list.Items, func(a, b T) int { return strings.Compare(key(a), key(b)) })
	return list
}

func members(p pages) inventory.List[inventory.Member] {
	type edge struct {
		Role, JoinedAt string
		Node           struct{ ID, Name, Email string }
	}
	flat := pages{err: p.err}
	for _, one := range p.all {
		var found struct{ Edges []edge }
		if err := json.Unmarshal(one["members"], &found); err != nil {
			return failedList[inventory.Member](called("read members", err))
		}
		nodes, err := json.Marshal(map[string]any{"nodes": found.Edges})
		if err != nil {
			return failedList[inventory.Member](called("read members", err))
		}
		flat.all = append(flat.all, map[string]json.RawMessage{"members": nodes})
	}
	return listOf(flat, "members", func(e edge) inventory.Member {
		return inventory.Member{ID: e.Node.ID, Name: e.Node.Name, Email: e.Node.Email, Role: e.Role, JoinedAt: e.JoinedAt}
	}, func(m inventory.Member) string { return m.Email })
}

func replay(p pages) inventory.One[inventory.ReplaySettings] {
	if p.err != nil {
		return inventory.One[inventory.ReplaySettings]{Section: section(p.err)}
	}
	var s inventory.ReplaySettings
	for _, one := range p.all {
		if json.Unmarshal(one["allowedReplaySourceOrgSlugs"], &s.AllowedSourceOrgs) != nil ||
			json.Unmarshal(one["allowAllCrossNetworkReplays"], &s.AllowAllCrossNetwork) != nil {
			return inventory.One[inventory.ReplaySettings]{Section: inventory.Section{Status: inventory.Failed, Reason: "read replay settings: not what the schema says"}}
		}
	}
	return inventory.CompleteOne(&s)
}
