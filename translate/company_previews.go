package translate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// previewEnv is the environment of apps that CI makes per pull request.
const previewEnv = spec.PreviewEnv

// previewed are the Fly apps that have previews, by the previews' names.
func previewed(s *inventory.Snapshot, candidates []candidate) []string {
	if s == nil {
		return nil
	}
	var apps []string
	for i := range s.Apps.Items {
		name := s.Apps.Items[i].Name
		if !isPreview(name) {
			continue
		}
		base := withoutNumber(name)
		for _, m := range candidates {
			if (m.flyApp == base || m.name == base) && !slices.Contains(apps, m.name) {
				apps = append(apps, m.name)
			}
		}
	}
	slices.Sort(apps)
	return apps
}

// withoutNumber takes the pull request out of a preview's name: pr-123-shop and
// shop-pr-123 are both of shop.
func withoutNumber(name string) string {
	parts := strings.Split(name, "-")
	if i := pullRequest(parts); i >= 0 {
		return strings.Join(append(parts[:i:i], parts[i+2:]...), "-")
	}
	return name
}

// previews gives each app that has previews on Fly an overlay that CI makes
// copies of: its staging form, else production's, cut down to one copy without
// schedules, disks or production's hosts.
func (c *company) previews(s *inventory.Snapshot) {
	for _, name := range previewed(s, c.candidates) {
		like, ok := c.template(name)
		if !ok {
			continue
		}
		app := c.preview(like)
		why := "each pull request gets a namespace made from overlays/preview, and CI removes it"
		if network := c.networkOfPreviews(s, name); network != app.Network {
			app.Network = network
			why += "; previews stay apart in network " + network + ", as on Fly"
		}
		c.out.Apps = append(c.out.Apps, app)
		f := report.Of(report.RulePreview, report.Changed, c.find(like.FlyApp).from(), why)
		f.Env = previewEnv
		c.add(f)
	}
	slices.SortStableFunc(c.out.Apps, func(a, b spec.App) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), compareEnvironments(a.Env, b.Env))
	})
}

// networkOfPreviews is the private network of an app's previews on Fly, which
// mostly is one of their own, away from production.
func (c *company) networkOfPreviews(s *inventory.Snapshot, name string) string {
	for i := range s.Apps.Items {
		app := &s.Apps.Items[i]
		if isPreview(app.Name) && c.nameOf(withoutNumber(app.Name)) == name {
			return c.networkOf(candidate{live: app})
		}
	}
	return inventory.DefaultNetwork
}

func (c *company) template(name string) (spec.App, bool) {
	var found spec.App
	for _, app := range c.out.Apps {
		if app.Name == name && (found.Name == "" || app.Env == "staging") {
			found = app
		}
	}
	return found, found.Name != ""
}

func (c *company) preview(like spec.App) spec.App {
	app := like
	app.Env, app.Namespace, app.Schedules, app.Talks = previewEnv, spec.PreviewNamespace, nil, nil
	app.Secrets = slices.Clone(like.Secrets)
	for i := range app.Secrets {
		app.Secrets[i].Digest = ""
		if c.decided.Secrets.Source == "secret-manager" {
			app.Secrets[i].Key = app.Name + "-" + previewEnv + "-" + strings.Map(storeRune, app.Secrets[i].Name)
		}
	}
	app.OwnDatabases = c.ownDatabases(like.Name)
	app.Secrets = slices.DeleteFunc(app.Secrets, func(s spec.Secret) bool { return slices.Contains(app.OwnDatabases, s.Name) })
	app.Processes = slices.Clone(like.Processes)
	for i := range app.Processes {
		c.shrink(&app.Processes[i], app)
	}
	app.Jobs = slices.Clone(like.Jobs)
	for i := range app.Jobs {
		c.shrink(&app.Jobs[i].Process, app)
	}
	return app
}

// ownDatabases are the variables that hold a database's address: each preview
// gets a database of its own, so that one pull request can't break another's.
func (c *company) ownDatabases(app string) []string {
	var out []string
	for _, d := range c.out.Databases {
		for _, use := range d.Databases {
			if use.App == app && use.Variable != "" && !slices.Contains(out, use.Variable) {
				out = append(out, use.Variable)
			}
		}
	}
	slices.Sort(out)
	return out
}

// shrink makes a process as small as a preview needs.
func (c *company) shrink(p *spec.Process, app spec.App) {
	p.Replicas = spec.Replicas{Min: 1, Max: 1}
	p.Place.Spot = c.decided.NodePools.Spot
	for _, v := range p.Volumes {
		p.Scratch = append(slices.Clone(p.Scratch), spec.Scratch{Name: v.Name, Path: v.Path, MiB: min(v.GiB, 1) << 10})
	}
	p.Volumes, p.L4, p.Private = nil, nil, nil // private names belong to the app that is previewed
	p.Edges = slices.Clone(p.Edges)
	for i := range p.Edges {
		p.Edges[i].Hosts = nil
		p.Edges[i].Health.Host = ""
		if domain := c.previewDomain(); domain != "" {
			p.Edges[i].Hosts = []string{app.Name + ".preview." + domain}
		}
	}
}

func (c *company) previewDomain() string {
	for _, e := range c.out.Environments {
		if e.Name == previewEnv {
			return e.Domain
		}
	}
	return ""
}
