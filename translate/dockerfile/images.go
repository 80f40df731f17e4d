package dockerfile

import (
	"slices"
	"strings"
)

// image is what is known about a public base image beyond its name. Sources:
// the Dockerfiles of the Docker Official Images
// (https://github.com/docker-library/official-images), of distroless
// (https://github.com/GoogleContainerTools/distroless) and of the vendors named.
type image struct {
	runtime  Runtime
	signal   string // STOPSIGNAL; empty means SIGTERM
	runsAs   string // the account it starts as; empty means root
	unknown  bool   // nothing is known
	alpine   bool
	ordinary bool // accounts lists all of its accounts from 1000 up
	accounts []imageAccount
}

type imageAccount struct {
	name     string
	uid, gid int64
}

// knownImage looks a base up by the last one or two parts of its repository, so
// that mirrors (public.ecr.aws/docker/library/node) are recognised, too.
func knownImage(base Image) image {
	repository := strings.ToLower(base.Repository)
	parts := strings.Split(repository, "/")
	name := parts[len(parts)-1]
	alpine := strings.Contains(base.Tag, "alpine")
	switch {
	case strings.Contains(repository, "gcr.io/distroless/"):
		return distroless(name, base.Tag)
	case strings.HasPrefix(repository, "cgr.dev/chainguard/"):
		return image{runtime: runtimeNamed(name), runsAs: "nonroot", accounts: []imageAccount{{"nonroot", 65532, 65532}}}
	case strings.HasPrefix(repository, "mcr.microsoft.com/dotnet/"):
		return image{runtime: Dotnet, accounts: []imageAccount{{"app", 1654, 1654}}}
	case len(parts) > 1 && parts[len(parts)-2] == "bitnami":
		return image{runtime: runtimeNamed(name), runsAs: "1001", accounts: []imageAccount{{"1001", 1001, 0}}}
	case strings.HasPrefix(repository, "hexpm/"):
		return image{runtime: runtimeNamed(name)}
	}
	if !official(parts) && !vendor(repository) {
		return image{unknown: true}
	}
	img := officialImage(name, base.Tag, alpine)
	img.alpine = alpine || name == "alpine"
	img.ordinary = slices.Contains(ordinary[:], name)
	return img
}

// ordinary are the images whose accounts from 1000 up are known to be those
// listed here, so that the number of a new one follows.
var ordinary = [...]string{
	"alpine", "buildpack-deps", "bun", "debian", "elixir", "erlang", "golang", "nginx", "node",
	"php", "postgres", "python", "redis", "ruby", "rust", "ubuntu", "valkey",
}

// official says that a repository is one of Docker's own or a mirror of them.
func official(parts []string) bool {
	if len(parts) == 1 {
		return true
	}
	return len(parts) >= 2 && parts[len(parts)-2] == "library"
}

func vendor(repository string) bool {
	repository = strings.TrimPrefix(repository, "docker.io/")
	for _, known := range []string{"oven/bun", "denoland/deno", "nginxinc/nginx-unprivileged", "grafana/grafana", "prom/prometheus", "jenkins/jenkins"} {
		if repository == known {
			return true
		}
	}
	return false
}

func officialImage(name, tag string, alpine bool) image {
	one := func(r Runtime, user string, uid, gid int64) image {
		return image{runtime: r, accounts: []imageAccount{{user, uid, gid}}}
	}
	switch name {
	case "node":
		return one(Node, "node", 1000, 1000)
	case "bun":
		return one(Bun, "bun", 1000, 1000)
	case "deno":
		return one(Deno, "deno", 1993, 1993)
	case "php":
		return phpImage(tag, alpine)
	case "nginx":
		img := one(Nginx, "nginx", 101, 101)
		img.signal = "SIGQUIT"
		return img
	case "nginx-unprivileged":
		return image{runtime: Nginx, signal: "SIGQUIT", runsAs: "nginx", accounts: []imageAccount{{"nginx", 101, 101}}}
	case "httpd":
		return image{runtime: Apache, signal: "SIGWINCH"}
	case "haproxy":
		return image{runtime: HAProxy, signal: "SIGUSR1", runsAs: "haproxy", accounts: []imageAccount{{"haproxy", 99, 99}}}
	case "postgres":
		return postgresImage(alpine)
	case "redis", "valkey":
		return one(Redis, name, 999, 1000)
	case "ubuntu":
		return ubuntuImage(tag)
	case "grafana":
		return image{runsAs: "grafana", accounts: []imageAccount{{"grafana", 472, 0}}}
	case "prometheus":
		return image{runsAs: "nobody"}
	case "jenkins":
		return image{runtime: Java, runsAs: "jenkins", accounts: []imageAccount{{"jenkins", 1000, 1000}}}
	}
	return image{runtime: runtimeNamed(name)}
}
