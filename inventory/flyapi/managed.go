package flyapi

import (
	"context"
	"encoding/json"
	"net/url"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// managed reads Managed Postgres, which fly-go does not list. Never asked for:
// a user's credentials.
func (c *Client) managed(ctx context.Context, s *inventory.Snapshot) error {
	call := "list managed postgres of " + s.Org.Slug
	raw, err := c.data(ctx, call, url.Values{"org_slug": {restSlug(s.Org)}}, "postgres")
	if fatal(err) {
		return err
	}
	if err != nil {
		s.Managed = failedList[inventory.ManagedCluster](err)
		return nil
	}
	s.Managed = decodeList(call, raw, func(m *inventory.ManagedCluster) string { return m.ID }, nil)
	sortBy(s.Managed.Items, func(m inventory.ManagedCluster) string { return m.Name + m.ID })
	for i := range s.Managed.Items {
		if err := c.cluster(ctx, &s.Managed.Items[i]); err != nil {
			return err
		}
	}
	return nil
}

// data takes the field that every answer of this service is wrapped in.
func (c *Client) data(ctx context.Context, call string, query url.Values, segments ...string) (json.RawMessage, error) {
	return c.get(ctx, call, "data", query, segments...)
}

func (c *Client) cluster(ctx context.Context, m *inventory.ManagedCluster) error {
	readers := []func(context.Context, *inventory.ManagedCluster) error{c.clusterDetail, c.databases, c.users, c.backups}
	for _, read := range readers {
		if err := read(ctx, m); fatal(err) {
			return err
		}
	}
	return nil
}

func (c *Client) clusterDetail(ctx context.Context, m *inventory.ManagedCluster) error {
	raw, err := c.data(ctx, "read cluster "+m.Name, nil, "postgres", m.ID)
	if err == nil {
		listed := *m
		*m = inventory.ManagedCluster{}
		if err = inventory.Decode(raw, m); err != nil || m.ID != listed.ID {
			*m = listed
			err = &CallError{Call: "read cluster " + m.Name, Status: 200, Reason: "the answer is about no cluster"}
		} else {
			m.AttachedApps = listed.AttachedApps
			var seen inventory.ManagedObserved
			if json.Unmarshal(raw, &seen) == nil {
				m.Observed = &seen
			}
			delete(m.Unknown, "organization")
			if len(m.Unknown) == 0 {
				m.Unknown = nil
			}
		}
	}
	m.Detail = section(err)
	return err
}

func (c *Client) databases(ctx context.Context, m *inventory.ManagedCluster) error {
	call := "list databases of " + m.Name
	raw, err := c.data(ctx, call, nil, "postgres", m.ID, "databases")
	if err != nil {
		m.Databases = failedList[inventory.ManagedDatabase](err)
		return err
	}
	m.Databases = decodeList(call, raw, func(d *inventory.ManagedDatabase) string { return d.Name }, nil)
	sortBy(m.Databases.Items, func(d inventory.ManagedDatabase) string { return d.Name })
	for i := range m.Databases.Items {
		if err := c.extensions(ctx, m, &m.Databases.Items[i]); fatal(err) {
			return err
		}
	}
	return nil
}

func (c *Client) extensions(ctx context.Context, m *inventory.ManagedCluster, d *inventory.ManagedDatabase) error {
	call := "list extensions of " + m.Name + "/" + d.Name
	raw, err := c.data(ctx, call, nil, "postgres", m.ID, "databases", d.Name, "extensions")
	if err != nil {
		d.Extensions = failedList[inventory.Extension](err)
		return err
	}
	d.Extensions = decodeList(call, raw, func(e *inventory.Extension) string { return e.Name }, nil)
	sortBy(d.Extensions.Items, func(e inventory.Extension) string { return e.Name })
	return nil
}

func (c *Client) users(ctx context.Context, m *inventory.ManagedCluster) error {
	call := "list users of " + m.Name
	raw, err := c.data(ctx, call, nil, "postgres", m.ID, "users")
	if err != nil {
		m.Users = failedList[inventory.ManagedUser](err)
		return err
	}
	m.Users = decodeList(call, raw, func(u *inventory.ManagedUser) string { return u.Username }, nil)
	sortBy(m.Users.Items, func(u inventory.ManagedUser) string { return u.Username })
	return nil
}

func (c *Client) backups(ctx context.Context, m *inventory.ManagedCluster) error {
	if m.Observed == nil {
		m.Observed = &inventory.ManagedObserved{}
	}
	call := "list backups of " + m.Name
	raw, err := c.data(ctx, call, nil, "postgres", m.ID, "backups")
	if err != nil {
		m.Observed.Backups = failedList[inventory.ManagedBackup](err)
		return err
	}
	m.Observed.Backups = decodeList(call, raw, func(b *inventory.ManagedBackup) string { return b.ID }, nil)
	sortBy(m.Observed.Backups.Items, func(b inventory.ManagedBackup) string { return b.StartedAt + b.ID })
	return nil
}
