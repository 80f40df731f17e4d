package translate_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate"
)

// What has no meaning where its process goes is dropped, and told of at its line
// below the seven of the quiet file.
func TestWhatMeansNothingThereIsDropped(t *testing.T) {
	inside := func(in *translate.AppInput) {
		in.Live = live(shop("a"))
		in.Live.Addresses = inventory.CompleteList([]inventory.Address{{IP: "fdaa:0:1::3", Type: "private_v6"}})
	}
	tests := map[string]struct {
		add    string
		change []func(*translate.AppInput)
		rule   report.Rule
		want   []string
	}{
		"a Job serves no statics": {
			add:  "[[restart]]\npolicy = \"never\"\n[[statics]]\nguest_path = \"/app/public\"\nurl_prefix = \"/public\"\n",
			rule: report.RuleStatics, want: []string{"note dropped 11 statics[0].guest_path", "note dropped 12 statics[0].url_prefix"},
		},
		"a raw port redirects nobody": {
			add:  "[[services]]\ninternal_port = 5432\n[[services.ports]]\nport = 5432\nforce_https = true\n",
			rule: report.RuleRawPorts, want: []string{"warning changed 11 services[0].ports[0].port", "warning dropped 12 services[0].ports[0].force_https"},
		},
		"an app that only others reach has no proxy in front": {
			add: "[[services]]\ninternal_port = 8080\n[[services.ports]]\nport = 80\nhandlers = [\"http\"]\nforce_https = true\n", change: []func(*translate.AppInput){inside},
			rule: report.RuleFlycast, want: []string{"note changed 11 services[0].ports[0].port", "note dropped 13 services[0].ports[0].force_https"},
		},
		"what flyctl writes on a machine stays there": {
			change: []func(*translate.AppInput){beside(shop("a", func(m *inventory.Machine) { m.Config.Metadata["fly_flyctl_version"] = "0.3.1" }))},
			rule:   report.RuleMadeByFly, want: []string{"note changed 0 machines.items[0].config.env.FLY_PROCESS_GROUP", "note changed 0 machines.items[0].config.env.PRIMARY_REGION", "note dropped 0 machines.items[0].config.metadata.fly_flyctl_version"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, findings := ofFile(t, quiet+tt.add, tt.change...)
			equal(t, tt.want, cited(findings, tt.rule))
		})
	}
}
