package flyapi

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/fly2k8s/fly2k8s/inventory"
)

const orgFields = `id internalNumericId slug rawSlug name type paidPlan billable viewerRole`

const orgsQuery = `query Organizations($after: String) {
  organizations(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ` + orgFields + ` } }
}`

const orgQuery = `query Organization($slug: String!) { organization(slug: $slug) { ` + orgFields + ` } }`

// orgNode is an organisation on the wire; its numeric id is a string there.
type orgNode struct {
	ID, InternalNumericID, Slug, RawSlug, Name, Type, ViewerRole string
	PaidPlan, Billable                                           bool
}

func (n orgNode) org() inventory.Org {
	return inventory.Org{ID: n.ID, InternalNumericID: n.InternalNumericID, Slug: n.Slug, RawSlug: n.RawSlug, Name: n.Name,
		Type: n.Type, PaidPlan: n.PaidPlan, Billable: n.Billable, ViewerRole: n.ViewerRole}
}

// page is a GraphQL connection.
type page[T any] struct {
	PageInfo struct {
		HasNextPage bool
		EndCursor   string
	}
	Nodes []T
}

// Orgs are the organisations that the token sees. A deploy token may not list
// any; then the preflight knows its own.
func (c *Client) Orgs(ctx context.Context) ([]inventory.Org, error) {
	var orgs []inventory.Org
	after := ""
	for {
		found, err := c.orgsPage(ctx, after)
		if err != nil {
			if fatal(err) || len(orgs) > 0 {
				return nil, err
			}
			return c.orgsOfToken(ctx, err)
		}
		for _, n := range found.Nodes {
			orgs = append(orgs, n.org())
		}
		if !found.PageInfo.HasNextPage || found.PageInfo.EndCursor == after {
			return orgs, nil
		}
		after = found.PageInfo.EndCursor
	}
}

func (c *Client) orgsPage(ctx context.Context, after string) (page[orgNode], error) {
	var found page[orgNode]
	data, problems, err := c.query(ctx, "list organisations", "Organizations", orgsQuery, map[string]any{"after": after})
	if err != nil {
		return found, err
	}
	if len(problems) > 0 {
		return found, problems[0].err
	}
	if err := json.Unmarshal(data["organizations"], &found); err != nil {
		return found, called("list organisations", err)
	}
	return found, nil
}

func (c *Client) orgsOfToken(ctx context.Context, why error) ([]inventory.Org, error) {
	current, err := c.current(ctx)
	if err != nil {
		return nil, why
	}
	var orgs []inventory.Org
	for _, t := range current {
		if t.OrgSlug != "" {
			orgs = append(orgs, inventory.Org{Slug: t.OrgSlug, RawSlug: t.OrgSlug, Name: t.Organization})
		}
	}
	return orgs, nil
}

// organization finds one organisation. A token that may not read it still has
// its slug, and what the preflight told.
func (c *Client) organization(ctx context.Context, slug string) (inventory.Org, error) {
	data, problems, err := c.query(ctx, "read organisation "+slug, "Organization", orgQuery, map[string]any{"slug": slug})
	if err != nil {
		return inventory.Org{}, err
	}
	if len(problems) > 0 {
		return inventory.Org{}, problems[0].err
	}
	var node orgNode
	if err := json.Unmarshal(data["organization"], &node); err != nil || node.ID == "" {
		return inventory.Org{}, &CallError{Call: "read organisation " + slug, Status: http.StatusOK, Reason: "the answer has no id"}
	}
	return node.org(), nil
}
