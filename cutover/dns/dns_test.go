package dns

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

func records() Change {
	return Change{
		Remove: []spec.Record{{Name: "www.acme.example", Type: "CNAME", TTL: 60, Values: []string{"acme-web.fly.dev"}}},
		Add:    []spec.Record{{Name: "www.acme.example", Type: "A", TTL: 60, Values: []string{NewIP}}},
	}
}

// listed is what stands in a zone of Route 53 halfway through a canary.
const listed = `{"ResourceRecordSets":[
{"Name":"api.acme.example.","Type":"A","SetIdentifier":"fly","Weight":7,"TTL":60,"ResourceRecords":[{"Value":"203.0.113.1"}]},
{"Name":"api.acme.example.","Type":"AAAA","TTL":60,"ResourceRecords":[{"Value":"2001:db8::9"}]},
{"Name":"api.acme.example.","Type":"TXT","TTL":60,"ResourceRecords":[{"Value":"x"}]}]}`

// ran runs a command with stand-ins for the programs that it calls, which write
// down what they were called with.
func ran(t *testing.T, script string) string {
	t.Helper()
	bash, jq := testenv.Program(t, "bash"), testenv.Program(t, "jq")
	dir := t.TempDir()
	log := filepath.Join(dir, "log")
	stand := "#!/bin/sh\nprintf '%s' \"$(basename \"$0\")\" >> " + log + "\nfor a in \"$@\"; do printf ' [%s]' \"$a\" >> " + log + "; done\nprintf '\\n' >> " + log + "\n"
	answers := map[string]string{
		"gcloud": "", "aws": "case \"$*\" in *list-*) echo '" + listed + "';; *) echo /change/C1;; esac\n", "curl": "echo '{\"success\":true,\"result\":[{\"id\":\"r1\",\"type\":\"CNAME\"},{\"id\":\"r2\",\"type\":\"TXT\"}]}'\n",
		"dig": "case \"$*\" in *NS*) echo ns1.example.;; *CNAME*) :;; *) echo 203.0.113.9;; esac\n",
	}
	for name, answer := range answers {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(stand+answer), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(bash, "-euo", "pipefail", "-c", script)
	cmd.Env = []string{"PATH=" + dir + ":" + filepath.Dir(jq) + ":/usr/bin:/bin", "new_ip=203.0.113.9", "CLOUDFLARE_API_TOKEN=token"}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s\n%s", err, out, script)
	}
	data, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestCloudDNSChangesAllInOneTransaction(t *testing.T) {
	got := ran(t, Zone{Name: "acme.example", Provider: "cloud-dns", ID: "acme", Project: "p"}.Command(records()))
	want := strings.Join([]string{
		"gcloud [dns] [record-sets] [transaction] [start] [--zone=acme] [--project=p]",
		"gcloud [dns] [record-sets] [transaction] [remove] [--zone=acme] [--project=p] [--name=www.acme.example.] [--type=CNAME] [--ttl=60] [acme-web.fly.dev.]",
		"gcloud [dns] [record-sets] [transaction] [add] [--zone=acme] [--project=p] [--name=www.acme.example.] [--type=A] [--ttl=60] [203.0.113.9]",
		"gcloud [dns] [record-sets] [transaction] [execute] [--zone=acme] [--project=p]",
	}, "\n") + "\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCloudflareChangesAllInOneBatch(t *testing.T) {
	got := ran(t, Zone{Name: "acme.example", Provider: "cloudflare", ID: "zone"}.Command(records()))
	for _, want := range []string{`"deletes": [`, `"id": "r1"`, `"content": "203.0.113.9"`, `"type": "A"`, "[https://api.cloudflare.com/client/v4/zones/zone/dns_records/batch]"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s:\n%s", want, got)
		}
	}
	if strings.Contains(got, `"id": "r2"`) {
		t.Errorf("deletes the TXT record, too:\n%s", got)
	}
}

func TestRoute53ChangesAllInOneBatch(t *testing.T) {
	got := ran(t, Zone{Name: "acme.example", Provider: "route53", ID: "Z1"}.Command(records()))
	for _, want := range []string{`"Action": "DELETE"`, `"Value": "acme-web.fly.dev."`, `"Action": "CREATE"`, `"Value": "203.0.113.9"`, "[wait] [resource-record-sets-changed] [--id] [/change/C1]"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s:\n%s", want, got)
		}
	}
}

func TestByHandWaitsUntilTheZoneShowsIt(t *testing.T) {
	got := ran(t, Zone{Name: "acme.example", Provider: "by-hand"}.Command(records()))
	for _, want := range []string{"dig [+short] [@ns1.example.] [www.acme.example] [A]", "dig [+short] [@ns1.example.] [www.acme.example] [CNAME]"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s:\n%s", want, got)
		}
	}
}

func TestTheWayBackIsTheSameChangeTurned(t *testing.T) {
	c := records()
	if diff := cmp.Diff(c, c.Back().Back()); diff != "" {
		t.Error(diff)
	}
	got := ran(t, Zone{Name: "acme.example", Provider: "cloud-dns", ID: "acme", Project: "p"}.Command(c.Back()))
	if !strings.Contains(got, "[remove] [--zone=acme] [--project=p] [--name=www.acme.example.] [--type=A] [--ttl=60] [203.0.113.9]") {
		t.Error(got)
	}
}

func TestMissingSaysWhatToDecide(t *testing.T) {
	tests := map[string]struct {
		zone Zone
		want string
	}{
		"no provider":             {Zone{Name: "a.example"}, "dns.provider"},
		"a provider without id":   {Zone{Name: "a.example", Provider: "route53"}, "dns.zones[].id"},
		"a person needs no id":    {Zone{Name: "a.example", Provider: "by-hand"}, ""},
		"everything that matters": {Zone{Name: "a.example", Provider: "cloud-dns", ID: "a"}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := tt.zone.Missing(); tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("got %q", got)
			}
		})
	}
}
