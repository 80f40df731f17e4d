package translate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/inventory"
)

func TestEnvironmentsThatShareAddressesAreSaidOnce(t *testing.T) {
	c := spectest.Acme()
	preview := c.Environments[0]
	preview.Name = spec.PreviewEnv
	own := c.Environments[0]
	own.Name, own.Network.Existing = "qa", true
	c.Environments = append(c.Environments, preview, own)
	var got []string
	for _, o := range outbounds(c) {
		got = append(got, strings.Join(o.Envs, " ")+": "+strings.Join(o.Addresses, " "))
	}
	want := []string{"production preview: prod-nat-1 prod-nat-2", "staging: staging-nat-1 staging-nat-2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("outbound addresses (-want +got):\n%s", diff)
	}
}

func TestPartnersAreToldByNamesAndHosts(t *testing.T) {
	c := spectest.Acme()
	api := &c.Apps[0]
	api.Config = append(api.Config, spec.Var{Name: "MAIL", Value: "smtp.mail.example"}, spec.Var{Name: "STRIPES", Value: "7"})
	api.Secrets = append(api.Secrets, spec.Secret{Name: "SNOWFLAKE_PASSWORD", Class: spec.Copy}, spec.Secret{Name: "AWS_ACCESS_KEY_ID", Class: spec.Regenerate})
	c.Apps[1].Secrets = append(c.Apps[1].Secrets, spec.Secret{Name: "TWILIO_SID", Class: spec.Copy}) // staging asks nobody's list
	got := map[string]string{}
	for _, p := range partners(c) {
		got[p.Name] = strings.Join(p.Seen, ", ")
	}
	want := map[string]string{"Mail server (SMTP)": "MAIL of acme-api", "Snowflake": "SNOWFLAKE_PASSWORD of acme-api", "Stripe": "STRIPES of acme-api"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("partners (-want +got):\n%s", diff)
	}
}

func TestANamespaceSaysWhyItIsNotRestricted(t *testing.T) {
	c := spectest.Acme()
	api := &c.Apps[0]
	api.Processes[1].Security = spec.Security{Why: "the image runs as root"}
	api.Schedules = []spec.Schedule{{Name: "daily", Process: spec.Process{Security: spec.Security{Why: "the image's user is not known"}}}}
	c.Apps = c.Apps[:2]
	want := []loose{{Namespace: "acme-api", Why: []string{"group worker: the image runs as root", "job daily: the image's user is not known"}}}
	if diff := cmp.Diff(want, baseline(c)); diff != "" {
		t.Errorf("namespaces (-want +got):\n%s", diff)
	}
}

// What reaches the network on Fly stands with who reaches it here; what flyctl
// made for one session reaches nothing for long.
func TestWireGuardPeersStandInThePlatformsReadme(t *testing.T) {
	c := company{out: spectest.Acme()}
	c.peers([]inventory.WireGuardPeer{
		{Name: "office", Network: "lab"}, {Name: "bastion", Region: "fra"}, {Name: "interactive-ann-1", Region: "ams"},
	})
	page, err := platformReadme(c.out)
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "## Who reaches whom\n")
	section, _, _ = strings.Cut(section, "\n## ")
	for _, line := range []string{"- [ ] bastion (fra), in network default\n- [ ] office, in network lab\n", "Identity-Aware Proxy"} {
		if !strings.Contains(section, line) {
			t.Errorf("%q is missing in:\n%s", line, section)
		}
	}
	if strings.Contains(section, "interactive-ann-1") {
		t.Errorf("a tunnel of one session is listed:\n%s", section)
	}
}
