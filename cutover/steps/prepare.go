package steps

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/operators"
	"github.com/fly2k8s/fly2k8s/internal/shell"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// The steps that others wait for, once per environment.
const (
	quota     = "prepare/platform/quota"
	platform  = "prepare/platform/apply"
	bridge    = "prepare/platform/bridge"
	secretsIn = "prepare/apps/secrets"
	imagesIn  = "prepare/apps/images"
	partners  = "prepare/partners/allow"
	notice    = "prepare/people/notice"
	hold      = "prepare/releases/hold"
	rehearsed = "prepare/people/rehearsal"
)

const day = 24 // hours

func (m *maker) prepare() {
	m.quota()
	m.platform()
	if m.needsBridge() {
		m.bridge()
	}
	m.secrets()
	m.images()
	m.partners()
	m.notice()
	m.releases()
	m.rehearsalGate()
}

func (m *maker) quota() {
	m.add(plan.Step{
		ID: quota, Phase: plan.Prepare, Owner: "apps", Lead: 14 * day,
		Title:    "Check quotas, and ask for more where the new nodes don't fit",
		Commands: []string{quoted("gcloud compute regions describe %s --project=%s --flatten=quotas --format='table(quotas.metric,quotas.usage,quotas.limit)'", m.Env.Region, m.Env.Project)},
		Verify: []plan.Check{{
			Run:    quoted("gcloud compute project-info describe --project=%s --flatten=quotas --format='table(quotas.metric,quotas.usage,quotas.limit)'", m.Env.Project),
			Expect: "limits for CPUS, IN_USE_ADDRESSES, SSD_TOTAL_GB and STATIC_ADDRESSES above what infra/nodepools and infra/terraform ask for",
		}},
		Undo: nothing("a quota costs nothing"), Estimate: guess(10*24*3600, "Google answers most requests within ten days"), Waits: true,
	})
}

func (m *maker) platform() {
	commands := []string{
		"terraform -chdir=infra/terraform apply",
		quoted("gcloud container clusters get-credentials %s --region=%s --project=%s --dns-endpoint", m.Env.Cluster, m.Env.Region, m.Env.Project),
	}
	var verify []plan.Check
	for _, o := range operators.Of(m.Company, m.Env) {
		commands = append(commands, o.Install...)
		verify = append(verify, plan.Check{Run: o.Check(), Expect: "condition met, once for each deployment of " + o.Name})
	}
	commands = append(commands, m.platformApplied()...)
	m.add(plan.Step{
		ID: platform, Phase: plan.Prepare, Owner: "apps", After: []string{quota}, Lead: 7 * day, Title: "Make the infrastructure and the cluster's platform",
		Notes:    []string{"infra/terraform is yours: fly2k8s writes the node pools that it reads, not the network, the NAT addresses, the cluster, Cloud SQL, certificates and IAM around them."},
		Precheck: []string{"terraform -chdir=infra/terraform plan"},
		Commands: commands,
		Verify: append(verify,
			plan.Check{Run: "kubectl -n gateway wait --for=condition=Programmed --timeout=15m gateway/public", Expect: "gateway.gateway.networking.k8s.io/public condition met"},
			plan.Check{Run: newIP + "\nprintf '%s\\n' \"$new_ip\"", Expect: "one IPv4 address, the same as in infra/terraform's outputs"},
		),
		Undo: nothing("it serves nobody yet"), Estimate: guess(2700, "a regional cluster and Cloud SQL take 15 to 40 minutes"),
		Effects: []plan.Effect{plan.Do(plan.Up, plan.Gateway, "")},
	})
}

// needsBridge says whether anything on Google's side must reach Fly's private
// network.
func (m *maker) needsBridge() bool {
	return len(m.Graph.Domains) > 0 || slices.ContainsFunc(m.Company.Databases, func(d spec.Database) bool { return d.Env == m.Env.Name && d.Target == spec.Keep })
}

func (m *maker) bridge() {
	m.add(plan.Step{
		ID: bridge, Phase: plan.Prepare, Owner: "apps", After: []string{platform}, Lead: 7 * day,
		Title: "Open the bridge to Fly's private network",
		Notes: []string{"The configuration holds a private key: it goes straight to the machine and nowhere else."},
		Commands: []string{
			quoted("fly wireguard create %s %s gcp-bridge bridge.conf", m.Company.Org, m.bridgeRegion()),
			quoted("gcloud compute scp bridge.conf fly-bridge:/tmp/fly0.conf --tunnel-through-iap --zone=%s --project=%s && rm bridge.conf", m.zone(), m.Env.Project),
			m.onBridge("sudo install -m 600 /tmp/fly0.conf /etc/wireguard/fly0.conf && rm /tmp/fly0.conf && sudo systemctl enable --now wg-quick@fly0"),
		},
		Verify: []plan.Check{{Run: m.onBridge("sudo wg show fly0 latest-handshakes"), Expect: "a handshake less than three minutes old"}},
		Undo:   nothing("it carries nothing until a copy starts"), Estimate: guess(900, "a peer, a copy, a handshake"),
		Effects: []plan.Effect{plan.Do(plan.Up, plan.Bridge, "")},
	})
}

func (m *maker) onBridge(command string) string {
	return quoted("gcloud compute ssh fly-bridge --tunnel-through-iap --zone=%s --project=%s --command=%s", m.zone(), m.Env.Project, command)
}

func (m *maker) zone() string {
	if len(m.Env.Zones) > 0 {
		return m.Env.Zones[0]
	}
	return m.Env.Region + "-a"
}

func (m *maker) bridgeRegion() string {
	for _, d := range m.Graph.Domains {
		if d.Database != nil && d.Database.Region != "" {
			return d.Database.Region
		}
	}
	for _, a := range m.Graph.Apps {
		if a.Region != "" {
			return a.Region
		}
	}
	return "ams"
}

func (m *maker) images() {
	var effects []plan.Effect
	var commands []string
	for _, a := range m.Graph.Apps {
		effects = append(effects, plan.Do(plan.Image, a.Name, ""))
		if a.Image.Built && a.Image.Digest != "" {
			from := "registry.fly.io/" + a.FlyApp + "@" + a.Image.Digest
			commands = append(commands, "crane copy "+shell.Words(from, m.Env.Registry+"/"+a.Image.Name+":"+m.firstTag()))
		}
	}
	m.add(plan.Step{
		ID: imagesIn, Phase: plan.Prepare, Owner: "apps", After: []string{platform}, Lead: 2 * day,
		Title:    "Copy the images that run on Fly, so that code and platform don't change together",
		Notes:    []string{"Sign in first: fly auth docker, and gcloud auth configure-docker for the new registry."},
		Commands: commands, Undo: nothing("nothing pulls them yet"), Estimate: guess(60+60*len(commands), "a minute an image"),
		Effects: effects,
	})
}

func (m *maker) firstTag() string { return "fly-" + m.Env.Name }
