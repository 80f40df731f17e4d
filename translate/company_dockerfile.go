package translate

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// dockerfile reads the Dockerfile that flyctl would build from. None is nil: App
// reports that itself, unless the file names one.
func (m candidate) dockerfile() (*dockerfile.File, []report.Finding) {
	build := flytoml.Build{}
	if b := m.file.Config.Build; b != nil {
		build = *b
	}
	if build.Image != "" || build.Builder != "" || len(build.Buildpacks) > 0 {
		return nil, nil
	}
	loc := dockerfile.Locate(m.source.FS, m.source.Dir, build.Dockerfile)
	switch {
	case loc.Found == dockerfile.Missing && build.Dockerfile != "":
		return nil, []report.Finding{m.absent(loc.Tried[0])}
	case loc.Found == dockerfile.Missing:
		return nil, nil
	case loc.Found == dockerfile.Remote:
		return nil, []report.Finding{m.remote(loc.Path)}
	}
	data, err := fs.ReadFile(m.source.FS, loc.Path)
	if err != nil {
		return nil, []report.Finding{m.broken(loc.Path, nil, errors.New(unreadable(err)))}
	}
	file, err := dockerfile.Parse(loc.Path, data, dockerfile.Options{Target: build.Target, Args: buildArgs(build)})
	if err != nil {
		return nil, []report.Finding{m.broken(loc.Path, data, err)}
	}
	return file, nil
}

// broken names the line and, as its key, the word that stands first on it.
func (m candidate) broken(name string, data []byte, err error) report.Finding {
	from, why := report.Source{App: m.flyApp, File: name, Key: "FROM", Line: 1}, err.Error()
	if bad := (*dockerfile.Error)(nil); errors.As(err, &bad) {
		from.Line, why = max(1, bad.Line), bad.Why
	}
	if lines := bytes.Split(data, []byte{'\n'}); from.Line <= len(lines) {
		if words := strings.Fields(string(lines[from.Line-1])); len(words) > 0 && letters(words[0]) {
			from.Key = strings.ToUpper(words[0])
		}
	}
	return report.Of(report.RuleDockerfileBroken, report.Undecided, from, why)
}

func letters(word string) bool {
	return strings.Trim(strings.ToUpper(word), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// remote is a Dockerfile that flyctl downloads: translate reads no network.
func (m candidate) remote(url string) report.Finding {
	f := m.named("flyctl downloads the Dockerfile from " + url + " at each deploy, so its ports, user and signals are not known")
	f.Do = "commit the file beside the sources, and name it in [build] dockerfile"
	return f
}

// absent is a Dockerfile that is named and not there.
func (m candidate) absent(name string) report.Finding {
	if fs.ValidPath(name) {
		return m.named("there is no file " + name + ", so its ports, user and signals are not known")
	}
	f := m.named("it leads out of the folder that was read, to " + name + ", so its ports, user and signals are not known")
	f.Do = "give a folder with -s that holds the Dockerfile as well as the config file"
	return f
}

// named is a finding about the key that names the Dockerfile.
func (m candidate) named(why string) report.Finding {
	f := report.Of(report.RuleDockerfileMissing, report.Undecided, report.Source{App: m.flyApp, File: m.source.Config, Key: "build.dockerfile", Line: 1}, why)
	if k, ok := m.file.Key("build.dockerfile"); ok {
		f.From.Line = k.Line
	}
	return f
}

func buildArgs(b flytoml.Build) map[string]string {
	args := make(map[string]string, len(b.Args))
	for _, a := range b.Args {
		args[a.Name] = a.Value
	}
	return args
}
