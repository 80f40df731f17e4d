package flyapi

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/fly2k8s/fly2k8s/inventory"
)

const attachmentsQuery = `query Attachments($cluster: String!, $app: String, $after: String) {
  postgresAttachments(postgresAppName: $cluster, appName: $app, first: 100, after: $after) {
    pageInfo { hasNextPage endCursor } nodes { id databaseName databaseUser environmentVariableName }
  }
}`

type attachmentNode struct{ ID, DatabaseName, DatabaseUser, EnvironmentVariableName string }

// Attachments asks which apps use a cluster. Fly answers with databases and
// users but not with apps, so each app is asked for in turn: first those that
// have a secret of the right name, and the others only while some attachment
// has no owner.
func (c *Client) Attachments(ctx context.Context, cluster string, apps []inventory.App) (inventory.List[inventory.PostgresAttachment], error) {
	all, err := c.attachmentNodes(ctx, cluster, nil)
	if fatal(err) {
		return inventory.List[inventory.PostgresAttachment]{}, err
	}
	if err != nil {
		return failedList[inventory.PostgresAttachment](err), nil
	}
	open := map[string]bool{}
	for _, n := range all {
		open[n.ID] = true
	}
	list := inventory.CompleteList[inventory.PostgresAttachment](nil)
	for _, app := range likelyFirst(apps, all) {
		if len(open) == 0 {
			break
		}
		nodes, err := c.attachmentNodes(ctx, cluster, &app)
		if fatal(err) {
			return list, err
		}
		if err != nil && !gone(err) {
			lose(&list.Section, err.Error())
		}
		for _, n := range nodes {
			delete(open, n.ID)
			list.Items = append(list.Items, inventory.PostgresAttachment{App: app, DatabaseName: n.DatabaseName,
				DatabaseUser: n.DatabaseUser, EnvironmentVariableName: n.EnvironmentVariableName})
		}
	}
	if len(open) > 0 {
		lose(&list.Section, "some attachments of "+cluster+" belong to apps that the token does not see")
	}
	sortBy(list.Items, func(a inventory.PostgresAttachment) string { return a.App + " " + a.DatabaseName })
	return list, nil
}

func likelyFirst(apps []inventory.App, nodes []attachmentNode) []string {
	var likely, others []string
	for _, app := range apps {
		if hasSecretOf(app, nodes) {
			likely = append(likely, app.Name)
		} else {
			others = append(others, app.Name)
		}
	}
	return append(likely, others...)
}

func hasSecretOf(app inventory.App, nodes []attachmentNode) bool {
	return slices.ContainsFunc(app.Secrets.Items, func(s inventory.Secret) bool {
		return slices.ContainsFunc(nodes, func(n attachmentNode) bool { return n.EnvironmentVariableName == s.Name })
	})
}

func (c *Client) attachmentNodes(ctx context.Context, cluster string, app *string) ([]attachmentNode, error) {
	var nodes []attachmentNode
	variables := map[string]any{"cluster": cluster}
	if app != nil {
		variables["app"] = *app
	}
	for after := ""; ; {
		call := "list attachments of " + cluster
		data, problems, err := c.query(ctx, call, "Attachments", attachmentsQuery, variables)
		if err != nil {
			return nil, err
		}
		if len(problems) > 0 {
			return nil, problems[0].err
		}
		var found page[attachmentNode]
		if err := json.Unmarshal(data["postgresAttachments"], &found); err != nil {
			return nil, called(call, err)
		}
		nodes = append(nodes, found.Nodes...)
		if !found.PageInfo.HasNextPage || found.PageInfo.EndCursor == after {
			return nodes, nil
		}
		after = found.PageInfo.EndCursor
		variables["after"] = after
	}
}
