package translate

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// build: where the image comes from. The registry that CI pushes to is not
// known here; a built image has no Repo.
func build(f *flytoml.File, in *AppInput, app *spec.App, l *ledger) {
	b := f.Config.Build
	app.Image.Name = app.Name
	if b == nil {
		b = &flytoml.Build{Field: "build"}
	}
	packing(b, l)
	if b.Image != "" {
		ready(b, app, l)
		return
	}
	app.Image.Built = true
	app.Image.Build = recipe(b)
	for _, a := range b.Args {
		settleValue(a.Name, a.Value, a.Field, spec.ImagePath, l)
	}
	l.carried(b.Field+".build-target", spec.ImagePath)
	l.carried(b.Field+".ignorefile", spec.ImagePath)
	l.carried(b.Field+".dockerfile", spec.ImagePath)
	packs(b, l)
	if in.Dockerfile == nil && !in.Unread && len(b.Buildpacks) == 0 && b.Builder == "" && b.Compose == nil {
		l.remark(report.RuleDockerfileMissing, report.Undecided, b.Field+".dockerfile", spec.ImagePath,
			"there is no Dockerfile where flyctl would look, so its ports, user and signals are not known")
	}
}

func recipe(b *flytoml.Build) *spec.Build {
	out := &spec.Build{
		Dockerfile: b.Dockerfile, Context: ".", Target: b.Target, Ignore: b.Ignorefile,
		Builder: b.Builder, Buildpacks: b.Buildpacks,
	}
	for _, a := range b.Args {
		out.Args = append(out.Args, spec.Var{Name: a.Name, Value: a.Value})
	}
	if out.Dockerfile == "" && out.Builder == "" && len(out.Buildpacks) == 0 {
		out.Dockerfile = "Dockerfile"
	}
	return out
}

// ready is an image that nobody builds on deploy.
func ready(b *flytoml.Build, app *spec.App, l *ledger) {
	runs := app.Image // what the machines told
	app.Image.Repo, app.Image.Tag, app.Image.Digest = reference(b.Image)
	field := b.Field + ".image"
	pin(runs, field, app, l)
	if strings.HasPrefix(b.Image, "registry.fly.io/") {
		l.changed(advise(report.RuleBuild, "copy it by digest before the organisation is deleted"), field, spec.ImagePath, "the image is only in Fly's registry")
	} else {
		l.carried(field, spec.ImagePath)
	}
	for _, f := range []string{".dockerfile", ".ignorefile", ".build-target", ".builder", ".buildpacks", ".builtin", ".settings", ".args", ".compose"} {
		l.dropped(report.RuleBuild, b.Field+f, "a ready image is given, so flyctl builds nothing")
	}
}

// pin: the first version on the other side is the one that runs now, whatever
// the file's tag has come to mean since.
func pin(runs spec.Image, field string, app *spec.App, l *ledger) {
	if runs.Digest == "" {
		return
	}
	wanted := app.Image.Tag
	app.Image.Tag, app.Image.Digest = runs.Tag, runs.Digest
	if wanted != "" && runs.Tag != "" && wanted != runs.Tag {
		l.remark(report.RuleDrift, report.Changed, field, spec.ImagePath,
			change{facet{says: "tag " + wanted}, "tag " + runs.Tag}.why(""))
	}
}

// packs: builders other than a Dockerfile.
func packs(b *flytoml.Build, l *ledger) {
	r := advise(report.RuleBuild, "let CI run pack build with the same builder, or write a Dockerfile")
	l.changed(r, b.Field+".builder", spec.ImagePath, "CI builds the image, no longer flyctl")
	l.changed(r, b.Field+".buildpacks", spec.ImagePath, "CI builds the image, no longer flyctl")
	l.undecided(advise(report.RuleBuild, "write a Dockerfile"), b.Field+".builtin", spec.ImagePath, "flyctl's built-in builders exist nowhere else")
	l.undecided(advise(report.RuleBuild, "write a Dockerfile"), b.Field+".settings", spec.ImagePath, "flyctl's built-in builders exist nowhere else")
}

// packing is how flyctl sends the image to Fly's registry.
func packing(b *flytoml.Build, l *ledger) {
	r := advise(report.RuleBuild, "nothing")
	r.Severity = report.Note
	for _, f := range []string{".compression", ".compression_level", ".use_zstd"} {
		l.dropped(r, b.Field+f, "it only says how flyctl packs the image")
	}
}

// reference splits an image's name.
func reference(image string) (repo, tag, digest string) {
	repo, digest, _ = strings.Cut(image, "@")
	if i := strings.LastIndex(repo, ":"); i > strings.LastIndex(repo, "/") {
		repo, tag = repo[:i], repo[i+1:]
	}
	return repo, tag, digest
}

// instructions settles the Dockerfile: the same image runs on both sides, so
// most of it is carried with it.
func instructions(image *dockerfile.File, l *ledger) {
	if image == nil {
		return
	}
	for _, in := range image.Deciding {
		f := report.Finding{Outcome: report.Carried, Env: l.env, Spec: spec.ImagePath}
		f.From = report.Source{App: l.from.base.App, File: image.Name, Key: in.Keyword, Line: in.Line}
		switch in.Keyword {
		case "VOLUME":
			f = noted(f, report.Dropped, report.RuleImageVolume, "it makes no volume, on Fly as little as on GKE: what is written there goes with the pod")
		case "HEALTHCHECK":
			f = noted(f, report.Dropped, report.RuleImageHealthcheck, "neither Fly nor Kubernetes runs the image's own check")
		}
		l.book.write(f)
	}
	contents(image, l)
	unresolved(image, l)
}

func noted(f report.Finding, o report.Outcome, r report.Rule, why string) report.Finding {
	out := report.Of(r, o, f.From, why)
	out.Env, out.Severity, out.Do = f.Env, report.Note, "nothing"
	return out
}

func unresolved(image *dockerfile.File, l *ledger) {
	for _, u := range slices.Compact(slices.Clone(image.Unresolved)) {
		f := report.Of(advise(report.RuleBuildVariable, "give the argument a default, or a value in [build.args]"), report.Undecided,
			report.Source{App: l.from.base.App, File: image.Name, Key: u.Instruction, Line: u.Line},
			"the variable "+u.Variable+" has no value that the Dockerfile knows")
		if u.Instruction != "FROM" && u.Instruction != "USER" {
			f.Outcome, f.Severity = report.Changed, report.Note // fly.toml names ports and mounts by itself
		}
		f.Env = l.env
		l.book.write(f)
	}
}
