package translate

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// serving is a company of apps that each serve HTTP, one edge per port.
func serving(candidates ...candidate) *company {
	c := &company{candidates: candidates}
	for _, name := range []string{production, "staging"} {
		c.out.Environments = append(c.out.Environments, spec.Environment{Name: name, Project: "p", Cluster: "c"})
	}
	for _, m := range candidates {
		c.out.Apps = append(c.out.Apps, spec.App{Name: m.name, Env: m.env, FlyApp: m.flyApp, Processes: []spec.Process{{Name: "app", Edges: []spec.Edge{{Port: "http"}}}}})
	}
	return c
}

func certificates(names ...string) *inventory.App {
	var all []inventory.Certificate
	for _, n := range names {
		all = append(all, inventory.Certificate{Hostname: n, Status: "active"})
	}
	return &inventory.App{Certificates: inventory.CompleteList(all)}
}

func TestHostsLeadToApps(t *testing.T) {
	shop := func(live *inventory.App, hosts ...string) candidate {
		return candidate{name: "shop", flyApp: "shop", env: production, live: live, hosts: hosts}
	}
	other := func(live *inventory.App, hosts ...string) candidate {
		return candidate{name: "blog", flyApp: "blog", env: production, live: live, hosts: hosts}
	}
	tests := map[string]struct {
		c      *company
		routes []string // of the first app
		said   []string // codes and outcomes
		known  int      // hosts
	}{
		"a certificate's host leads to its app":               {serving(shop(certificates("Shop.example."))), []string{"shop.example"}, []string{" carried"}, 1},
		"a decided host does without an inventory":            {serving(shop(nil, "shop.example")), []string{"shop.example"}, []string{" carried"}, 1},
		"a host that is both is one":                          {serving(shop(certificates("shop.example"), "shop.example")), []string{"shop.example"}, []string{" carried", " carried"}, 1},
		"without a host nobody gets there":                    {serving(shop(nil)), nil, []string{"FLY312 undecided"}, 0},
		"a name with an underscore is no host":                {serving(shop(certificates("a_b.example", "shop.example"))), []string{"shop.example"}, []string{"FLY313 undecided", " carried"}, 1},
		"an address is no host":                               {serving(shop(nil, "203.0.113.1", "shop.example")), []string{"shop.example"}, []string{"FLY313 undecided", " carried"}, 1},
		"a star covers its zone":                              {serving(shop(nil, "*.shop.example")), []string{"*.shop.example"}, []string{" carried"}, 1},
		"two certificates for one host are a question":        {serving(shop(certificates("x.example")), other(certificates("x.example", "blog.example"))), []string{"x.example"}, []string{" carried", "FLY313 undecided", " carried"}, 2},
		"a decision answers it":                               {serving(shop(certificates("x.example", "shop.example")), other(nil, "x.example")), []string{"shop.example"}, []string{" carried", "FLY313 changed", " carried"}, 2},
		"the same question between environments of a cluster": {serving(shop(certificates("x.example")), candidate{name: "shop", flyApp: "shop-staging", env: "staging", live: certificates("x.example", "y.example")}), []string{"x.example"}, []string{" carried", "FLY313 undecided", " carried"}, 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tt.c.hosts()
			if diff := cmp.Diff(tt.routes, tt.c.out.Apps[0].Processes[0].Edges[0].Hosts); diff != "" {
				t.Errorf("routes (-want +got):\n%s", diff)
			}
			var said []string
			for _, f := range tt.c.findings {
				said = append(said, f.Code+" "+string(f.Outcome))
			}
			if diff := cmp.Diff(tt.said, said); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if len(tt.c.out.Hosts) != tt.known {
				t.Errorf("%d hosts, want %d", len(tt.c.out.Hosts), tt.known)
			}
		})
	}
}

func TestClustersApartMayShareAHost(t *testing.T) {
	c := serving(candidate{name: "shop", env: production, hosts: []string{"x.example"}}, candidate{name: "shop", env: "staging", hosts: []string{"x.example"}})
	c.out.Environments[1].Cluster = "other"
	c.hosts()
	for _, a := range c.out.Apps {
		if diff := cmp.Diff([]string{"x.example"}, a.Processes[0].Edges[0].Hosts); diff != "" {
			t.Errorf("%s (-want +got):\n%s", a.Env, diff)
		}
	}
}

// Only the first HTTP port of an app has hosts; another one is never lost in
// silence.
func TestASecondRouteWithoutHostsIsTold(t *testing.T) {
	c := serving(candidate{name: "shop", env: production, hosts: []string{"x.example"}})
	c.out.Apps[0].Processes = append(c.out.Apps[0].Processes, spec.Process{Name: "admin", Edges: []spec.Edge{{Port: "http-9000"}}})
	c.hosts()
	last := c.findings[len(c.findings)-1]
	if last.Code != report.RuleNoHost.Code || last.Spec != "processes.admin.edge.http-9000" {
		t.Errorf("got %+v", last)
	}
}

// What a certificate needs beyond a route is told of.
func TestCertificates(t *testing.T) {
	own := certificates("shop.example")
	own.Certificates.Items[0].HasCustomCertificate = true
	tests := map[string]struct {
		live *inventory.App
		idle bool // no process serves HTTP
		want []string
	}{
		"one of your own is issued anew":           {live: own, want: []string{" carried", "FLY306 changed"}},
		"a host of an app that serves nothing":     {live: certificates("shop.example"), idle: true, want: []string{"FLY307 undecided"}},
		"both are told of":                         {live: own, idle: true, want: []string{"FLY307 undecided", "FLY306 changed"}},
		"one that Fly issued is no more than that": {live: certificates("shop.example"), want: []string{" carried"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := serving(candidate{name: "shop", flyApp: "shop", env: production, live: tt.live})
			if tt.idle {
				c.out.Apps[0].Processes[0].Edges = nil
			}
			c.hosts()
			var said []string
			for _, f := range c.findings {
				said = append(said, f.Code+" "+string(f.Outcome))
				if f.From.Key != "certificates.shop.example" || f.Env != production {
					t.Errorf("%s is at %s in %q", f.Code, f.From.Key, f.Env)
				}
			}
			if diff := cmp.Diff(tt.want, said); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
