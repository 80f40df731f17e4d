package translate

import (
	"bytes"
	"slices"
	"strings"
	"text/template"

	"github.com/fly2k8s/fly2k8s/internal/account"
	"github.com/fly2k8s/fly2k8s/internal/shell"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/templates"
)

// A handbook is platform/README.md with its decisions made: who may do what,
// what can't be deleted at once, who reaches whom.
type handbook struct {
	Domain   string // of the groups; empty when unknown
	Projects []string
	Admins   string // groups, by their address; empty when their domain is unknown
	OnCall   string
	Readers  string
	Billing  string
	Apps     []handbookApp
	CI       string // the platform's own account
	People   []spec.Person
	Tokens   []spec.Token
	Strict   bool
	Bridge   string
	Networks []spec.Network       // Fly's, that hold apps which move
	Outside  []spec.WireGuardPeer // machines that reach them from outside Fly
	Peers    []string             // VPCs
	Egress   []spec.Egress
	Outbound []outbound
	Partners []partner
	Guarded  bool // production is there
	Baseline []loose
}

// A loose namespace does not fit Pod Security's restricted level, because of
// some of its pods.
type loose struct {
	Namespace string
	Why       []string // group web: the image runs as root
}

type handbookApp struct {
	Name, Deployers string
	Namespaces      []string
}

func platformReadme(company spec.Company) ([]byte, error) {
	t, err := template.New("platform.md.tmpl").Funcs(template.FuncMap{"sh": shell.Quote}).ParseFS(templates.Files, "platform.md.tmpl")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, newHandbook(company)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func newHandbook(company spec.Company) handbook {
	first := company.Environments[0]
	h := handbook{
		People: company.People, Tokens: company.Tokens, Outside: company.WireGuard, Egress: company.Egress, Partners: partners(company), Outbound: outbounds(company),
		Strict: first.Policy == strictPolicy, Bridge: first.Bridge, Peers: first.Network.Peers, CI: account.Platform(first.Project),
		Guarded: slices.ContainsFunc(company.Environments, func(e spec.Environment) bool { return e.Name == production }),
	}
	for _, n := range company.Networks {
		if len(n.Apps) > 0 {
			h.Networks = append(h.Networks, n)
		}
	}
	for _, e := range company.Environments {
		if e.Project != "" && !slices.Contains(h.Projects, e.Project) {
			h.Projects = append(h.Projects, e.Project)
		}
	}
	h.roles(company)
	h.Baseline = baseline(company)
	for _, apps := range byName(company.Apps) {
		h.Apps = append(h.Apps, handbookOf(company, apps))
	}
	return h
}

func (h *handbook) roles(company spec.Company) {
	for _, g := range company.Groups {
		_, h.Domain, _ = strings.Cut(g.Email, "@")
		switch g.Role {
		case spec.Admins:
			h.Admins = g.Email
		case spec.OnCall:
			h.OnCall = g.Email
		case spec.Readers:
			h.Readers = g.Email
		case spec.Billing:
			h.Billing = g.Email
		}
	}
}

func handbookOf(company spec.Company, apps []spec.App) handbookApp {
	out := handbookApp{Name: apps[0].Name, Deployers: deployersOf(company, apps[0].Name)}
	for _, a := range apps {
		if a.Env != previewEnv {
			out.Namespaces = append(out.Namespaces, a.Namespace)
		}
	}
	return out
}

// An outbound is the pair of addresses that some environments call out from.
type outbound struct {
	Envs      []string
	Addresses []string // names of reserved addresses
	Project   string
	Region    string
}

// outbounds are the environments by the addresses that they share.
func outbounds(company spec.Company) []outbound {
	var out []outbound
	for _, e := range company.Environments {
		o := outbound{Envs: []string{e.Name}, Addresses: e.Outbound(), Project: e.Project, Region: e.Region}
		if len(o.Addresses) == 0 {
			continue
		}
		same := func(x outbound) bool { return x.Project == o.Project && slices.Equal(x.Addresses, o.Addresses) }
		if i := slices.IndexFunc(out, same); i >= 0 {
			out[i].Envs = append(out[i].Envs, e.Name)
			continue
		}
		out = append(out, o)
	}
	return out
}
