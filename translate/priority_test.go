package translate

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
)

func TestPriorities(t *testing.T) {
	app := spectest.API("production")
	app.Schedules = []spec.Schedule{{Name: "daily"}}
	staging, preview := spectest.API("staging"), spectest.API("staging")
	preview.Env, preview.Release = previewEnv, staging.Release // as previews are made
	c := company{out: spec.Company{Apps: []spec.App{app, preview, staging}}}
	c.priorities()
	got := map[string]spec.Priority{}
	for _, a := range c.out.Apps {
		for _, p := range a.Processes {
			got[a.Env+" "+p.Name] = p.Place.Priority
		}
		for _, s := range a.Schedules {
			got[a.Env+" "+s.Name] = s.Process.Place.Priority
		}
		got[a.Env+" release"] = a.Release.Place.Priority
	}
	want := map[string]spec.Priority{
		"production web": spec.Serving, "production worker": "", "production daily": "", "production release": spec.Serving,
		"staging web": spec.NonProduction, "staging worker": spec.NonProduction, "staging release": spec.NonProduction,
		"preview web": spec.Previews, "preview worker": spec.Previews, "preview release": spec.Previews,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("priorities (-want +got):\n%s", diff)
	}
}
