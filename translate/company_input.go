package translate

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// Read parses the source's config file.
func (s Source) Read() (*flytoml.File, error) {
	data, err := fs.ReadFile(s.FS, s.Config)
	if err != nil {
		return nil, err
	}
	return flytoml.Parse(s.Config, data)
}

// folder is the name of the folder that the config file stands in.
func (s Source) folder() string {
	if s.Dir == "." {
		return s.Root
	}
	return path.Base(s.Dir)
}

// middle is what a config's file name says beside fly and toml: staging in
// fly.staging.toml, prod in deploy/fly/prod.toml. Empty for fly.toml.
func (s Source) middle() string {
	base := path.Base(s.Config)
	base = strings.TrimSuffix(base, path.Ext(base))
	return strings.Trim(strings.TrimPrefix(base, "fly"), ".-_")
}

// input is what App needs of a candidate, with findings about files that
// could not be read.
func (c *company) input(m candidate) (AppInput, []report.Finding) {
	in := AppInput{
		Name: m.name, Env: m.env, Namespace: m.namespace, Network: c.networkOf(m), Production: m.env == production,
		File: m.file, Live: m.live, Decisions: c.plan(m), Compat: c.decided.Edge.CompatHeaders,
	}
	region := primaryRegion(m)
	in.Unplaced = region != "" && !known(region, c.places)
	if m.source == nil {
		return in, nil
	}
	in.Source = *m.source
	var findings []report.Finding
	in.Dockerfile, findings = m.dockerfile()
	in.Unread = len(findings) > 0
	hits, more := c.code(m)
	for _, f := range more { // about every environment that shares the folder
		c.add(f)
	}
	in.Code = hits
	return in, findings
}

// plan is what was decided on the app, on top of what holds for all apps and for
// its environment.
func (c *company) plan(m candidate) decisions.App {
	plan := m.plan
	if plan.Scaling == nil {
		plan.Scaling = &c.decided.Scaling
	}
	for _, e := range c.decided.Environments {
		if e.Name == m.env {
			plan.Env = append(slices.Clone(e.Overrides), plan.Env...)
		}
	}
	return plan
}

func (c *company) networkOf(m candidate) string {
	if m.live == nil || m.live.Network == "" {
		return "default"
	}
	return m.live.Network
}
