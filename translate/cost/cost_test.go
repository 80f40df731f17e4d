package cost_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/machines"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/cost"
	"github.com/fly2k8s/fly2k8s/translate/nodepool"
	"github.com/google/go-cmp/cmp"
)

// input is a small company: one app with a volume, a database, a cache.
func input() cost.Input {
	company, plans, _ := nodepool.Assign(spec.Company{
		Environments: []spec.Environment{{Name: "production", Project: "acme-prod", Cluster: "prod", Region: "us-central1"}},
		Apps: []spec.App{{Name: "acme-api", Env: "production", FlyApp: "acme-api-prod", Processes: []spec.Process{{
			Name: "web", Edges: []spec.Edge{{Port: "http"}}, Size: spec.Size{Kind: "shared", CPUs: 1, MemoryMiB: 256},
			Resources: spec.Resources{CPUMilli: 100, MemoryMiB: 256, EphemeralMiB: 1024},
			Replicas:  spec.Replicas{Min: 2, Max: 4}, Volumes: []spec.Volume{{Name: "data", GiB: 10}},
		}}}},
		Databases: []spec.Database{{Name: "acme-db", FlyApp: "acme-db", Target: spec.CloudSQL, Tier: "db-custom-2-8192", DiskGB: 20, HA: true}},
		Caches:    []spec.Cache{{Name: "acme-redis", Target: "memorystore", MaxMiB: 256}},
	}, nodepool.Settings{Table: machines.Embedded(), Prices: machines.EmbeddedPrices(), Map: machines.EmbeddedMap()})
	return cost.Input{Company: company, Plans: plans, Snapshot: snapshot(), Prices: machines.EmbeddedPrices()}
}

func machine(state string) inventory.Machine {
	return inventory.Machine{State: state, Config: &inventory.MachineConfig{Guest: &inventory.Guest{CPUKind: "shared", CPUs: 1, MemoryMB: 256}}}
}

func snapshot() *inventory.Snapshot {
	return &inventory.Snapshot{
		Managed: inventory.CompleteList[inventory.ManagedCluster](nil),
		AddOns:  inventory.CompleteList([]inventory.AddOn{{Name: "acme-redis", Provider: "upstash_redis", Plan: inventory.AddOnPlan{PricePerMonth: 1000}}}),
		Apps: inventory.CompleteList([]inventory.App{
			{
				Name:      "acme-api-prod",
				Machines:  inventory.CompleteList([]inventory.Machine{machine("started"), machine("started"), machine("stopped")}),
				Volumes:   inventory.CompleteList([]inventory.Volume{{SizeGB: 10}, {SizeGB: 10}}),
				Addresses: inventory.CompleteList([]inventory.Address{{Type: "v4"}, {Type: "v6"}, {Type: "shared_v4", Shared: true}}),
				Egress:    inventory.CompleteList([]inventory.Egress{{Version: 4}, {Version: 6}}),
			},
			{Name: "acme-db", Machines: inventory.CompleteList([]inventory.Machine{machine("started")}), Volumes: inventory.CompleteList[inventory.Volume](nil)},
		}),
	}
}

func lines(b cost.Bill) map[string]string {
	out := map[string]string{}
	for _, l := range b.Lines {
		out[l.App+": "+l.What] = fmt.Sprintf("%.2f", l.Month)
	}
	return out
}

func TestFlysBill(t *testing.T) {
	want := map[string]string{
		"acme-api: 2 × shared-cpu-1x, 256 MB": "4.04",
		"acme-api: volumes, 20 GB":            "3.00",
		"acme-api: dedicated IPv4 address":    "2.00",
		"acme-api: fixed egress address":      "3.60",
		"acme-db: 1 × shared-cpu-1x, 256 MB":  "2.02",
		"acme-redis: upstash_redis":           "10.00",
	}
	e := cost.Of(input())
	if diff := cmp.Diff(want, lines(*e.Fly)); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestGooglesBill(t *testing.T) {
	in := input()
	got := lines(cost.Of(in).Google)
	want := map[string]string{
		"acme-api: fly-pd-balanced, 20 GiB":                  "2.00",
		"acme-db: Cloud SQL db-custom-2-8192 with a standby": fmt.Sprintf("%.2f", 2*730*(2*.0413+8*.007)),
		"acme-db: Cloud SQL SSD, 20 GiB with a standby":      "6.80",
		"acme-redis: Memorystore SHARED_CORE_NANO":           fmt.Sprintf("%.2f", 730*.0347),
		"(shared): GKE cluster prod":                         "73.00",
		"(shared): load balancer, 2 forwarding rules":        "18.25",
		"(shared): Cloud NAT, 2 fixed addresses":             fmt.Sprintf("%.2f", 730*(3*.0014+2*.005)),
		"(shared): nodes of prod":                            got["(shared): nodes of prod"],
		"acme-api: nodes of prod":                            got["acme-api: nodes of prod"],
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	nodes := 0.0
	for _, l := range cost.Of(in).Google.Lines {
		if l.What == "nodes of prod" {
			nodes += l.Month
		}
	}
	if math.Abs(nodes-in.Plans[0].Month) > .01 {
		t.Errorf("lines have nodes for %.2f, the plan costs %.2f", nodes, in.Plans[0].Month)
	}
}

func TestComparisonByApp(t *testing.T) {
	e := cost.Of(input())
	var names []string
	fly, google := 0.0, 0.0
	for _, a := range e.Apps {
		names = append(names, a.Name)
		fly, google = fly+a.Fly, google+a.Google
	}
	if diff := cmp.Diff([]string{"acme-api", "acme-db", "acme-redis", cost.Shared}, names); diff != "" {
		t.Errorf("apps (-want +got):\n%s", diff)
	}
	if math.Abs(fly-e.Fly.Month) > .001 || math.Abs(google-e.Google.Month) > .001 {
		t.Errorf("apps add up to %.2f and %.2f, the bills to %.2f and %.2f", fly, google, e.Fly.Month, e.Google.Month)
	}
	last := e.Rows()[len(e.Rows())-1]
	want := []string{"all", fmt.Sprintf("$%.2f", e.Fly.Month), fmt.Sprintf("$%.2f", e.Google.Month), fmt.Sprintf("+$%.2f", e.Google.Month-e.Fly.Month)}
	if diff := cmp.Diff(want, last); diff != "" {
		t.Errorf("last row (-want +got):\n%s", diff)
	}
}

func TestTheTrapsAreSaidOutLoud(t *testing.T) {
	cases := map[string]struct {
		change func(*cost.Input)
		says   string
	}{
		"egress is six times as much":     {func(*cost.Input) {}, "6 times as much"},
		"and was not measured":            {func(*cost.Input) {}, "was not measured"},
		"or was":                          {func(in *cost.Input) { in.Usage = []spec.Usage{{FlyApp: "acme-api-prod", Group: "web", EgressGB: 500}} }, "500 GB a month"},
		"there is a fixed floor":          {func(*cost.Input) {}, "fixed floor of $"},
		"the prices have a date":          {func(*cost.Input) {}, "2026-08-20"},
		"an unread list is no empty list": {func(in *cost.Input) { in.Snapshot.Apps.Items[0].Machines.Status = inventory.Forbidden }, "the machines of acme-api-prod could not be read"},
		"an unknown tier has no price":    {func(in *cost.Input) { in.Company.Databases[0].Tier = "db-odd" }, "db-odd"},
		"an unknown plan has no price": {func(in *cost.Input) {
			in.Snapshot.Managed.Items = []inventory.ManagedCluster{{Name: "mpg", Plan: "giant"}}
		}, `plan "giant"`},
		"the other mode has a price, too":  {func(*cost.Input) {}, "on Autopilot its pods would cost"},
		"a Redis by use has no size":       {func(in *cost.Input) { in.Company.Caches[0].Plan = "pay_as_you_go" }, "the smallest Memorystore node"},
		"what no line holds is named, too": {func(*cost.Input) {}, "are in neither bill"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			in := input()
			c.change(&in)
			if notes := strings.Join(cost.Of(in).Notes, "\n"); !strings.Contains(notes, c.says) {
				t.Errorf("no %q in\n%s", c.says, notes)
			}
		})
	}
}

func TestTheFloorIsWhatAnEmptyClusterCosts(t *testing.T) {
	in := input()
	machine, _, _ := machines.Embedded().Find("e2-standard-2")
	node, _ := in.Prices.NodeMonth(machine, "us-central1", "pd-balanced", 50, false)
	want := 730*(.10+.025+3*.0014+2*.005) + 3*node
	if got := cost.Of(in).Fixed; math.Abs(got-want) > .01 {
		t.Errorf("the floor is %.2f, want %.2f", got, want)
	}
}

func TestWithoutAnInventoryFlysSideIsUnknown(t *testing.T) {
	in := input()
	in.Snapshot = nil
	e := cost.Of(in)
	if e.Fly != nil || e.Rows()[0][1] != "unknown" {
		t.Errorf("Fly's bill is %v and the first row %v", e.Fly, e.Rows()[0])
	}
}

func TestEgressIsOnBothBills(t *testing.T) {
	in := input()
	in.Usage = []spec.Usage{{FlyApp: "acme-api-prod", Group: "web", EgressGB: 1000}}
	e := cost.Of(in)
	if got := lines(*e.Fly)["acme-api: egress, 1000 GB"]; got != "20.00" {
		t.Errorf("Fly asks %s for a terabyte, want 20.00", got)
	}
	if got := lines(e.Google)["acme-api: egress, 1000 GB"]; got != "128.00" {
		t.Errorf("Google asks %s for a terabyte, want 128.00", got)
	}
}

func TestADatabaseThatStaysCostsWhatItCosts(t *testing.T) {
	in := input()
	in.Company.Databases[0].Target = spec.Keep
	if got := lines(cost.Of(in).Google)["acme-db: stays on Fly"]; got != "2.02" {
		t.Errorf("it costs %s, want 2.02 as on Fly", got)
	}
}
