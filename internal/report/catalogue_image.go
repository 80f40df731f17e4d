package report

func imageRules() []Rule {
	return []Rule{
		RuleDockerfileMissing, RuleDockerfileBroken, RuleNoInit, RuleShellForm, RuleImageVolume,
		RuleImageHealthcheck, RuleBuildVariable, RulePortMismatch, RuleImageBase,
	}
}

// What a Dockerfile says.
var (
	RuleDockerfileMissing = Rule{
		Code: "FLY050", Name: "dockerfile-missing", Severity: Warning,
		Title:     "There is no Dockerfile where flyctl would look",
		Detects:   "the path in [build] dockerfile, relative to the config file; else Dockerfile beside it or at the root",
		Generates: "a build with the path as written, and no security context for the image's user",
		Do:        "give the folder that holds it with -s, or correct the path",
		Link:      "https://fly.io/docs/reference/configuration/#specify-a-dockerfile",
	}
	RuleDockerfileBroken = Rule{
		Code: "FLY051", Name: "dockerfile-broken", Severity: Blocker,
		Title:     "The Dockerfile can't be built",
		Detects:   "what BuildKit's own parser refuses; a build-target that is no stage",
		Generates: "a build with the path as written; nothing else is known of the image",
		Do:        "mend the line that the message names",
		Link:      "https://docs.docker.com/reference/dockerfile/",
	}
	RuleNoInit = Rule{
		Code: "FLY052", Name: "no-init", Severity: Warning,
		Title:     "In a pod the app is process 1; on Fly it never was",
		Detects:   "images that start Node, Python and others without tini, dumb-init or the like",
		Generates: "nothing: a shared process namespace would make signals reach the wrong process",
		Do:        "start it through tini, or handle SIGTERM and reap children in the app: process 1 ignores every signal that it has no handler for",
		Link:      "https://github.com/krallin/tini",
	}
	RuleShellForm = Rule{
		Code: "FLY053", Name: "shell-form", Severity: Warning,
		Title:     "A shell is the first process, and signals end there",
		Detects:   "CMD or ENTRYPOINT in shell form, `npm start` and the like as the first process",
		Generates: "the command as it is",
		Do:        "write the exec form (a JSON list), or put `exec` in front of the program",
		Link:      "https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example",
	}
	RuleImageVolume = Rule{
		Code: "FLY054", Name: "image-volume", Severity: Note,
		Title:     "VOLUME in an image is no volume on either side",
		Detects:   "VOLUME",
		Generates: "nothing; what is written there goes with the pod, as it went with the machine",
		Do:        "nothing, unless the data should stay: then it needs a mount",
		Link:      "https://docs.docker.com/reference/dockerfile/#volume",
	}
	RuleImageHealthcheck = Rule{
		Code: "FLY055", Name: "image-healthcheck", Severity: Note,
		Title:     "HEALTHCHECK in an image counts on neither side",
		Detects:   "HEALTHCHECK",
		Generates: "nothing; probes come from Fly's own checks",
		Do:        "nothing",
		Link:      "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
	}
	RuleBuildVariable = Rule{
		Code: "FLY056", Name: "build-variable", Severity: Warning,
		Title:     "An instruction uses a variable that nothing sets",
		Detects:   "variables without a value in FROM, USER, EXPOSE, WORKDIR and VOLUME",
		Generates: "the build argument, empty, in the workflow",
		Do:        "find out which --build-arg people gave by hand, and set it in build.args",
		Link:      "https://docs.docker.com/reference/dockerfile/#arg",
	}
	RulePortMismatch = Rule{
		Code: "FLY057", Name: "port-mismatch", Severity: Warning,
		Title:     "The image opens another port than fly.toml names",
		Detects:   "EXPOSE and ENV PORT against internal_port",
		Generates: "the port of fly.toml, which is what Fly used",
		Do:        "check which port the app listens on",
		Link:      "https://fly.io/docs/networking/app-services/",
	}
	RuleImageBase = Rule{
		Code: "FLY058", Name: "fly-base-image", Severity: Warning,
		Title:     "The image is based on one of Fly's own",
		Detects:   "FROM flyio/… and registry.fly.io/…",
		Generates: "nothing",
		Do:        "check what the base does at start (LiteFS, Postgres with its cluster manager), and copy it out of registry.fly.io",
		Link:      "https://fly.io/docs/blueprints/using-the-fly-docker-registry/",
	}
)
