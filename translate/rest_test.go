package translate_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate"
)

func TestStaticsRestartAndMetrics(t *testing.T) {
	const statics = "[[statics]]\nguest_path = \"/app/public\"\nurl_prefix = \"/public\"\n"
	serves := func(who string) []func(*translate.AppInput) {
		return []func(*translate.AppInput){decided(decisions.App{Statics: who})}
	}
	both := func(outcome string) []string {
		return []string{"FLY019 " + outcome + " statics[0].guest_path", "FLY019 " + outcome + " statics[0].url_prefix"}
	}
	run(t, map[string]behaviour{
		"statics are for a person": {add: statics, want: both("undecided")},
		"the app can serve them":   {add: statics, change: serves("app"), want: both("changed")},
		"a bucket can":             {add: statics, change: serves("bucket"), want: both("changed")},
		"statics of a bucket are for one, too": {
			add: statics + "tigris_bucket = \"b\"\nindex_document = \"i.html\"\n", want: append(both("undecided"), "FLY019 undecided statics[0].tigris_bucket", "FLY019 undecided statics[0].index_document"),
		},
		"a process that always restarts is carried, without a limit": {
			add: "[[restart]]\npolicy = \"always\"\nretries = 5\n", want: []string{"FLY048 dropped restart[0].retries"},
		},
		"one that may end starts again":   {add: "[[restart]]\npolicy = \"on-failure\"\n", want: []string{"FLY048 changed restart[0].policy"}},
		"one that must end becomes a Job": {add: "[[restart]]\npolicy = \"never\"\n", want: []string{"FLY048 changed restart[0].policy"}},
		"metrics are carried": {
			add: "[metrics]\nport = 9091\nhttps = true\n", check: func(a spec.App) any { return a.Processes[0].Metrics },
			is: &spec.Metrics{Port: 9091, Path: "/metrics", HTTPS: true},
		},
	})
}

func TestEnvironment(t *testing.T) {
	run(t, map[string]behaviour{
		"variables are carried": {
			add: "[env]\nB = \"2\"\nA = \"1\"\n", check: func(a spec.App) any { return a.Config }, is: []spec.Var{{Name: "A", Value: "1"}, {Name: "B", Value: "2"}},
		},
		"what looks like a credential becomes a secret": {
			add: "[env]\nAPI_TOKEN = \"fo1_s3cretS3cretS3cretS3cret\"\n", want: []string{"FLY102 changed env.API_TOKEN"},
			check: func(a spec.App) any { return []any{len(a.Config), a.Secrets[0].Name} }, is: []any{0, "API_TOKEN"},
		},
		"what Fly sets is not set again": {
			add: "[env]\nFLY_REGION = \"x\"\n", want: []string{"FLY204 changed env.FLY_REGION"},
			check: func(a spec.App) any { return len(a.Config) }, is: 0,
		},
		"fly2k8s.yaml has the last word": {
			add: "[env]\nA = \"1\"\n", change: []func(*translate.AppInput){decided(decisions.App{Env: []decisions.Value{{Name: "A", Value: "2"}, {Name: "C", Value: "3"}}})},
			check: func(a spec.App) any { return a.Config }, is: []spec.Var{{Name: "A", Value: "2"}, {Name: "C", Value: "3"}},
		},
		"a value that is no string is what Go prints": {
			add: "[env]\nN = 1.0\n", want: []string{"FLY102 changed env.N"}, check: func(a spec.App) any { return a.Config }, is: []spec.Var{{Name: "N", Value: "1"}},
		},
	})
}

func TestExperimental(t *testing.T) {
	run(t, map[string]behaviour{
		"Consul and etcd are for a person": {
			add: "[experimental]\nenable_consul = true\nenable_etcd = true\n", want: []string{"FLY044 undecided experimental.enable_consul", "FLY044 undecided experimental.enable_etcd"},
		},
		"switched off they are carried": {add: "[experimental]\nenable_consul = false\n"},
		"what steers flyctl alone is dropped": {
			add:  "[experimental]\nauto_rollback = true\nlazy_load_images = true\n",
			want: []string{"FLY027 dropped experimental.auto_rollback", "FLY027 dropped experimental.lazy_load_images"},
		},
		"secrets that are exported are dropped": {
			add: "[experimental.attached.secrets.export]\nA = \"B\"\n", want: []string{"FLY044 dropped experimental.attached.secrets.export.A"},
		},
		"exec replaces command and entrypoint": {
			add:   "[experimental]\nexec = [\"run\"]\ncmd = [\"x\"]\nentrypoint = [\"y\"]\n",
			want:  []string{"FLY103 dropped experimental.cmd", "FLY103 dropped experimental.entrypoint"},
			check: func(a spec.App) any { return a.Processes[0].Entrypoint }, is: []string{"run"},
		},
		"an entrypoint without the image's command is for a person": {
			add: "[experimental]\nentrypoint = [\"y\"]\n", want: []string{"FLY103 undecided experimental.entrypoint"},
		},
		"with its Dockerfile the command is written down": {
			add: "[experimental]\nentrypoint = [\"y\"]\n", change: []func(*translate.AppInput){built(t, "FROM debian\nSTOPSIGNAL SIGTERM\nCMD [\"a\", \"b\"]\n")},
			check: func(a spec.App) any { return a.Processes[0].Args }, is: []string{"a", "b"},
		},
		"inline JSON is what the file is laid over": {
			add:   "[experimental]\nmachine_config = '{\"dns\": {\"nameservers\": [\"1.1.1.1\"]}, \"env\": {\"A\": \"1\"}, \"warp\": 9}'\n",
			want:  []string{"FLY109 changed experimental.machine_config", "FLY109 dropped experimental.machine_config", "FLY109 undecided experimental.machine_config"},
			check: func(a spec.App) any { return a.Processes[0].DNS }, is: &spec.DNS{Nameservers: []string{"1.1.1.1"}},
		},
	})
}

func TestProcessGroups(t *testing.T) {
	run(t, map[string]behaviour{
		"a command replaces CMD and is split": {
			add: "[processes]\nweb = \"bin/serve --name 'a b'\"\n", check: func(a spec.App) any { return a.Processes[0].Args }, is: []string{"bin/serve", "--name", "a b"},
		},
		"names that are no words lose nothing": {
			add:   "[env]\n\"my.flag\" = \"on\"\n[processes]\n\"web 1\" = \"bin/serve\"\n",
			check: func(a spec.App) any { return a.Config }, is: []spec.Var{{Name: "my.flag", Value: "on"}},
		},
		"a command that does not split refuses the file": {
			add:  "[processes]\nweb = \"bin/serve 'a\"\n",
			want: []string{"FLY123 undecided kill_signal", "FLY123 undecided vm[0].size", "FLY123 undecided processes.web"}, check: func(a spec.App) any { return len(a.Processes) }, is: 0,
		},
		"a section for a group that is not there is told of": {
			add:  "[[mounts]]\nsource = \"d\"\ndestination = \"/d\"\nprocesses = [\"gone\"]\n",
			want: []string{"FLY104 dropped mounts[0].source", "FLY104 dropped mounts[0].destination", "FLY104 changed mounts[0].processes", "FLY104 dropped mounts[0].processes"},
		},
		"what only one group has stays with it": {
			add:   "[processes]\na = \"x\"\nb = \"y\"\n[env]\nS = \"1\"\n",
			check: func(a spec.App) any { return []int{len(a.Config), len(a.Processes[0].Env), len(a.Processes[1].Env)} }, is: []int{1, 0, 0},
		},
		"a key that flyctl does not read does nothing":   {add: "[http]\nport = 1\n", want: []string{"FLY100 dropped http.port"}},
		"a key of the older platform is a note":          {add: "[experimental]\nallowed_public_ports = []\n", want: []string{"FLY100 dropped experimental.allowed_public_ports"}},
		"a console command is written down, not carried": {add: "", check: func(a spec.App) any { return len(a.Processes) }, is: 1},
	})
	_, findings := ofFile(t, "console_command = \"iex\"\n"+quiet)
	equal(t, []string{"FLY032 dropped console_command"}, said(findings))
}

func TestNames(t *testing.T) {
	const rest = "primary_region = \"fra\"\nkill_signal = \"SIGTERM\"\n[build]\nimage = \"nginx\"\n[[vm]]\nsize = \"shared-cpu-1x\"\n"
	tests := map[string]struct {
		head, dir, name string
		want            []string
	}{
		"a config without a name takes its folder's":  {"", "apps/Event_Store", "event-store", []string{"FLY120 undecided app", "FLY121 changed app"}},
		"a name that is no label is changed":          {"app = \"event_store\"\n", "", "event-store", []string{"FLY121 changed app"}},
		"a name that starts with a digit gets a head": {"app = \"2048\"\n", "", "app-2048", []string{"FLY121 changed app"}},
		"a placeholder is for a person":               {"app = \"%fly_app_name%\"\n", "", "fly-app-name", []string{"FLY122 undecided app"}},
		"a good name stays":                           {"app = \"shop\"\n", "", "shop", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			app, findings := ofFile(t, tt.head+rest, func(in *translate.AppInput) { in.Source.Dir = tt.dir })
			equal(t, tt.want, said(findings))
			equal(t, tt.name, app.Name)
		})
	}
}
