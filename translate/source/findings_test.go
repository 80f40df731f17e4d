package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/report"
)

func TestFindings(t *testing.T) {
	got := Findings("shop", "production", []Hit{
		{Kind: Replay, File: "a.ts", Line: 3, Name: "fly-replay"},
		{Kind: Server, File: "a.ts", Line: 4, Name: "express"},
		{Kind: Replay, File: "a.ts", Line: 9, Name: "fly-replay"},
		{Kind: Internal, File: "a.ts", Line: 12, Name: "api", Form: "vm"},
	})
	want := []report.Finding{
		{Code: "FLY010", Rule: "fly-replay", Severity: report.Blocker, Outcome: report.Undecided, Env: "production",
			From: report.Source{App: "shop", File: "a.ts", Key: "fly-replay", Line: 3},
			Why:  "the code uses fly-replay, and nothing on GKE answers to it (2 lines of this file)", Do: report.RuleReplay.Do},
		{Code: "FLY001", Rule: "internal-names", Severity: report.Warning, Outcome: report.Undecided, Env: "production",
			From: report.Source{App: "shop", File: "a.ts", Key: "api", Line: 12},
			Why:  "it asks for api below .internal by vm, which has no equal", Do: report.RuleInternalNames.Do},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Every kind that a detector finds has a rule, a reason and an outcome.
func TestEveryKindMeansSomething(t *testing.T) {
	cases := map[Kind]report.Rule{
		Internal: report.RuleInternalNames, Flycast: report.RuleFlycast, FlyVariable: report.RuleFlyEnv,
		RequestHeader: report.RuleRequestHeaders, Replay: report.RuleReplay, MachinesAPI: report.RuleOutsideLaunch,
		FlySocket: report.RuleFlySocket, IPv6: report.RuleIPv6, UDPBind: report.RuleRawPorts,
		RedisREST: report.RuleRedisREST, LongConnection: report.RuleTimeout, Server: report.RuleKeepAlive,
		GRPC: report.RuleH2, Peers: report.RuleInternalNames, KeepAlive: report.RuleKeepAlive, LiteFS: report.RuleExtensions, Tigris: report.RuleTigris,
		FlyDevHost: report.RuleFlyDevHost, ImageCron: report.RuleSchedule, CodeCron: report.RuleOverlap,
		Deploy: report.RuleDeployWorkflow, BuildHost: report.RuleBuildTimeHost, Metrics: report.RuleMetrics,
	}
	for _, d := range detectors() {
		if _, ok := cases[d.kind]; !ok {
			t.Errorf("kind %s has no rule here", d.kind)
		}
	}
	for kind, want := range cases {
		m := meaningOf(Hit{Kind: kind, Name: "x"})
		if m.rule != want || m.why == "" || m.outcome == "" {
			t.Errorf("%s: rule %s, want %s; outcome %q, why %q", kind, m.rule.Code, want.Code, m.outcome, m.why)
		}
	}
}

func TestGaps(t *testing.T) {
	gap := func(file, why string) report.Finding {
		return report.Of(report.RuleScanGap, report.Dropped, report.Source{App: "shop", File: file, Key: "file"}, why)
	}
	tests := map[string]struct {
		stats Stats
		want  []report.Finding
	}{
		"a file that is too large is told of":      {Stats{TooLarge: []string{"big.ts"}}, []report.Finding{gap("big.ts", "the file is too large for source, so it was not read")}},
		"one that can't be opened, too":            {Stats{Unreadable: []string{"locked"}}, []report.Finding{gap("locked", "it could not be opened, so it was not read")}},
		"a folder that was read whole has no gaps": {Stats{}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Gaps("shop", "", tt.stats)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestNames(t *testing.T) {
	got := Names([]Hit{{Kind: Internal, Name: "b"}, {Kind: Internal, Name: "a"}, {Kind: Flycast, Name: "c"}, {Kind: Internal}, {Kind: Internal, Name: "b"}}, Internal)
	if diff := cmp.Diff([]string{"a", "b"}, got); diff != "" {
		t.Error(diff)
	}
}

// Every server that a detector or a Dockerfile names is known, or left out for a
// reason: its default is not documented.
func TestKeepAlive(t *testing.T) {
	undocumented := []string{"daphne", "granian", "falcon"}
	for _, name := range []string{"next", "node", "express", "fastify", "hono", "koa", "@nestjs/core", "@remix-run/serve", "nuxt", "@sveltejs/adapter-node", "gunicorn", "uvicorn", "hypercorn", "puma", "thruster", "bandit", "plug_cowboy", "bun", "go", "nginx", "caddy", "dotnet"} {
		idle, ok := KeepAliveOf(name)
		if !ok || idle.Link == "" || (idle.Variable == "") == (idle.Setting == "") {
			t.Errorf("%s: %+v, %v", name, idle, ok)
		}
		if idle.Enough() != (name == "go") {
			t.Errorf("%s: Enough is %v with a default of %d s", name, idle.Enough(), idle.Seconds)
		}
	}
	for _, name := range undocumented {
		if _, ok := KeepAliveOf(name); ok {
			t.Errorf("%s is documented now: take it out of the list", name)
		}
	}
}
