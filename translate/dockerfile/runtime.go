package dockerfile

import (
	"path"
	"strings"
)

// Runtime is what executes the program. Empty means that nothing gave it away.
type Runtime string

// The runtimes whose behaviour behind a load balancer is known to differ.
const (
	Node     Runtime = "node"
	Bun      Runtime = "bun"
	Deno     Runtime = "deno"
	Python   Runtime = "python"
	Ruby     Runtime = "ruby"
	Elixir   Runtime = "elixir"
	Go       Runtime = "go"
	Rust     Runtime = "rust"
	Java     Runtime = "java"
	PHP      Runtime = "php"
	Dotnet   Runtime = "dotnet"
	Nginx    Runtime = "nginx"
	Caddy    Runtime = "caddy"
	Apache   Runtime = "apache"
	HAProxy  Runtime = "haproxy"
	Postgres Runtime = "postgres"
	Redis    Runtime = "redis"
)

// runtimeNames: words of an image's name, or of a program's, and what they mean.
// The first that fits wins, so the special stand before the general.
var runtimeNames = [...]struct {
	word    string
	runtime Runtime
}{
	{"bun", Bun}, {"deno", Deno}, {"node", Node}, {"nodejs", Node}, {"npm", Node}, {"npx", Node}, {"pnpm", Node}, {"yarn", Node}, {"next", Node},
	{"python", Python}, {"python3", Python}, {"gunicorn", Python}, {"uvicorn", Python}, {"hypercorn", Python}, {"daphne", Python}, {"granian", Python}, {"celery", Python}, {"uv", Python}, {"poetry", Python}, {"flask", Python}, {"fastapi", Python}, {"streamlit", Python}, {"pypy", Python},
	{"ruby", Ruby}, {"bundle", Ruby}, {"rails", Ruby}, {"puma", Ruby}, {"sidekiq", Ruby}, {"thrust", Ruby}, {"rackup", Ruby}, {"unicorn", Ruby}, {"jruby", Ruby},
	{"elixir", Elixir}, {"mix", Elixir}, {"erlang", Elixir}, {"phoenix", Elixir},
	{"golang", Go}, {"rust", Rust}, {"cargo-chef", Rust},
	{"java", Java}, {"openjdk", Java}, {"eclipse-temurin", Java}, {"amazoncorretto", Java}, {"maven", Java}, {"gradle", Java}, {"tomcat", Java}, {"jre", Java}, {"jdk", Java}, {"java17-debian12", Java}, {"java21-debian12", Java},
	{"php", PHP}, {"php-fpm", PHP}, {"composer", PHP}, {"frankenphp", PHP}, {"dotnet", Dotnet}, {"aspnet", Dotnet}, {"sdk", Dotnet},
	{"nginx", Nginx}, {"caddy", Caddy}, {"httpd", Apache}, {"haproxy", HAProxy}, {"postgres", Postgres}, {"redis", Redis}, {"redis-server", Redis}, {"valkey", Redis},
}

// runtimeNamed reads a program's or image's name: node, node-22, python3.12,
// nodejs22-debian12.
func runtimeNamed(name string) Runtime {
	name = strings.ToLower(name)
	bare := strings.TrimRight(name, "0123456789.")
	first, _, _ := strings.Cut(strings.NewReplacer("_", "-").Replace(name), "-")
	first = strings.TrimRight(first, "0123456789.")
	for _, r := range runtimeNames {
		if r.word == name || r.word == bare || r.word == first {
			return r.runtime
		}
	}
	return ""
}

// guessRuntime looks at what starts, then at what the image is, then at where
// its files were built: a Go binary on Alpine comes from a golang stage.
func guessRuntime(f *File, started Runtime) Runtime {
	if started != "" {
		return started
	}
	for _, img := range append([]Image{f.Base}, f.Builders...) {
		if r := imageRuntime(img); r != "" {
			return r
		}
	}
	return ""
}

func imageRuntime(img Image) Runtime {
	if known := knownImage(img); known.runtime != "" {
		return known.runtime
	}
	return runtimeNamed(path.Base(img.Repository))
}
