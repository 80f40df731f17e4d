package workflows

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// arguments are lines of NAME=VALUE. The action reads them as CSV, so a value
// with a line break or a quote is quoted.
func arguments(args []spec.Var) string {
	var lines []string
	for _, a := range args {
		line := a.Name + "=" + a.Value
		if strings.ContainsAny(line, "\"\n\r") {
			line = `"` + strings.ReplaceAll(line, `"`, `""`) + `"`
		}
		lines = append(lines, literal(line))
	}
	return strings.Join(lines, "\n")
}

// packVersion is buildpacks' own command, whose action is not pinned here.
const packVersion = "0.36.4"

func (r recipe) pack() step {
	b := r.app.Image.Build
	image := repository(r.env, r.app)
	env := pairs{{"IMAGE", literal(image) + ":" + r.tag}, {"CACHE", r.cache()}, {"CONTEXT", literal(r.context())}}
	args := `--path "$CONTEXT" --publish --cache-image "$CACHE"`
	add := func(flag, name, value string) {
		env = append(env, pair{name, literal(value)})
		args += " " + flag + ` "$` + name + `"`
	}
	if b.Builder != "" {
		add("--builder", "BUILDER", b.Builder)
	}
	for i, p := range b.Buildpacks {
		add("--buildpack", fmt.Sprintf("BUILDPACK_%d", i+1), p)
	}
	for i, a := range b.Args {
		add("--env", fmt.Sprintf("ARGUMENT_%d", i+1), a.Name+"="+a.Value)
	}
	return step{Name: "Build and push with buildpacks", ID: "build", Env: env, Run: script(
		`curl -fsSL https://github.com/buildpacks/pack/releases/download/v`+packVersion+`/pack-v`+packVersion+`-linux.tgz | tar -xz -C "$RUNNER_TEMP" pack`,
		`"$RUNNER_TEMP/pack" build "$IMAGE" `+args,
		`echo "digest=$(docker buildx imagetools inspect "$IMAGE" --format '{{.Manifest.Digest}}')" >> "$GITHUB_OUTPUT"`,
	)}
}
