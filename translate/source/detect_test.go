package source

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// found scans one file and gives kind, name and form of its hits.
func found(t *testing.T, file, text string) []Hit {
	t.Helper()
	hits, _, err := Scan(fstest.MapFS{file: {Data: []byte(text)}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range hits {
		hits[i].File, hits[i].Line, hits[i].Text = "", 0, ""
	}
	return hits
}

func one(k Kind, name string) []Hit { return []Hit{{Kind: k, Name: name}} }

func form(app, form string) []Hit { return []Hit{{Kind: Internal, Name: app, Form: form}} }

func TestInternalNames(t *testing.T) {
	cases := map[string]struct {
		file, text string
		want       []Hit
	}{
		"an app behind a scheme":               {"a.ts", `fetch("http://api.internal:8080/x")`, form("api", "app")},
		"an app in a string":                   {"a.py", `HOST = 'api.internal'`, form("api", "app")},
		"an app in a connection string":        {"a.rb", `ENV.fetch("URL", "postgres://u@db.internal:5432/x")`, form("db", "app")},
		"an app in a settings file":            {"conf/app.yml", `host: redis-cache.internal`, form("redis-cache", "app")},
		"a region before the app":              {"a.go", `dial("fra.api.internal:80")`, form("api", "region")},
		"the whole world is the app":           {"a.go", `dial("global.api.internal:80")`, form("api", "app")},
		"a process group":                      {"a.sh", `curl http://worker.process.api.internal`, form("api", "process")},
		"the nearest ones":                     {"a.sh", `dig +short aaaa top2.nearest.of.api.internal`, form("api", "nearest")},
		"one machine":                          {"a.js", "`http://${id}.vm.api.internal`", form("api", "vm")},
		"by metadata":                          {"a.js", `"v.k.kv._metadata.api.internal"`, form("api", "metadata")},
		"a text record":                        {"a.sh", `dig txt vms.api.internal`, form("api", "txt")},
		"a record of the organisation":         {"a.exs", `lookup("_apps.internal")`, form("_apps", "org")},
		"a computed app":                       {"a.ts", "const u = `http://${name}.internal:3000`", form("", "app")},
		"a computed region":                    {"a.exs", `"#{System.get_env("FLY_REGION")}.shop.internal"`, append(one(FlyVariable, "FLY_REGION"), form("shop", "region")...)},
		"a format string":                      {"a.py", `"http://%s.internal" % app`, form("", "app")},
		"a shell variable in a script":         {"a.sh", `export QUERY=${FLY_APP_NAME}.internal`, append(one(FlyVariable, "FLY_APP_NAME"), form("", "app")...)},
		"Google's metadata server is none":     {"a.go", `"http://metadata.google.internal/x"`, nil},
		"Docker's host is none":                {"a.ts", `"http://host.docker.internal:3000"`, nil},
		"an AWS host is none":                  {"a.ts", `"ip-10-0-0-1.ec2.internal"`, nil},
		"a name in somebody's own DNS is none": {"a.py", `URL = 'auth.acme.internal'`, nil},
		"a property is none":                   {"a.ts", `this.config.internal = true`, nil},
		"a method is none":                     {"a.ts", `x.internal("a")`, nil},
		"a package is none":                    {"A.java", `import com.acme.internal.Thing;`, nil},
		"a package in a string is none":        {"a.kt", `"com.acme.internal"`, nil},
		"a longer name is none":                {"a.ts", `"api.internal.example.com"`, nil},
		"a comment is none":                    {"a.ts", `// see http://api.internal`, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, found(t, c.file, c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNetwork(t *testing.T) {
	cases := map[string]struct {
		file, text string
		want       []Hit
	}{
		"a flycast host":                      {"a.ts", `"http://cerbos.flycast"`, one(Flycast, "cerbos")},
		"a flycast host in settings":          {".env.production", "URL=http://cerbos.flycast:3592", one(Flycast, "cerbos")},
		"a fly.dev host":                      {"a.ts", `"https://acme-web.fly.dev"`, one(FlyDevHost, "acme-web")},
		"a pattern over fly.dev hosts":        {"a.ts", `origin: /.*\.fly\.dev$/`, one(FlyDevHost, "")},
		"a wildcard over fly.dev hosts":       {"a.yml", `- "*.fly.dev"`, one(FlyDevHost, "")},
		"fly-local-6pn":                       {"a.conf", `bind = fly-local-6pn:4000`, one(IPv6, "fly-local-6pn")},
		"Ecto over IPv6":                      {"runtime.exs", `if System.get_env("ECTO_IPV6"), do: [:inet6]`, append(one(IPv6, "ECTO_IPV6"), one(IPv6, "inet6")...)},
		"Erlang distribution over IPv6":       {"rel/env.sh.eex", `export ERL_AFLAGS="-proto_dist inet6_tcp"`, one(IPv6, "inet6_tcp")},
		"ioredis with family 6":               {"a.ts", `new Redis(url, { family: 6 })`, one(IPv6, "family: 6")},
		"family 60 is none":                   {"a.ts", `{ family: 60 }`, nil},
		"a server on [::]":                    {"a.py", `app.run(host="::", port=8080)`, one(IPv6, "::")},
		"a bind option":                       {"Dockerfile", `CMD ["gunicorn", "--bind", "[::]:8000"]`, append(one(IPv6, "::"), one(Server, "gunicorn")...)},
		"a bind option in a shell form":       {"Procfile", `web: uvicorn main:app --host :: --port 8000`, append(one(IPv6, "::"), one(Server, "uvicorn")...)},
		"HOST=::":                             {".env", "HOST=::\n", one(IPv6, "::")},
		"all zeros in Elixir":                 {"runtime.exs", `ip: {0, 0, 0, 0, 0, 0, 0, 0},`, one(IPv6, "::")},
		"a Ruby or Rust scope is none":        {"a.rs", `std::env::var("HOST"); Foo::Bar`, nil},
		"a CSS-like pseudo element is none":   {"a.tsx", `className="x::after"`, nil},
		"a UDP socket on fly-global-services": {"a.go", `net.ListenPacket("udp", "fly-global-services:5000")`, one(UDPBind, "fly-global-services")},
		"Tigris by its host":                  {"a.ts", `endpoint: "https://fly.storage.tigris.dev"`, one(Tigris, "fly.storage.tigris.dev")},
		"Tigris by its new host":              {"a.ts", `endpoint: "https://t3.storage.dev"`, one(Tigris, "t3.storage.dev")},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, found(t, c.file, c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFly(t *testing.T) {
	cases := map[string]struct {
		file, text string
		want       []Hit
	}{
		"a runtime variable":                  {"a.ts", `process.env.FLY_MACHINE_ID`, one(FlyVariable, "FLY_MACHINE_ID")},
		"the primary region":                  {"a.rb", `ENV["PRIMARY_REGION"]`, one(FlyVariable, "PRIMARY_REGION")},
		"a variable of the user's own":        {"a.rb", `ENV["FLY_BUCKET"]`, nil},
		"a variable that only ends so":        {"a.rb", `ENV["MY_FLY_REGION"]`, nil},
		"fly.toml's key is no variable":       {"fly.toml", `primary_region = "fra"`, nil},
		"the client's address":                {"a.ts", `req.headers["fly-client-ip"]`, one(RequestHeader, "Fly-Client-IP")},
		"the client's address in Rack":        {"a.rb", `env["HTTP_FLY_CLIENT_IP"]`, one(RequestHeader, "Fly-Client-IP")},
		"the edge's region":                   {"a.go", `r.Header.Get("Fly-Region")`, one(RequestHeader, "Fly-Region")},
		"the port at the edge":                {"nginx.conf", `set $p $http_fly_forwarded_port;`, one(RequestHeader, "Fly-Forwarded-Port")},
		"the request's id":                    {"a.ts", `h.get('Fly-Request-Id')`, one(RequestHeader, "Fly-Request-Id")},
		"TLS at the edge":                     {"a.py", `request.META["HTTP_X_FORWARDED_SSL"]`, one(RequestHeader, "X-Forwarded-Ssl")},
		"a replay":                            {"a.ts", `res.set("fly-replay", "region=fra")`, one(Replay, "fly-replay")},
		"a replay's source":                   {"a.go", `r.Header.Get("Fly-Replay-Src")`, one(Replay, "Fly-Replay-Src")},
		"a request for one machine":           {"a.ts", `headers: {"fly-force-instance-id": id}`, one(Replay, "fly-force-instance-id")},
		"a library that replays":              {"mix.exs", `{:fly_postgres, "~> 0.3"},`, one(Replay, "fly_postgres")},
		"a gem that replays":                  {"Gemfile", `gem "fly-ruby"`, one(Replay, "fly-ruby")},
		"the Machines API":                    {"a.ts", `fetch("https://api.machines.dev/v1/apps")`, one(MachinesAPI, "api.machines.dev")},
		"the Machines API from inside":        {"a.ts", `"http://_api.internal:4280/v1"`, append(form("_api", "org"), one(MachinesAPI, "_api.internal")...)},
		"a token in code":                     {"a.ts", `process.env.FLY_API_TOKEN`, one(MachinesAPI, "FLY_API_TOKEN")},
		"a token in a workflow deploys":       {".github/workflows/x.yml", `FLY_API_TOKEN: ${{ secrets.FLY_API_TOKEN }}`, one(Deploy, "FLY_API_TOKEN")},
		"machines made by a command":          {"a.py", `run("fly machine run img")`, one(MachinesAPI, "fly machine run")},
		"the machine's own socket":            {"a.sh", `curl --unix-socket /.fly/api http://localhost/v1/tokens/oidc`, one(FlySocket, "/.fly/api")},
		"LiteFS":                              {"a.sh", `exec litefs mount`, one(LiteFS, "litefs")},
		"Consul":                              {"a.go", `os.Getenv("FLY_CONSUL_URL")`, one(LiteFS, "consul")},
		"a series of Fly's metrics":           {"dash.json", `"expr": "sum(rate(fly_edge_http_responses_count[1m]))"`, one(Metrics, "fly_edge_http_responses_count")},
		"a variable that looks like a series": {"a.yml", `fly_app_name: x`, nil},
		"a variable of CI's own":              {".github/workflows/x.yml", `FLY_APP_NAME: x`, nil},
		"the log shipper":                     {"fly.yml", `image: ghcr.io/superfly/fly-log-shipper:latest`, one(Metrics, "fly-log-shipper")},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, found(t, c.file, c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestApp(t *testing.T) {
	cases := map[string]struct {
		file, text string
		want       []Hit
	}{
		"Upstash over REST":                    {"a.ts", `import { Redis } from "@upstash/redis"`, one(RedisREST, "@upstash/redis")},
		"Upstash by its variable":              {"a.ts", `url: env.UPSTASH_REDIS_REST_URL`, one(RedisREST, "UPSTASH_REDIS_REST_URL")},
		"Upstash from Python":                  {"requirements.txt", `upstash-redis==1.2`, one(RedisREST, "upstash-redis")},
		"another thing of Upstash's":           {"a.ts", `import { Client } from "@upstash/qstash"`, nil},
		"socket.io":                            {"package.json", `"socket.io": "^4.8.0",`, one(LongConnection, "socket.io")},
		"ws":                                   {"package.json", `"ws": "^8.18.0",`, one(LongConnection, "websocket")},
		"a Python websocket":                   {"a.py", `@app.websocket("/ws")`, one(LongConnection, "websocket")},
		"a Go websocket":                       {"a.go", `"github.com/coder/websocket"`, one(LongConnection, "websocket")},
		"a tRPC subscription":                  {"a.ts", `onAdd: publicProcedure.input(x).subscription(() => {`, one(LongConnection, "trpc-subscription")},
		"a tRPC link":                          {"a.ts", `splitLink({ true: wsLink({ client }) })`, one(LongConnection, "trpc-subscription")},
		"server-sent events":                   {"a.ts", `"Content-Type": "text/event-stream",`, one(LongConnection, "sse")},
		"LiveView":                             {"mix.exs", `{:phoenix_live_view, "~> 1.0"},`, one(LongConnection, "liveview")},
		"Action Cable":                         {"a.rb", `mount ActionCable.server => "/cable"`, one(LongConnection, "actioncable")},
		"GraphQL subscriptions":                {"package.json", `"graphql-ws": "5",`, one(LongConnection, "graphql-ws")},
		"a keep-alive in Node":                 {"a.ts", `server.keepAliveTimeout = 65_000;`, one(KeepAlive, "server.keepAliveTimeout")},
		"a keep-alive in the env":              {"fly.toml", `KEEP_ALIVE_TIMEOUT = "620000"`, one(KeepAlive, "KEEP_ALIVE_TIMEOUT")},
		"a keep-alive of nginx":                {"nginx.conf", `keepalive_timeout 620s;`, one(KeepAlive, "keepalive_timeout")},
		"a keep-alive of uvicorn":              {"a.sh", `exec uvicorn a:b --timeout-keep-alive 620`, append(one(KeepAlive, "--timeout-keep-alive"), one(Server, "uvicorn")...)},
		"Next.js":                              {"package.json", `"next": "15.1.0",`, one(Server, "next")},
		"a script called next is none":         {"a.ts", `const x = {"next": "y"}`, nil},
		"a Node server":                        {"a.js", `http.createServer(app).listen(3000)`, one(Server, "node")},
		"Puma":                                 {"Gemfile", `gem "puma", ">= 5.0"`, one(Server, "puma")},
		"Bandit":                               {"mix.exs", `{:bandit, "~> 1.5"},`, one(Server, "bandit")},
		"a Go server":                          {"main.go", `log.Fatal(http.ListenAndServe(":8080", nil))`, one(Server, "go")},
		"cron in the image":                    {"entrypoint.sh", `exec supercronic /app/crontab`, append(one(ImageCron, "crontab"), one(ImageCron, "supercronic")...)},
		"cron in a Dockerfile is its reader's": {"Dockerfile", `CMD ["supercronic", "/app/crontab"]`, nil},
		"a crontab file":                       {"deploy/crontab", "# jobs\n\n*/5 * * * * /app/run\n", one(ImageCron, "crontab")},
		"cron in a Node program":               {"package.json", `"node-cron": "^3",`, one(CodeCron, "node-cron")},
		"cron in an Elixir program":            {"config.exs", `{Oban.Plugins.Cron, crontab: [`, one(CodeCron, "Oban.Plugins.Cron")},
		"Celery's beat":                        {"Procfile", `beat: celery -A app beat`, one(CodeCron, "celery beat")},
		"an action that deploys":               {".github/workflows/x.yml", `- uses: superfly/flyctl-actions/setup-flyctl@master`, one(Deploy, "superfly/flyctl-actions/setup-flyctl")},
		"a preview action":                     {".github/workflows/x.yml", `uses: superfly/fly-pr-review-apps@1.3.0`, one(Deploy, "superfly/fly-pr-review-apps")},
		"a command that deploys":               {"Makefile", "\tflyctl deploy --remote-only", one(Deploy, "flyctl deploy")},
		"a script in package.json":             {"package.json", `"deploy": "fly deploy",`, one(Deploy, "fly deploy")},
		"a host in the browser's code":         {".env.production", `NEXT_PUBLIC_API_URL=https://api.acme.example`, one(BuildHost, "NEXT_PUBLIC_API_URL")},
		"a build argument with a host":         {"Dockerfile", `ARG VITE_API=acme-api.fly.dev`, []Hit{{Kind: BuildHost, Name: "VITE_API", Form: "fly"}, {Kind: FlyDevHost, Name: "acme-api"}}},
		"a public variable without one":        {".env.production", `NEXT_PUBLIC_THEME=dark`, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, found(t, c.file, c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
