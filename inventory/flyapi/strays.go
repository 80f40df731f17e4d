package flyapi

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// strays reads the organisation-wide list of machines. Pages may be short or
// empty with more to come; only a missing cursor ends them. A region that did
// not answer is named in error_regions and makes the list partial.
func (c *Client) strays(ctx context.Context, s *inventory.Snapshot) error {
	call := "list machines of organisation " + s.Org.Slug
	s.Strays = inventory.CompleteList[inventory.MachineSummary](nil)
	cursor := ""
	for {
		next, err := c.straysPage(ctx, call, s, cursor)
		if fatal(err) {
			return err
		}
		if err != nil {
			s.Strays.Section = section(err)
			return nil
		}
		if next == "" || next == cursor {
			break
		}
		cursor = next
	}
	slices.SortFunc(s.Strays.Items, func(a, b inventory.MachineSummary) int { return strings.Compare(a.ID, b.ID) })
	return nil
}

func (c *Client) straysPage(ctx context.Context, call string, s *inventory.Snapshot, cursor string) (string, error) {
	query := url.Values{"limit": {"1000"}}
	if cursor != "" {
		query.Set("cursor", cursor)
	}
	raw, err := c.getWhole(ctx, call, "machines", query, "orgs", restSlug(s.Org), "machines")
	if err != nil {
		return "", err
	}
	machines, err := field(call, raw, "machines")
	if err != nil {
		return "", err
	}
	var tail struct {
		NextCursor   string   `json:"next_cursor"`
		ErrorRegions []string `json:"error_regions"`
	}
	if err := json.Unmarshal(raw, &tail); err != nil {
		return "", called(call, err)
	}
	page := decodeList(call, machines, func(m *inventory.MachineSummary) string { return m.ID }, nil)
	s.Strays.Items = append(s.Strays.Items, page.Items...)
	if page.Reason != "" {
		lose(&s.Strays.Section, page.Reason)
	}
	if len(tail.ErrorRegions) > 0 {
		lose(&s.Strays.Section, fmt.Sprintf("%s: no answer from %s", call, strings.Join(tail.ErrorRegions, ", ")))
	}
	return tail.NextCursor, nil
}
