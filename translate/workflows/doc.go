// Package workflows turns a company into the GitHub workflows that build, deploy
// and preview its apps. People copy them from ci/ into .github/workflows: of the
// repository that holds the code, or, for the platform and for apps whose image
// is made elsewhere, of the platform repository.
//
// A side is where something with a side effect runs: fly or gke. While both
// stand, each commit reaches both; release commands, schedules and workers run
// on the active side alone. An app's active side is that of the data it writes:
// a repository variable per write domain says it, and an app that writes to
// several is active on GKE when all of them are.
package workflows

import (
	"path"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/tree"
)

// Options are what a company doesn't say.
type Options struct {
	Replaces []Step // what deploys to Fly today, by File and Line
}

// A Step is a line of somebody's workflow or script that deploys to Fly.
type Step struct {
	App  string // the Fly app; empty when the file lies beside all apps
	File string
	Line int
	Does string // flyctl deploy
}

// Tree is the folder ci/: a workflow for each app, one for its previews, one for
// the platform, and a page about their variables.
func Tree(company spec.Company, options Options) tree.Tree {
	code, platform := codeTree(company, options), platformTree(company)
	out := slices.Concat(code, platform)
	if len(out) > 0 {
		out.Add("ci/README.md", readme(company, names(code), names(platform)))
	}
	out.Sort()
	return out
}

func codeTree(company spec.Company, options Options) tree.Tree {
	var out tree.Tree
	for _, apps := range built(company.Apps) {
		if len(permanent(apps)) > 0 {
			out.Add("ci/"+apps[0].Name+".yml", encode(deployment(company, apps, options)))
		}
		if app, ok := preview(apps); ok {
			out.Add("ci/"+app.Name+"-preview.yml", encode(previews(company, app)))
		}
	}
	return out
}

func platformTree(company spec.Company) tree.Tree {
	var out tree.Tree
	for _, apps := range handed(company) {
		out.Add("ci/"+handedName(company, apps[0].Name)+".yml", encode(handedOver(company, apps)))
	}
	if w := platform(company); len(w.Jobs) > 0 {
		out.Add("ci/"+platformName(company)+".yml", encode(w))
	}
	return out
}

func names(files tree.Tree) []string {
	var out []string
	for _, f := range files {
		out = append(out, path.Base(f.Path))
	}
	return out
}
