package flyapi

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// Org reads everything but the insides of apps.
func (c *Client) Org(ctx context.Context, slug string) (*inventory.Snapshot, error) {
	org, err := c.organization(ctx, slug)
	switch {
	case errors.Is(err, inventory.ErrUnreachable), fatal(err):
		return nil, err
	case gone(err):
		return nil, fmt.Errorf("read organisation %s: %w", slug, inventory.ErrUnknownOrg)
	case err != nil:
		org = inventory.Org{Slug: slug, RawSlug: slug, Name: slug}
	}
	org.Detail = section(err)
	s := &inventory.Snapshot{Org: org}
	readers := []func(context.Context, *inventory.Snapshot) error{c.orgParts, c.regions, c.managed, c.strays, c.apps}
	for _, read := range readers {
		if err := read(ctx, s); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// apps lists the apps. A token for a few apps may not list: then it has those.
func (c *Client) apps(ctx context.Context, s *inventory.Snapshot) error {
	call := "list apps of " + s.Org.Slug
	raw, err := c.get(ctx, call, "apps", url.Values{"org_slug": {restSlug(s.Org)}}, "apps")
	if fatal(err) {
		return err
	}
	if err != nil {
		s.Apps = failedList[inventory.App](err)
		return c.appsOfToken(ctx, s)
	}
	s.Apps = decodeList(call, raw, func(a *inventory.App) string { return a.Name }, nil)
	for i := range s.Apps.Items {
		a := &s.Apps.Items[i]
		a.Org = s.Org.Slug
		delete(a.Unknown, "organization") // it stands in org.yaml
		if len(a.Unknown) == 0 {
			a.Unknown = nil
		}
	}
	slices.SortFunc(s.Apps.Items, func(a, b inventory.App) int { return strings.Compare(a.Name, b.Name) })
	return nil
}

func (c *Client) appsOfToken(ctx context.Context, s *inventory.Snapshot) error {
	scope, err := c.Scope(ctx, s.Org.Slug)
	if err != nil {
		return err
	}
	for _, name := range scope.Apps {
		raw, err := c.getWhole(ctx, "read app "+name, "name", nil, "apps", name)
		if fatal(err) {
			return err
		}
		app := inventory.App{Name: name, Org: s.Org.Slug}
		if err == nil {
			if err := inventory.Decode(raw, &app); err != nil || app.Name != name {
				app = inventory.App{Name: name, Org: s.Org.Slug}
			}
			delete(app.Unknown, "organization")
		}
		s.Apps.Items = append(s.Apps.Items, app)
	}
	return nil
}

// restSlug: the Machines API knows one's own organisation by its real name.
func restSlug(org inventory.Org) string {
	if org.Slug == "personal" && org.RawSlug != "" {
		return org.RawSlug
	}
	return org.Slug
}

func (c *Client) regions(ctx context.Context, s *inventory.Snapshot) error {
	const call = "list regions"
	raw, err := c.get(ctx, call, "Regions", nil, "platform", "regions")
	if fatal(err) {
		return err
	}
	if err != nil {
		s.Regions = failedList[inventory.Region](err)
		return nil
	}
	s.Regions = decodeList(call, raw, func(r *inventory.Region) string { return r.Code }, nil)
	for i := range s.Regions.Items {
		delete(s.Regions.Items[i].Unknown, "capacity") // changes by the minute
		if len(s.Regions.Items[i].Unknown) == 0 {
			s.Regions.Items[i].Unknown = nil
		}
	}
	slices.SortFunc(s.Regions.Items, func(a, b inventory.Region) int { return strings.Compare(a.Code, b.Code) })
	return nil
}
