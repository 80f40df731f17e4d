package flyapi

import (
	"encoding/json"
	"slices"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// The nodes of GraphQL's connections, under GraphQL's names.

type email struct{ Email string }

type invitationNode struct {
	Email, CreatedAt string
	Redeemed         bool
	Inviter          email
}

func (n invitationNode) value() inventory.Invitation {
	return inventory.Invitation{Email: n.Email, Inviter: n.Inviter.Email, Redeemed: n.Redeemed, CreatedAt: n.CreatedAt}
}

type tokenNode struct {
	ID, Name, Profile, CreatedAt, ExpiresAt, RevokedAt string
	User                                               email
}

func (n tokenNode) value() inventory.AccessToken {
	return inventory.AccessToken{ID: n.ID, Name: n.Name, Profile: n.Profile, User: n.User.Email, CreatedAt: n.CreatedAt, ExpiresAt: n.ExpiresAt, RevokedAt: n.RevokedAt}
}

func tokenKey(t inventory.AccessToken) string { return t.Name + "\x00" + t.ID }

type peerNode struct{ ID, Name, Pubkey, Region, Peerip, Network string }

func (n peerNode) value() inventory.WireGuardPeer {
	return inventory.WireGuardPeer{ID: n.ID, Name: n.Name, PublicKey: n.Pubkey, Region: n.Region, PeerIP: n.Peerip, Network: n.Network}
}

type delegatedNode struct{ ID, Name string }

func (n delegatedNode) value() inventory.DelegatedToken {
	return inventory.DelegatedToken{ID: n.ID, Name: n.Name}
}

type named struct{ Name string }

type addOnNode struct {
	ID, Name, Status, PrimaryRegion, Hostname, CreatedAt string
	ReadRegions                                          []string
	Options, Metadata                                    json.RawMessage
	AddOnProvider                                        named
	AddOnPlan                                            struct {
		Name, DisplayName, MaxDataSize                             string
		MaxCommandsPerSec, MaxConcurrentConnections, PricePerMonth int
	}
	App  *named
	Apps page[named]
}

func (n addOnNode) value() inventory.AddOn {
	p := n.AddOnPlan
	return inventory.AddOn{
		ID: n.ID, Name: n.Name, Provider: n.AddOnProvider.Name, Status: n.Status, PrimaryRegion: n.PrimaryRegion,
		ReadRegions: n.ReadRegions, Hostname: n.Hostname, Options: notNull(n.Options), Metadata: notNull(n.Metadata), Apps: n.apps(), CreatedAt: n.CreatedAt,
		Plan: inventory.AddOnPlan{Name: p.Name, DisplayName: p.DisplayName, MaxDataSize: p.MaxDataSize,
			MaxCommandsPerSec: p.MaxCommandsPerSec, MaxConcurrentConnections: p.MaxConcurrentConnections, PricePerMonth: p.PricePerMonth},
	}
}

// apps joins the older field for one app with the newer one for several.
func (n addOnNode) apps() []string {
	var names []string
	if n.App != nil {
		names = append(names, n.App.Name)
	}
	for _, a := range n.Apps.Nodes {
		names = append(names, a.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func notNull(raw json.RawMessage) json.RawMessage {
	if string(raw) == "null" {
		return nil
	}
	return raw
}

type releaseNode struct {
	ID, Status, Description, Reason, ImageRef, CreatedAt, DeploymentStrategy string
	Version                                                                  int
	Stable                                                                   bool
	User                                                                     email
}

func (n releaseNode) value() inventory.Release {
	return inventory.Release{ID: n.ID, Version: n.Version, Status: n.Status, Description: n.Description, Reason: n.Reason,
		Strategy: n.DeploymentStrategy, ImageRef: n.ImageRef, Stable: n.Stable, User: n.User.Email, CreatedAt: n.CreatedAt}
}

type issueNode struct{ InternalID, Message, CreatedAt, ResolvedAt string }

func (n issueNode) value() inventory.HostIssue {
	return inventory.HostIssue{ID: n.InternalID, Message: n.Message, CreatedAt: n.CreatedAt, ResolvedAt: n.ResolvedAt}
}

type egressNode struct {
	ID, IP, Region string
	Version        int
}

func (n egressNode) value() inventory.Egress {
	return inventory.Egress{ID: n.ID, IP: n.IP, Version: n.Version, Region: n.Region}
}
