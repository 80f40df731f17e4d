package translate_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate"
)

const never = "[[restart]]\npolicy = \"never\"\n"

// kinds are the app's groups: those that go on, then those that end.
func kinds(a spec.App) any {
	out := map[string]string{}
	for _, p := range a.Processes {
		out[p.Name] = "goes on"
	}
	for _, j := range a.Jobs {
		out[j.Process.Name] = "ends"
	}
	return out
}

func kind(word string) func(*translate.AppInput) {
	return decided(decisions.App{Groups: []decisions.GroupPlan{{Name: "app", Kind: word}}})
}

func TestGroupsThatEndBecomeJobs(t *testing.T) {
	ends, goesOn := map[string]string{"app": "ends"}, map[string]string{"app": "goes on"}
	disk := "[[mounts]]\nsource = \"data\"\ndestination = \"/data\"\n"
	changed, undecided := []string{"FLY048 changed restart[0].policy"}, []string{"FLY048 undecided restart[0].policy"}
	run(t, map[string]behaviour{
		"one that Fly leaves stopped does":         {add: never, want: changed, check: kinds, is: ends},
		"one that may be tried again does not":     {add: "[[restart]]\npolicy = \"on-failure\"\n", want: changed, check: kinds, is: goesOn},
		"one with a volume does not":               {add: never + disk, change: []func(*translate.AppInput){decided(decisions.App{Volumes: []decisions.VolumePlan{{Name: "data", Data: "copy"}}})}, want: undecided, check: kinds, is: goesOn},
		"a person may say that it goes on":         {add: never, change: []func(*translate.AppInput){kind("deployment")}, want: changed, check: kinds, is: goesOn},
		"a person may say that it ends":            {change: []func(*translate.AppInput){kind("job")}, want: []string{"FLY048 changed restart.policy"}, check: kinds, is: ends},
		"but not of one with a volume":             {add: disk, change: []func(*translate.AppInput){decided(decisions.App{Volumes: []decisions.VolumePlan{{Name: "data", Data: "copy"}}, Groups: []decisions.GroupPlan{{Name: "app", Kind: "job"}}})}, want: []string{"FLY048 undecided restart.policy"}, check: kinds, is: goesOn},
		"only the group that the policy is for":    {add: "[processes]\nseed = \"./seed\"\nwork = \"./work\"\n" + never + "processes = [\"seed\"]\n", want: changed, check: kinds, is: map[string]string{"seed": "ends", "work": "goes on"}},
		"its retries are the Job's":                {add: "[[restart]]\npolicy = \"on-failure\"\nretries = 4\n", change: []func(*translate.AppInput){kind("job")}, want: changed, check: retries, is: 4},
		"one that is never tried again has none":   {add: never + "retries = 4\n", want: []string{"FLY048 changed restart[0].policy", "FLY048 dropped restart[0].retries"}, check: retries, is: 0},
		"what only a rollout has ends with a word": {add: never + "[deploy]\nstrategy = \"canary\"\nmax_unavailable = 0.5\nwait_timeout = \"2m\"\n", want: []string{"FLY048 changed restart[0].policy", "FLY027 dropped deploy.strategy", "FLY027 dropped deploy.max_unavailable", "FLY027 dropped deploy.wait_timeout"}, check: kinds, is: ends},
		"a check of it is only watched":            {add: never + "[checks.up]\ntype = \"tcp\"\nport = 80\n", want: []string{"FLY048 changed restart[0].policy", "FLY026 dropped checks.up.type", "FLY026 dropped checks.up.port"}, check: kinds, is: ends},
	})
}

func retries(a spec.App) any { return a.Jobs[0].Retries }

func TestAnImageThatOpensAPortLeavesItToAPerson(t *testing.T) {
	app, findings := ofFile(t, "app = \"shop\"\nprimary_region = \"fra\"\n"+never, built(t, "FROM debian\nEXPOSE 80\n"))
	equal(t, []string{"FLY048 undecided restart[0].policy"}, only(said(findings), "FLY048"))
	equal(t, any(map[string]string{"app": "goes on"}), kinds(app))
}

// ended is a machine of a group without services that stopped as told.
func ended(id string, exit inventory.ExitEvent, change ...func(*inventory.Machine)) inventory.Machine {
	return shop(id, append([]func(*inventory.Machine){func(m *inventory.Machine) {
		m.State, m.Config.Restart = "stopped", &inventory.Restart{Policy: "on-failure", MaxRetries: 3}
		m.Observed = &inventory.MachineObserved{Events: []inventory.MachineEvent{
			{Type: "start"}, {Type: "exit", Request: &inventory.EventRequest{ExitEvent: &exit}},
			{Type: "exit", Request: &inventory.EventRequest{ExitEvent: &inventory.ExitEvent{ExitCode: 1}}},
		}}
	}}, change...)...)
}

func TestMachinesThatEndedBecomeAJobByEvidence(t *testing.T) {
	well := inventory.ExitEvent{}
	tests := map[string]struct {
		machines []inventory.Machine
		ends     bool
	}{
		"all ended with status 0":          {[]inventory.Machine{ended("a", well), ended("b", well)}, true},
		"one still runs":                   {[]inventory.Machine{ended("a", well), shop("b")}, false},
		"one failed":                       {[]inventory.Machine{ended("a", inventory.ExitEvent{ExitCode: 1})}, false},
		"one failed inside":                {[]inventory.Machine{ended("a", inventory.ExitEvent{GuestExitCode: 2})}, false},
		"one was killed":                   {[]inventory.Machine{ended("a", inventory.ExitEvent{GuestSignal: 9})}, false},
		"one ran out of memory":            {[]inventory.Machine{ended("a", inventory.ExitEvent{OOMKilled: true})}, false},
		"somebody stopped one":             {[]inventory.Machine{ended("a", inventory.ExitEvent{RequestedStop: true})}, false},
		"nothing is known of its end":      {[]inventory.Machine{shop("a", func(m *inventory.Machine) { m.State = "stopped" })}, false},
		"it is always started again":       {[]inventory.Machine{ended("a", well, func(m *inventory.Machine) { m.Config.Restart.Policy = "always" })}, false},
		"it has a service":                 {[]inventory.Machine{ended("a", well, func(m *inventory.Machine) { m.Config.Services = []inventory.Service{{InternalPort: 80}} })}, false},
		"Fly's own policy stands for none": {[]inventory.Machine{ended("a", well, func(m *inventory.Machine) { m.Config.Restart = nil })}, true},
		"the monitor's word counts as the exit": {[]inventory.Machine{ended("a", well, func(m *inventory.Machine) {
			m.Observed.Events[1].Request = &inventory.EventRequest{MonitorEvent: &inventory.MonitorEvent{ExitEvent: &well}}
		})}, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			app, findings, err := translate.App(translate.AppInput{Live: live(tt.machines...)})
			if err != nil {
				t.Fatal(err)
			}
			if got := len(app.Jobs) == 1; got != tt.ends {
				t.Fatalf("it is a Job: %v, want %v; %v", got, tt.ends, said(findings))
			}
			if tt.ends && app.Jobs[0].Process.Replicas.Min != len(tt.machines) {
				t.Errorf("%d copies of %d machines", app.Jobs[0].Process.Replicas.Min, len(tt.machines))
			}
		})
	}
}

// What ends is written into fly2k8s.yaml, and a person's word is kept.
func TestKindsAreInferredAndKept(t *testing.T) {
	snapshot := &inventory.Snapshot{Apps: inventory.CompleteList([]inventory.App{*live(ended("a", inventory.ExitEvent{}))})}
	for name, tt := range map[string]struct{ decided, want string }{
		"inferred": {"", "job"},
		"kept":     {"deployment", "deployment"},
	} {
		t.Run(name, func(t *testing.T) {
			in := translate.Input{Snapshot: snapshot}
			if tt.decided != "" {
				in.Decisions.Apps = []decisions.App{{Name: "shop", Environments: []decisions.Member{{Env: "production", Fly: "shop"}}, Groups: []decisions.GroupPlan{{Name: "app", Kind: tt.decided, CPUMilli: 70}}}}
			}
			d, why, err := translate.Infer(in)
			if err != nil {
				t.Fatal(err)
			}
			if got := d.Apps[0].Groups[0].Kind; got != tt.want {
				t.Errorf("kind %q, want %q", got, tt.want)
			}
			reasoned := false
			for _, r := range why {
				reasoned = reasoned || r.Path == "apps[0].groups[0].kind"
			}
			if reasoned != (tt.decided == "") {
				t.Errorf("a reason is given: %v", reasoned)
			}
		})
	}
}
