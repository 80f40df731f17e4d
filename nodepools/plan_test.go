package nodepools_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	container "cloud.google.com/go/container/apiv1"
	"cloud.google.com/go/container/apiv1/containerpb"
	"github.com/fly2k8s/fly2k8s/internal/poolfile"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/nodepools"
	"github.com/fly2k8s/fly2k8s/nodepools/gketest"
	"github.com/google/go-cmp/cmp"
)

const prod = "projects/acme-prod/locations/europe-west3/clusters/prod"

func start(t *testing.T) (*gketest.Server, *container.ClusterManagerClient) {
	t.Helper()
	server, err := gketest.Start(prod)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return server, dial(t, server)
}

func dial(t *testing.T, server *gketest.Server) *container.ClusterManagerClient {
	t.Helper()
	client, err := nodepools.Dial(context.Background(), server.Addr())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client
}

// wanted is a pool as translate writes it.
func wanted(name string, change func(*spec.Pool)) *containerpb.CreateNodePoolRequest {
	p := spec.Pool{
		Name: name, Env: "production", Machine: "e2-standard-4",
		Zones:   []string{"europe-west3-a", "europe-west3-b", "europe-west3-c"},
		Initial: 1, Min: 3, Max: 9, DiskType: "pd-balanced", DiskGB: 50, MaxPods: 110,
		Labels: []spec.Var{{Name: "fly2k8s.dev/pool", Value: name}}, Arch: "amd64",
	}
	if change != nil {
		change(&p)
	}
	return poolfile.Request(p, spec.Environment{Name: "production", Project: "acme-prod", Cluster: "prod", Region: "europe-west3"})
}

func plan(t *testing.T, client nodepools.Client, want ...*containerpb.CreateNodePoolRequest) nodepools.Diff {
	t.Helper()
	d, err := nodepools.Plan(context.Background(), client, want)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestPlan(t *testing.T) {
	taint := spec.Taint{Key: "fly2k8s.dev/pool", Value: "perf", Effect: "NoSchedule"}
	cases := map[string]struct {
		live func(*containerpb.NodePool)
		want func(*spec.Pool)
		rows [][]string
	}{
		"defaults that GKE filled in are no difference": {},
		"the size after creation is the autoscaler's":   {live: func(p *containerpb.NodePool) { p.InitialNodeCount = 7 }},
		"a limit": {
			want: func(p *spec.Pool) { p.Max = 12 },
			rows: [][]string{{"prod", "general", "update", "autoscaling.totalMaxNodeCount", "9", "12"}},
		},
		"a floor of none is a value, too": {
			want: func(p *spec.Pool) { p.Min = 0 },
			rows: [][]string{{"prod", "general", "update", "autoscaling.totalMinNodeCount", "3", "-"}},
		},
		"a taint that somebody added by hand": {
			live: func(p *containerpb.NodePool) {
				p.Config.Taints = []*containerpb.NodeTaint{{Key: "x", Value: "y", Effect: containerpb.NodeTaint_NO_EXECUTE}}
			},
			rows: [][]string{
				{"prod", "general", "update", "config.taints.0.effect", "NO_EXECUTE", "-"},
				{"prod", "general", "update", "config.taints.0.key", "x", "-"},
				{"prod", "general", "update", "config.taints.0.value", "y", "-"},
			},
		},
		"taints in another order are the same": {
			live: func(p *containerpb.NodePool) {
				p.Config.Taints = []*containerpb.NodeTaint{
					{Key: "z", Effect: containerpb.NodeTaint_NO_SCHEDULE},
					{Key: "fly2k8s.dev/pool", Value: "perf", Effect: containerpb.NodeTaint_NO_SCHEDULE},
				}
			},
			want: func(p *spec.Pool) {
				p.Taints = []spec.Taint{taint, {Key: "z", Effect: "NoSchedule"}}
			},
		},
		"labels of Google's own are no difference": {
			live: func(p *containerpb.NodePool) {
				p.Config.Labels["cloud.google.com/gke-netd-ready"] = "true"
			},
		},
		"an account can't change": {
			live: func(p *containerpb.NodePool) { p.Config.ServiceAccount = "default" },
			rows: [][]string{{"prod", "general", "refused", "config.serviceAccount", "default", "gke-nodes@acme-prod.iam.gserviceaccount.com"}},
		},
		"neither can the pods per node": {
			want: func(p *spec.Pool) { p.MaxPods = 64 },
			rows: [][]string{{"prod", "general", "refused", "maxPodsConstraint.maxPodsPerNode", "110", "64"}},
		},
		"nor spot, also when it is to go": {
			live: func(p *containerpb.NodePool) { p.Config.Spot = true },
			rows: [][]string{{"prod", "general", "refused", "config.spot", "true", "-"}},
		},
		"a pool that is being made is waited for": {
			live: func(p *containerpb.NodePool) { p.Status = containerpb.NodePool_PROVISIONING },
			rows: [][]string{{"prod", "general", "wait", "status", "PROVISIONING", "RUNNING"}},
		},
		"the old names of the boot disk mean the same": {
			live: func(p *containerpb.NodePool) { p.Config.BootDisk = nil },
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			server, client := start(t)
			server.Put(prod, wanted("general", nil).NodePool)
			if c.live != nil {
				server.Change(prod, "general", c.live)
			}
			d := plan(t, client, wanted("general", c.want))
			if diff := cmp.Diff(c.rows, d.Rows()); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if d.Empty() != (len(c.rows) == 0) {
				t.Errorf("empty is %v with rows %v", d.Empty(), d.Rows())
			}
			for _, r := range c.rows {
				if r[2] == "refused" && !strings.Contains(d.String(), "by hand") {
					t.Errorf("no reason for the refusal in\n%s", d)
				}
			}
		})
	}
}

func TestPlanNamesWhatIsNewAndWhatIsExtra(t *testing.T) {
	server, client := start(t)
	server.Put(prod, wanted("default-pool", nil).NodePool)
	server.Put(prod, wanted("general", nil).NodePool)
	want := [][]string{
		{"prod", "perf", "create", "", "", ""},
		{"prod", "default-pool", "left alone", "", "", "no file knows it"},
	}
	d := plan(t, client, wanted("general", nil), wanted("perf", nil))
	if diff := cmp.Diff(want, d.Rows()); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestPlanAsJSON(t *testing.T) {
	server, client := start(t)
	server.Put(prod, wanted("general", nil).NodePool)
	got, err := json.Marshal(plan(t, client, wanted("general", func(p *spec.Pool) { p.Max = 12 })))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"changes":[{"cluster":"` + prod + `","pool":"general","kind":"update","fields":[` +
		`{"path":"autoscaling.totalMaxNodeCount","have":"9","want":"12"}]}],"extra":[]}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}
}

func TestPlanWithoutAClusterSaysWhatToDo(t *testing.T) {
	server, err := gketest.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	_, err = nodepools.Plan(context.Background(), dial(t, server), []*containerpb.CreateNodePoolRequest{wanted("general", nil)})
	hinted, ok := err.(interface{ Hint() string })
	if !ok || !strings.Contains(hinted.Hint(), "terraform") {
		t.Errorf("error %v, want one with a hint at terraform", err)
	}
}

func TestDialKeepsCredentialsAwayFromOtherHosts(t *testing.T) {
	for _, endpoint := range []string{"10.0.0.1:80", "container.example.com:443", "127.0.0.1"} {
		if _, err := nodepools.Dial(context.Background(), endpoint); err == nil {
			t.Errorf("dialled %s", endpoint)
		}
	}
}
