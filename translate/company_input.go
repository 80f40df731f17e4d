package translate

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
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

// dockerfile reads the Dockerfile that flyctl would build from. None is nil:
// App reports that itself.
func (m candidate) dockerfile() (*dockerfile.File, []report.Finding) {
	build := flytoml.Build{}
	if b := m.file.Config.Build; b != nil {
		build = *b
	}
	if build.Image != "" || build.Builder != "" || len(build.Buildpacks) > 0 {
		return nil, nil
	}
	loc := dockerfile.Locate(m.source.FS, m.source.Dir, build.Dockerfile)
	switch loc.Found {
	case dockerfile.Missing:
		return nil, nil
	case dockerfile.Remote:
		return nil, []report.Finding{m.remote(loc.Path)}
	}
	data, err := fs.ReadFile(m.source.FS, loc.Path)
	if err != nil {
		return nil, []report.Finding{m.broken(loc.Path, err)}
	}
	file, err := dockerfile.Parse(loc.Path, data, dockerfile.Options{Target: build.Target, Args: buildArgs(build)})
	if err != nil {
		return nil, []report.Finding{m.broken(loc.Path, err)}
	}
	return file, nil
}

func (m candidate) broken(name string, err error) report.Finding {
	from, why := report.Source{App: m.flyApp, File: name, Line: 1}, err.Error()
	if bad := (*dockerfile.Error)(nil); errors.As(err, &bad) {
		from.Line, why = max(1, bad.Line), bad.Why
	}
	return report.Of(report.RuleDockerfileBroken, report.Undecided, from, why)
}

// remote is a Dockerfile that flyctl downloads: translate reads no network.
func (m candidate) remote(url string) report.Finding {
	f := report.Of(report.RuleDockerfileMissing, report.Undecided, report.Source{App: m.flyApp, File: m.source.Config, Key: "build.dockerfile", Line: 1},
		"flyctl downloads the Dockerfile from "+url+" at each deploy, so its ports, user and signals are not known")
	if k, ok := m.file.Key("build.dockerfile"); ok {
		f.From.Line = k.Line
	}
	f.Do = "commit the file beside the sources, and name it in [build] dockerfile"
	return f
}

func buildArgs(b flytoml.Build) map[string]string {
	args := make(map[string]string, len(b.Args))
	for _, a := range b.Args {
		args[a.Name] = a.Value
	}
	return args
}
