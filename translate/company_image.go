package translate

import (
	"cmp"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// flyRegistry is where images live until the organisation is deleted.
const flyRegistry = "registry.fly.io/"

// home gives an image its place on the new side. An image that CI builds, or
// that only Fly's registry has, goes to the environment's registry; its digest
// stays, since copying an image does not change it.
func (c *company) home(m *candidate, app *spec.App) {
	image := &app.Image
	image.Name = cmp.Or(image.Name, app.Name)
	if image.Repo == "" && !image.Built {
		image.Repo, image.Tag, image.Digest = reference(runningImage(m.live).String())
	}
	if image.Built || strings.HasPrefix(image.Repo, flyRegistry) {
		image.Repo = c.registry(app.Env) + "/" + app.Name
	}
	image.Repo = withRegistry(image.Repo)
}

// withRegistry says what Docker leaves out, so that an image called redis is not
// taken for one that the app redis still has to get.
// https://docs.docker.com/reference/cli/docker/image/tag/#description
func withRegistry(repo string) string {
	host, _, nested := strings.Cut(repo, "/")
	switch {
	case repo == "" || nested && (strings.ContainsAny(host, ".:") || host == "localhost"):
		return repo
	case nested:
		return "docker.io/" + repo
	}
	return "docker.io/library/" + repo
}

// runningImage is the image of the first machine that runs the app.
func runningImage(app *inventory.App) inventory.ImageRef {
	if app == nil {
		return inventory.ImageRef{}
	}
	for i := range app.Machines.Items {
		m := &app.Machines.Items[i]
		if kind := m.Kind(); (kind == inventory.MachineService || kind == inventory.MachineScheduled) && m.ImageRef.Repository != "" {
			return m.ImageRef
		}
	}
	return inventory.ImageRef{}
}

func (c *company) registry(env string) string {
	for _, e := range c.out.Environments {
		if e.Name == env {
			return e.Registry
		}
	}
	return ""
}
