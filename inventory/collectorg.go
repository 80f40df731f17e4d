package inventory

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

func (c *collector) org(ctx context.Context) error {
	c.report("organisation")
	slug, err := c.slug(ctx)
	if err != nil {
		return err
	}
	if c.snapshot, err = c.orgSections(ctx, slug); err != nil {
		return err
	}
	if err := c.selectApps(); err != nil {
		return err
	}
	if err := redactOrg(c.snapshot); err != nil {
		return err
	}
	if c.sink == nil {
		return nil
	}
	return c.sink.Org(c.snapshot)
}

func (c *collector) slug(ctx context.Context) (string, error) {
	if c.opts.Org != "" {
		return c.opts.Org, nil
	}
	orgs, err := c.source.Orgs(ctx)
	if err != nil {
		return "", err
	}
	switch len(orgs) {
	case 0:
		return "", fmt.Errorf("choose an organisation: %w: the token sees none", ErrUnknownOrg)
	case 1:
		return orgs[0].Slug, nil
	}
	var slugs []string
	for _, o := range orgs {
		slugs = append(slugs, o.Slug)
	}
	return "", fmt.Errorf("choose an organisation: %w: %s", ErrSeveralOrgs, strings.Join(slugs, ", "))
}

// orgSections takes the earlier run's when nothing in it was missing.
func (c *collector) orgSections(ctx context.Context, slug string) (*Snapshot, error) {
	if r := c.opts.Resume; r != nil && r.Org.Slug == slug && len(orgGaps(r, Failed, Partial)) == 0 {
		kept := *r
		kept.Clusters, kept.Networks = nil, nil
		return &kept, nil
	}
	scope, err := c.source.Scope(ctx, slug)
	if err != nil {
		return nil, err
	}
	c.token = &scope
	c.report("organisation")
	s, err := c.source.Org(ctx, slug)
	if err != nil {
		return nil, err
	}
	s.Version, s.Token = Version, scope
	return s, nil
}

// selectApps narrows the list to the apps that were asked for.
func (c *collector) selectApps() error {
	if len(c.opts.Apps) == 0 {
		return nil
	}
	var kept []App
	for _, name := range c.opts.Apps {
		app := c.snapshot.App(name)
		if app == nil {
			return fmt.Errorf("select app %s: %w", name, ErrUnknownApp)
		}
		kept = append(kept, *app)
	}
	slices.SortFunc(kept, func(a, b App) int { return strings.Compare(a.Name, b.Name) })
	c.snapshot.Apps = List[App]{Section: Section{Status: Partial, Reason: "limited to the apps that were asked for"}, Items: kept}
	return nil
}

var (
	// ErrSeveralOrgs: the token sees more than one and none was named.
	ErrSeveralOrgs = errors.New("the token sees several")
	// ErrUnknownApp: the organisation has no app of that name.
	ErrUnknownApp = errors.New("no such app")
)
