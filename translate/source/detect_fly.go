package source

import (
	"slices"
	"strings"
)

func flyDetectors() []detector {
	return []detector{
		{kind: FlyVariable, needles: []string{"fly_"}, files: notWorkflow, find: pattern(`(?:^|[^A-Za-z0-9_])((?:FLY_(?:` + runtimeVariables + `))|LITEFS_PRIMARY)\b`)},
		{kind: FlyVariable, needles: []string{"primary_region"}, files: notWorkflow, find: pattern(`\b(PRIMARY_REGION)\b`)},
		{kind: MachinesAPI, needles: []string{"fly_api_token", "fly_access_token"}, files: notDelivery, find: pattern(`\b(FLY_(?:API|ACCESS)_TOKEN)\b`)},
		{kind: MachinesAPI, needles: []string{"api.machines.dev", "_api.internal", "api.fly.io"}, find: pattern(`(api\.machines\.dev|_api\.internal|api\.fly\.io)\b`)},
		{kind: MachinesAPI, needles: []string{"fly machine", "fly m ", "flyctl machine", "flyctl m "}, find: called("fly machine run", pattern(`\b(?:fly|flyctl) (?:machines?|m) (?:run|create|start|clone)\b`))},
		{kind: FlySocket, needles: []string{"/.fly/api"}, find: pattern(`/\.fly/api`)},
		{kind: RequestHeader, needles: []string{"fly-client-ip", "fly_client_ip"}, find: called("Fly-Client-IP", pattern(`(?i)fly[-_]client[-_]ip`))},
		{kind: RequestHeader, needles: []string{"fly-forwarded-", "fly_forwarded_"}, find: called("Fly-Forwarded-Port", pattern(`(?i)fly[-_]forwarded[-_](?:port|proto|ssl)`))},
		{kind: RequestHeader, needles: []string{"fly-region", "http_fly_region"}, find: called("Fly-Region", pattern(`(?i)(?:["'`+"`"+`:_]|^|\s)fly[-]region\b|HTTP_FLY_REGION`))},
		{kind: RequestHeader, needles: []string{"fly-request-id", "fly_request_id"}, find: called("Fly-Request-Id", pattern(`(?i)fly[-_]request[-_]id`))},
		{kind: RequestHeader, needles: []string{"x-forwarded-ssl", "x_forwarded_ssl"}, find: called("X-Forwarded-Ssl", pattern(`(?i)x[-_]forwarded[-_]ssl`))},
		{kind: Replay, needles: []string{"fly-replay", "fly_replay"}, find: pattern(`(?i)(fly[-_]replay(?:[-_](?:src|cache|failed|cache-control|cache-status))?)\b`)},
		{kind: Replay, needles: []string{"fly-prefer-", "fly-force-"}, find: pattern(`(?i)(fly-(?:prefer|force)-(?:region|instance-id))\b`)},
		{kind: Replay, needles: []string{"fly_postgres", "fly_rpc", "fly-ruby", "fly_multiregion"}, files: manifest, find: pattern(`[":'](fly_postgres|fly_rpc|fly-ruby|fly_multiregion\w*)\b`)},
		{kind: LiteFS, needles: []string{"litefs"}, find: called("litefs", pattern(`(?i)litefs`))},
		{kind: LiteFS, needles: []string{"fly_consul_url"}, find: called("consul", pattern(`FLY_CONSUL_URL`))},
		{kind: Metrics, needles: []string{"fly_edge_", "fly_app_", "fly_instance_", "fly_volume_", "fly_pg_"}, find: pattern(`\b(fly_(?:edge|instance|volume|pg|app_(?:http|tcp|connect|concurrency))_[a-z]\w+|fly_app_concurrency)\b`)},
		{kind: Metrics, needles: []string{"fly-log-shipper", "fly-metrics"}, find: pattern(`(fly-log-shipper|fly-metrics(?:\.net)?)\b`)},
	}
}

// ByFly says that Fly sets the variable on its machines by itself.
func ByFly(name string) bool {
	if name == "PRIMARY_REGION" {
		return true
	}
	rest, ok := strings.CutPrefix(name, "FLY_")
	return ok && slices.Contains(strings.Split(runtimeVariables, "|"), rest)
}

// runtimeVariables are what Fly sets on a machine, the FLY_ in front left out
// (https://fly.io/docs/machines/runtime-environment/). Other FLY_ names are the
// user's own.
const runtimeVariables = `APP_NAME|MACHINE_ID|ALLOC_ID|REGION|PUBLIC_IP|IMAGE_REF|MACHINE_VERSION|PRIVATE_IP|PROCESS_GROUP|VM_MEMORY_MB|STANDBY_FOR|TEST_MACHINE_IP|TEST_COMMAND|SERVER_NAME|IMAGE_REPO_DIGEST`
