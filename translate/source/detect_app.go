package source

func appDetectors() []detector {
	return []detector{
		{kind: RedisREST, needles: []string{"@upstash/", "upstash_redis", "upstash-redis", "upstash_ratelimit"}, find: pattern(`(@upstash/(?:redis|ratelimit|lock|semaphore)|\bupstash[_-](?:redis|ratelimit)\b)`)},
		{kind: RedisREST, needles: []string{"upstash_redis_rest_"}, find: pattern(`(UPSTASH_REDIS_REST_(?:URL|TOKEN))\b`)},
		{kind: LongConnection, needles: []string{"socket.io"}, find: called("socket.io", pattern(`["'/]socket\.io(?:-client)?["'/]`))},
		{kind: LongConnection, needles: []string{"websocket", "\"ws\"", "'ws'"}, find: called("websocket", pattern(
			`(?:WebSocketServer|WebSocket\.Server|createWebSocket|upgradeWebSocket|@WebSocketGateway|["']ws["']|["']@fastify/websocket["']|["']express-ws["']|gorilla/websocket|coder/websocket|nhooyr\.io/websocket|\bimport websockets\b|\bfrom websockets\b|@\w+\.websocket\b|\bAsyncWebsocketConsumer\b|\bWebSocketEndpoint\b|tokio-tungstenite|extract::ws\b|websocket:|Faye::WebSocket)`))},
		{kind: LongConnection, needles: []string{"wslink", "applywsshandler", "httpsubscriptionlink", ".subscription("}, find: called("trpc-subscription", pattern(`\b(?:wsLink|createWSClient|applyWSSHandler|httpSubscriptionLink|httpBatchStreamLink)\b|\w+[pP]rocedure[\w.()]*\.subscription\(`))},
		{kind: LongConnection, needles: []string{"text/event-stream", "eventsourceresponse", "sse_starlette", "ssestream"}, find: called("sse", pattern(`text/event-stream|\bEventSourceResponse\b|\bsse_starlette\b`))},
		{kind: LongConnection, needles: []string{"live_view", "liveview", "phoenix.live"}, find: called("liveview", pattern(`\bphoenix_live_view\b|Phoenix\.LiveView(?:\.Socket)?\b|\bLiveView\.Socket\b`))},
		{kind: LongConnection, needles: []string{"actioncable", "action_cable", "turbo_stream_from", "anycable"}, find: called("actioncable", pattern(`\bActionCable\b|\baction_cable\b|\bturbo_stream_from\b|["']anycable`))},
		{kind: LongConnection, needles: []string{"graphql-ws", "graphql-transport-ws", "subscriptions-transport-ws", "signalr"}, find: pattern(`["'/](graphql-ws|graphql-transport-ws|subscriptions-transport-ws)["'/]|\b(SignalR)\b`)},
		{kind: LongConnection, needles: []string{"channels"}, files: manifest, find: called("django-channels", pattern(`^["']?channels(?:\[\w+\])?\s*(?:[=<>~"',]|$)`))},
		{kind: KeepAlive, needles: []string{"keepalivetimeout", "keep_alive_timeout", "headerstimeout", "idletimeout", "idle_timeout", "persistent_timeout"}, find: pattern(`\b((?:server\.)?keepAliveTimeout|KEEP_ALIVE_TIMEOUT|headersTimeout|keep_alive_timeout|idleTimeout|IdleTimeout|persistent_timeout|HTTP_IDLE_TIMEOUT)\b\s*["']?\s*[:=(\s]\s*["']?\d`)},
		{kind: KeepAlive, needles: []string{"--keep-alive", "--timeout-keep-alive", "keepalive_timeout"}, find: pattern(`(--(?:timeout-)?keep-alive)\b|\b(keepalive_timeout)\s`)},
		{kind: Server, needles: []string{"createserver("}, find: called("node", pattern(`\bhttps?\.createServer\(`))},
		{kind: Server, needles: []string{"\"next\"", "\"express\"", "\"fastify\"", "\"hono\"", "\"koa\"", "\"@nestjs/core\"", "\"@remix-run/serve\"", "\"nuxt\"", "\"@sveltejs/adapter-node\""}, files: manifest,
			find: pattern(`"(next|express|fastify|hono|koa|@nestjs/core|@remix-run/serve|nuxt|@sveltejs/adapter-node)"\s*:\s*"`)},
		{kind: Server, needles: []string{"gunicorn", "uvicorn", "hypercorn", "daphne", "granian"}, files: func(f string) bool { return manifest(f) || config(f) }, find: pattern(`\b(gunicorn|uvicorn|hypercorn|daphne|granian)\b`)},
		{kind: Server, needles: []string{"puma", "thruster", "falcon", "bandit", "plug_cowboy"}, files: manifest, find: pattern(`["':](puma|thruster|falcon|bandit|plug_cowboy)\b`)},
		{kind: Server, needles: []string{"bun.serve("}, find: called("bun", pattern(`\bBun\.serve\(`))},
		{kind: Server, needles: []string{"listenandserve"}, find: called("go", pattern(`\bListenAndServe(?:TLS)?\(`))},
	}
}
