package report_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/google/go-cmp/cmp"
)

func at(app, env, path string) report.Finding {
	return report.Finding{Env: env, Spec: path, From: report.Source{App: app, File: "fly.toml", Line: 3, Key: "key"}}
}

func TestLocate(t *testing.T) {
	traces := []report.Trace{
		{App: "shop", Env: "production", Spec: "processes.web.replicas.min", Object: "HorizontalPodAutoscaler/shop", Field: "spec.minReplicas", File: "hpa.yaml"},
		{App: "shop", Env: "production", Spec: "processes.web.replicas.min", Object: "Deployment/shop", Field: "spec.replicas", File: "deployment.yaml"},
		{App: "shop", Env: "production", Spec: "processes.web", Object: "Deployment/shop", File: "deployment.yaml"},
		{App: "shop", Env: "staging", Spec: "env.A", Object: "ConfigMap/shop-env", Field: "data.A", File: "staging.yaml"},
	}
	tests := map[string]struct {
		in   report.Finding
		want report.Target
	}{
		"the first trace of a path is its place":        {at("shop", "production", "processes.web.replicas.min"), report.Target{File: "hpa.yaml", Object: "HorizontalPodAutoscaler/shop", Field: "spec.minReplicas"}},
		"a path without a field stands with its parent": {at("shop", "production", "processes.web.rollout"), report.Target{File: "deployment.yaml", Object: "Deployment/shop"}},
		"a finding about all environments takes any":    {at("shop", "", "env.A"), report.Target{File: "staging.yaml", Object: "ConfigMap/shop-env", Field: "data.A"}},
		"another environment's place is not its own":    {at("shop", "production", "env.A"), report.Target{}},
		"another app's place is not its own":            {at("blog", "production", "processes.web"), report.Target{}},
		"a finding without a path has no place":         {at("shop", "production", ""), report.Target{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			places := report.NewPlaces([]report.Finding{tt.in})
			places.Add(traces)
			got := places.Locate([]report.Finding{tt.in})[0].To
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("place (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNotes(t *testing.T) {
	live := report.Finding{Outcome: report.Carried, Env: "production", Spec: "env.A", From: report.Source{App: "shop", File: "apps/shop.yaml", Key: "config.env.A"}}
	file := live
	file.From = report.Source{App: "shop", File: "fly.toml", Key: "env.A", Line: 7}
	dropped := file
	dropped.Outcome, dropped.From.Line = report.Dropped, 1
	trace := report.Trace{App: "shop", Env: "production", Spec: "env.A"}
	tests := map[string]struct {
		in   []report.Finding
		want string
	}{
		"a line that people wrote wins":      {[]report.Finding{live, file}, "from fly.toml:7 env.A"},
		"without a file it is the inventory": {[]report.Finding{live}, "from apps/shop.yaml config.env.A"},
		"what was dropped is nobody's":       {[]report.Finding{dropped}, ""},
		"nothing is known":                   {nil, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := report.NewNotes(tt.in).Of(trace); got != tt.want {
				t.Errorf("note is %q, want %q", got, tt.want)
			}
		})
	}
}
