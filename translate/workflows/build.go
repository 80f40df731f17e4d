package workflows

import (
	"path"
	"reflect"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/account"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A recipe is one image to build: environments whose builds are the same share
// it.
type recipe struct {
	id   string // the job's
	env  spec.Environment
	app  spec.App
	envs []string
	tag  string // of the image: what it was built from
}

// recipes are the distinct builds of an app, in the order of its environments.
func recipes(c spec.Company, apps []spec.App) []recipe {
	var out []recipe
next:
	for _, a := range apps {
		env := environmentOf(c, a)
		for i := range out {
			if same(out[i], env, a) {
				out[i].envs = append(out[i].envs, a.Env)
				continue next
			}
		}
		out = append(out, recipe{env: env, app: a, envs: []string{a.Env}})
	}
	for i := range out {
		out[i].id, out[i].tag = "build", "git-${{ github.sha }}"+again
		if len(out) > 1 {
			out[i].id += "-" + strings.Join(out[i].envs, "-")
			out[i].tag += "-" + strings.Join(out[i].envs, "-")
		}
	}
	return out
}

// again ends a tag: a run that is started again makes a tag of its own, where
// those that are there can't be moved.
const again = "-${{ github.run_id }}-${{ github.run_attempt }}"

func same(r recipe, env spec.Environment, a spec.App) bool {
	return r.env.Project == env.Project && repository(r.env, r.app) == repository(env, a) && reflect.DeepEqual(r.app.Image.Build, a.Image.Build)
}

func recipeFor(all []recipe, env string) recipe {
	for _, r := range all {
		for _, e := range r.envs {
			if e == env {
				return r
			}
		}
	}
	return recipe{}
}

// job builds the image, with the layers of earlier builds from the registry: what
// Fly's builder keeps on its disk.
// https://docs.docker.com/build/cache/backends/registry/
func (r recipe) job(google string, when string) job {
	j := job{
		Name: "Build for " + strings.Join(r.envs, " and "), If: when, RunsOn: runner, Timeout: 60, Permissions: federated("read"),
		Outputs: pairs{{"digest", "${{ steps.build.outputs.digest }}"}},
		Steps:   []step{checkoutCode(), signIn(google)},
	}
	host, _, _ := strings.Cut(repository(r.env, r.app), "/")
	j.Steps = append(j.Steps, uses(setupGcloud, ""),
		step{Name: "Let docker push to the registry", Env: pairs{{"HOST", literal(host)}}, Run: script(`gcloud auth configure-docker "$HOST" --quiet`)})
	j.Steps = append(j.Steps, r.fetched()...)
	if b := r.app.Image.Build; b.Builder != "" || len(b.Buildpacks) > 0 {
		j.Steps = append(j.Steps, r.pack())
		return j
	}
	j.Steps = append(j.Steps, uses(setupBuildx, ""), r.docker())
	return j
}

// fetched are files that must lie somewhere else for docker to find them.
func (r recipe) fetched() []step {
	var out []step
	b := r.app.Image.Build
	if remote(b.Dockerfile) {
		out = append(out, step{Name: "Download the Dockerfile", Env: pairs{{"FROM", literal(b.Dockerfile)}, {"TO", literal(r.dockerfile())}}, Run: script(`curl -fsSL "$FROM" -o "$TO"`)})
	}
	if b.Ignore != "" {
		out = append(out, step{Name: "Put the ignore file where docker looks", Env: pairs{{"FROM", literal(path.Join(codeFolder, b.Ignore))}, {"TO", literal(r.dockerfile() + ".dockerignore")}}, Run: script(`cp "$FROM" "$TO"`)})
	}
	return out
}

func remote(name string) bool {
	return strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://")
}

func (r recipe) context() string { return path.Join(codeFolder, r.app.Image.Build.Context) }

func (r recipe) dockerfile() string {
	name := r.app.Image.Build.Dockerfile
	if name == "" || remote(name) {
		name = "Dockerfile"
	}
	return path.Join(r.context(), name)
}

func (r recipe) docker() step {
	image := literal(repository(r.env, r.app))
	s := uses(buildAndPush, "Build and push",
		pair{"context", literal(r.context())}, pair{"file", literal(r.dockerfile())}, pair{"platforms", "linux/amd64"})
	s.ID = "build"
	b := r.app.Image.Build
	if b.Target != "" {
		s.With = append(s.With, pair{"target", literal(b.Target)})
	}
	if len(b.Args) > 0 {
		s.With = append(s.With, pair{"build-args", arguments(b.Args)})
	}
	s.With = append(s.With, pair{"push", true}, pair{"tags", image + ":" + r.tag},
		pair{"cache-from", "type=registry,ref=" + r.cache()},
		pair{"cache-to", "type=registry,mode=max,ref=" + r.cache()})
	return s
}

// cache is an image in a repository of its own beside the images': tags of
// images may be made immutable, the cache's moves with each build. Previews have
// one more, as whoever writes a cache decides what the next build takes from it.
func (r recipe) cache() string {
	name := "cache"
	if r.app.Env == previewEnv {
		name = "preview-cache"
	}
	image := repository(r.env, r.app)
	if registry := r.env.Registry; registry != "" && strings.HasPrefix(image, registry+"/") {
		image = path.Join(path.Dir(registry), name, strings.TrimPrefix(image, registry+"/"))
	} else {
		image += "-" + name
	}
	return literal(image) + ":buildcache"
}

func (r recipe) account() string { return account.Deployer(r.env.Project, r.app.Name) }
