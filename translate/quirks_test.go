package translate_test

import (
	"fmt"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/translate"
)

// cited are the findings of one rule as "severity outcome line key".
func cited(findings []report.Finding, r report.Rule) []string {
	var out []string
	for _, f := range findings {
		if f.Code == r.Code {
			out = append(out, fmt.Sprintf("%s %s %d %s", f.Severity, f.Outcome, f.From.Line, f.From.Key))
		}
	}
	return out
}

// Lines are counted below the seven of the quiet file.
func TestQuirksAreToldWhereTheyStand(t *testing.T) {
	tests := map[string]struct {
		add  string
		rule report.Rule
		want []string
	}{
		"a bare number that is nanoseconds":      {"[deploy]\nwait_timeout = 300\n", report.RuleOddDuration, []string{"warning changed 9 deploy.wait_timeout"}},
		"one that is what it looks like":         {"[[services]]\ninternal_port = 1\n[[services.tcp_checks]]\ninterval = 10000\n", report.RuleOddDuration, []string{"note changed 11 services[0].tcp_checks[0].interval"}},
		"a variable that is no string":           {"[env]\nN = 1.0\n", report.RuleOddEnv, []string{"note changed 9 env.N"}},
		"a variable that flyctl sets itself":     {"[env]\nFLY_PROCESS_GROUP = \"x\"\n", report.RuleOddEnv, []string{"warning changed 9 env.FLY_PROCESS_GROUP"}},
		"a command that is one word":             {"[experimental]\ncmd = \"run it\"\n", report.RuleOddCommand, []string{"warning changed 9 experimental.cmd"}},
		"a group that is not there":              {"[[metrics]]\nport = 9091\nprocesses = [\"web\"]\n", report.RuleOddGroup, []string{"warning changed 9 metrics[0].port", "warning dropped 9 metrics[0].port", "warning changed 10 metrics[0].processes", "warning dropped 10 metrics[0].processes"}},
		"an older form of a section":             {"[mount]\nsource = \"a\"\ndestination = \"/a\"\n", report.RuleOddSpelling, []string{"note changed 8 mount"}},
		"another letter case":                    {"[Http_Service]\ninternal_port = 80\n", report.RuleOddSpelling, []string{"note changed 8 Http_Service"}},
		"a file's content that is encoded again": {"[[files]]\nguest_path = \"/x\"\nraw_value = \"aGk=\"\n", report.RuleOddFile, []string{"warning changed 10 files[0].raw_value"}},
		"a file that another one replaces":       {"[[files]]\nguest_path = \"/x\"\nsecret_name = \"A\"\n[[files]]\nguest_path = \"/x\"\nsecret_name = \"B\"\n", report.RuleOddFile, []string{"warning changed 9 files[0].guest_path"}},
		"files that every group gets":            {"[processes]\na = \"x\"\nb = \"y\"\n[[files]]\nguest_path = \"/x\"\nsecret_name = \"A\"\nprocesses = [\"a\"]\n", report.RuleOddFile, []string{"warning changed 14 files[0].processes"}},
		"a service without a port":               {"[http_service]\nforce_https = true\n", report.RuleOddService, []string{"warning changed 9 http_service.force_https", "warning undecided 9 http_service.internal_port"}},
		"CPUs with a preset's memory":            {"[[vm]]\nprocesses = [\"app\"]\ncpus = 4\ncpu_kind = \"performance\"\n", report.RuleOddSize, []string{"warning changed 10 vm[1].cpus"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, findings := ofFile(t, quiet+tt.add)
			equal(t, tt.want, cited(findings, tt.rule))
		})
	}
}

func TestARegionThatNobodyKnowsIsForAPerson(t *testing.T) {
	_, findings := ofFile(t, quiet, func(in *translate.AppInput) { in.Unplaced = true })
	equal(t, []string{"warning undecided 2 primary_region"}, cited(findings, report.RuleGuessedPlace))
}
