package source

// Idle is how a server treats a connection that nobody uses. Google's load
// balancer keeps one for 600 s, so a server that closes earlier loses requests.
type Idle struct {
	Seconds  int    // the default; 0 means that it never closes by itself
	Variable string // NAME=VALUE that sets it long enough; empty where none does
	Setting  string // what to change in code or command, where there is no Variable
	Link     string // where the default is documented
}

// Enough says that the default outlives the load balancer's connections.
func (i Idle) Enough() bool { return i.Seconds == 0 || i.Seconds > 600 }

// KeepAliveOf knows servers by their Name in hits of kind Server, and by the
// names that translate/dockerfile gives to servers and runtimes.
func KeepAliveOf(server string) (Idle, bool) {
	switch server {
	case "next":
		return Idle{Seconds: 5, Variable: "KEEP_ALIVE_TIMEOUT=620000", Link: "https://nextjs.org/docs/app/api-reference/cli/next"}, true
	case "node", "express", "koa", "hono", "nuxt", "@nestjs/core", "@remix-run/serve", "@sveltejs/adapter-node":
		return Idle{Seconds: 5, Setting: "server.keepAliveTimeout = 620_000 and server.headersTimeout = 625_000", Link: "https://nodejs.org/api/http.html#serverkeepalivetimeout"}, true
	case "fastify":
		return Idle{Seconds: 72, Setting: "keepAliveTimeout: 620_000 in fastify's options", Link: "https://fastify.dev/docs/latest/Reference/Server/"}, true
	case "bun":
		return Idle{Seconds: 10, Setting: "idleTimeout: 0 in Bun.serve, which turns it off", Link: "https://bun.com/docs/api/http"}, true
	case "gunicorn":
		return Idle{Seconds: 2, Variable: "GUNICORN_CMD_ARGS=--keep-alive 620", Link: "https://docs.gunicorn.org/en/stable/settings.html#keepalive"}, true
	case "uvicorn":
		return Idle{Seconds: 5, Variable: "UVICORN_TIMEOUT_KEEP_ALIVE=620", Link: "https://www.uvicorn.org/settings/"}, true
	case "hypercorn":
		return Idle{Seconds: 5, Setting: "--keep-alive 620", Link: "https://hypercorn.readthedocs.io/en/latest/how_to_guides/configuring.html"}, true
	}
	return otherServers(server)
}

func otherServers(server string) (Idle, bool) {
	switch server {
	case "puma":
		return Idle{Seconds: 20, Setting: "persistent_timeout 620 in config/puma.rb", Link: "https://puma.io/puma/Puma/DSL.html"}, true
	case "thrust", "thruster":
		return Idle{Seconds: 60, Variable: "HTTP_IDLE_TIMEOUT=620", Link: "https://github.com/basecamp/thruster"}, true
	case "plug_cowboy":
		return Idle{Seconds: 60, Setting: "protocol_options: [idle_timeout: 620_000] in the endpoint's http options", Link: "https://ninenines.eu/docs/en/cowboy/2.12/manual/cowboy_http/"}, true
	case "bandit":
		return Idle{Seconds: 60, Setting: "thousand_island_options: [read_timeout: 620_000] in the endpoint's http options", Link: "https://hexdocs.pm/bandit/Bandit.html"}, true
	case "nginx":
		return Idle{Seconds: 75, Setting: "keepalive_timeout 620s in nginx.conf", Link: "https://nginx.org/en/docs/http/ngx_http_core_module.html#keepalive_timeout"}, true
	case "caddy", "frankenphp":
		return Idle{Seconds: 300, Setting: "servers { timeouts { idle 620s } } in the Caddyfile", Link: "https://caddyserver.com/docs/caddyfile/options"}, true
	case "apache", "apache2-foreground":
		return Idle{Seconds: 5, Setting: "KeepAliveTimeout 620 in the server's configuration", Link: "https://httpd.apache.org/docs/2.4/mod/core.html#keepalivetimeout"}, true
	case "go":
		return Idle{Setting: "nothing, unless the code sets IdleTimeout or ReadTimeout", Link: "https://pkg.go.dev/net/http#Server"}, true
	case "dotnet":
		return Idle{Seconds: 130, Setting: "Limits.KeepAliveTimeout of Kestrel", Link: "https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/options"}, true
	}
	return Idle{}, false
}
