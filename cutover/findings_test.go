package cutover

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/cutover/acme"
	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

func TestFindings(t *testing.T) {
	const unrehearsed, flyDev = "FLY400 blocker undecided cutover.rehearsed", "FLY405 warning dropped acme-web acme-web.fly.dev"
	tests := map[string]struct {
		change func(*spec.Company, *Options)
		want   []string
	}{
		"a plan that was never rehearsed is a blocker": {func(c *spec.Company, _ *Options) {
			c.Hosts = c.Hosts[:len(c.Hosts)-1]
		}, []string{unrehearsed}},
		"a fly.dev name ends with the app": {func(*spec.Company, *Options) {}, []string{unrehearsed, flyDev}},
		"a night without a window is told how long it is": {func(_ *spec.Company, o *Options) {
			o.Decisions.Cutover.Window = ""
		}, []string{unrehearsed, "FLY401 warning changed cutover.window", flyDev}},
		"facts that nobody brought hold up steps": {func(_ *spec.Company, o *Options) {
			o.Facts = spec.Facts{}
		}, []string{unrehearsed, "FLY402 blocker undecided prepare/acme-db/services", flyDev}},
		"a database that can't stream back has one way": {func(_ *spec.Company, o *Options) {
			o.Decisions.Databases, o.Decisions.Cutover.Downtime = method("dump"), "2h"
		}, []string{unrehearsed, "FLY403 warning changed acme-db", flyDev}},
		"apps that call each other move together": {func(c *spec.Company, _ *Options) {
			c.Apps[0].Talks = append(c.Apps[0].Talks, spec.Talk{To: "acme-web", Kind: "app", Port: 8080})
		}, []string{unrehearsed, "FLY404 note changed acme-api", flyDev}},
		"a host that is not HTTP has no stand-in": {func(c *spec.Company, _ *Options) {
			c.Apps[4].Processes[0].Edges = nil
		}, []string{unrehearsed, flyDev, "FLY406 warning changed acme-web acme.example", "FLY406 warning changed acme-web www.acme.example"}},
		"a namespace of two waves is told of": {func(c *spec.Company, o *Options) {
			c.Apps[0].Talks = nil
			c.Apps[2].Processes[0].Volumes = c.Apps[3].Processes[0].Volumes // acme-cerbos gets data, and so a wave, of its own
			o.Decisions.Apps = append(o.Decisions.Apps, decisions.App{Name: "acme-cerbos", Volumes: o.Decisions.Apps[0].Volumes})
			c.Apps[2].Namespace = c.Apps[3].Namespace
		}, []string{unrehearsed, flyDev, "FLY407 note changed acme-ml"}},
		"an app that others call can't go early": {func(_ *spec.Company, o *Options) {
			o.Decisions.Cutover.Early = []string{"acme-cerbos"}
		}, []string{unrehearsed, flyDev, "FLY408 warning changed acme-cerbos cutover.early"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c, o := acme.Company(), Options{Decisions: acme.Decisions(), Facts: acme.Facts()}
			tt.change(&c, &o)
			_, found, err := Plan(c, o)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found {
				place := strings.TrimSpace(f.From.App + " " + f.From.Key)
				got = append(got, f.Code+" "+string(f.Severity)+" "+string(f.Outcome)+" "+place)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
