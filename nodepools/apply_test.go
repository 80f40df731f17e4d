package nodepools_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"cloud.google.com/go/container/apiv1/containerpb"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/nodepools"
	"github.com/fly2k8s/fly2k8s/nodepools/gketest"
	"github.com/google/go-cmp/cmp"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/testing/protocmp"
)

func options() nodepools.Options {
	return nodepools.Options{Owner: "fly2k8s", Poll: time.Microsecond}
}

// before and after of a night's work: one pool to change in many ways, one to
// make, one that is somebody else's.
func before(server *gketest.Server) {
	server.Put(prod, wanted("general", nil).NodePool)
	server.Put(prod, wanted("default-pool", nil).NodePool)
}

func after() []*containerpb.CreateNodePoolRequest {
	return []*containerpb.CreateNodePoolRequest{
		wanted("general", func(p *spec.Pool) {
			p.Machine, p.DiskType, p.DiskGB, p.Max = "n4-standard-8", "hyperdisk-balanced", 90, 12
			p.Zones = p.Zones[:2]
			p.Labels = append(p.Labels, spec.Var{Name: "team", Value: "core"})
		}),
		wanted("perf", func(p *spec.Pool) {
			p.Machine = "n2d-standard-4"
			p.Taints = []spec.Taint{{Key: "fly2k8s.dev/pool", Value: "perf", Effect: "NoSchedule"}}
		}),
	}
}

func TestApply(t *testing.T) {
	server, client := start(t)
	before(server)
	var events []string
	o := options()
	o.Progress = func(e nodepools.Event) {
		if e.Status == "DONE" {
			events = append(events, e.Pool+" "+e.Step)
		}
	}
	if err := nodepools.Apply(context.Background(), client, plan(t, client, after()...), o); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"general autoscaling", "general config.labels", "general locations",
		"general config.machineType and config.bootDisk", "perf create",
	}
	if diff := cmp.Diff(want, events); diff != "" {
		t.Errorf("operations (-want +got):\n%s", diff)
	}
	if d := plan(t, client, after()...); !d.Empty() || len(d.Extra) != 1 {
		t.Errorf("after apply the plan says\n%s", d)
	}
	calls := server.Calls()
	if err := nodepools.Apply(context.Background(), client, plan(t, client, after()...), o); err != nil {
		t.Fatal(err)
	}
	if len(events) != len(want) {
		t.Errorf("a second apply did %v in %d calls", events[len(want):], server.Calls()-calls)
	}
}

// A run that is cut off before or after any of its calls, and then started again,
// ends where an undisturbed one does.
func TestApplySurvivesAKillAtAnyCall(t *testing.T) {
	undisturbed, client := start(t)
	before(undisturbed)
	if err := nodepools.Apply(context.Background(), client, plan(t, client, after()...), options()); err != nil {
		t.Fatal(err)
	}
	want, kills := undisturbed.Pools(prod), undisturbed.Calls()
	if kills < 20 {
		t.Fatalf("only %d calls: nothing to cut off", kills)
	}
	for at := range kills {
		for _, effect := range []bool{false, true} {
			t.Run(fmt.Sprintf("call %d, with effect %v", at, effect), func(t *testing.T) {
				server := killedAt(t, at, effect)
				client := dial(t, server)
				if err := nodepools.Apply(context.Background(), client, plan(t, client, after()...), options()); err != nil {
					t.Fatal(err)
				}
				server.Finish()
				if diff := cmp.Diff(want, server.Pools(prod), protocmp.Transform()); diff != "" {
					t.Errorf("pools (-undisturbed +cut off):\n%s", diff)
				}
			})
		}
	}
}

// killedAt runs an apply whose client dies at a call: before it has an effect, or
// after, with the answer lost.
func killedAt(t *testing.T, at int, effect bool) *gketest.Server {
	t.Helper()
	server, err := gketest.Start(prod)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	before(server)
	ctx, die := context.WithCancel(context.Background())
	defer die()
	server.Hook = func(call int, _ string) error {
		if call == at && !effect {
			die()
			return status.Error(codes.Canceled, "the client is gone")
		}
		return nil
	}
	server.After = func(call int, _ string) {
		if call == at {
			die()
		}
	}
	client := dial(t, server)
	d, err := nodepools.Plan(ctx, client, after())
	if err == nil {
		err = nodepools.Apply(ctx, client, d, options())
	}
	if err == nil && at < server.Calls()-1 {
		t.Fatalf("the run was not cut off at call %d", at)
	}
	server.Hook, server.After = nil, nil
	return server
}

func TestApplyRefuses(t *testing.T) {
	cases := map[string]struct {
		owner string
		want  func(*spec.Pool)
		says  string
	}{
		"while terraform owns the pools": {"terraform", nil, "terraform owns them"},
		"while nobody said who does":     {"", nil, "terraform owns them"},
		"what can't be changed":          {"fly2k8s", func(p *spec.Pool) { p.MaxPods, p.Max = 64, 20 }, "maxPodsPerNode"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			server, client := start(t)
			before(server)
			d := plan(t, client, wanted("general", c.want), wanted("perf", nil))
			was := server.Pools(prod)
			o := options()
			o.Owner = c.owner
			err := nodepools.Apply(context.Background(), client, d, o)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one about %q", err, c.says)
			}
			if diff := cmp.Diff(was, server.Pools(prod), protocmp.Transform()); diff != "" {
				t.Errorf("pools were changed (-before +after):\n%s", diff)
			}
		})
	}
}

func TestApplyStopsAtAQuota(t *testing.T) {
	for name, late := range map[string]bool{"at once": false, "in the middle": true} {
		t.Run(name, func(t *testing.T) {
			server, client := start(t)
			server.Quota, server.QuotaLate = 10, late
			d := plan(t, client, wanted("general", nil), wanted("perf", nil), wanted("third", nil))
			err := nodepools.Apply(context.Background(), client, d, options())
			var hinted nodepools.Hinted
			if !errors.As(err, &hinted) || !strings.Contains(hinted.Hint(), "quota") || !strings.Contains(err.Error(), "node pool perf") {
				t.Errorf("error %v, want one about perf with a hint at quotas", err)
			}
			if general := server.Pools(prod)[0]; general.Name != "general" || general.Status != containerpb.NodePool_RUNNING {
				t.Errorf("the pool before it is %v", general.Status)
			}
		})
	}
}

func TestAPoolInErrorIsNotDeletedFromHere(t *testing.T) {
	server, client := start(t)
	server.Quota, server.QuotaLate = 5, true
	o, d := options(), plan(t, client, wanted("general", nil))
	if err := nodepools.Apply(context.Background(), client, d, o); err == nil {
		t.Fatal("a pool was made over the quota")
	}
	err := nodepools.Apply(context.Background(), client, plan(t, client, wanted("general", nil)), o)
	var hinted nodepools.Hinted
	if !errors.As(err, &hinted) || !strings.Contains(hinted.Hint(), "node-pools delete general") {
		t.Errorf("error %v, want one that says how to delete the pool by hand", err)
	}
}

func TestApplyWaitsForWhatRunsAlready(t *testing.T) {
	server, client := start(t)
	before(server)
	server.Looks = 25 // slow
	d := plan(t, client, after()...)
	server.Busy(prod, "general")
	waited := false
	o := options()
	o.Progress = func(e nodepools.Event) { waited = waited || e.Step == "wait" && e.Status == "DONE" }
	if err := nodepools.Apply(context.Background(), client, d, o); err != nil {
		t.Fatal(err)
	}
	if !waited {
		t.Error("nobody waited for the upgrade that was running")
	}
}

func TestApplyComesBackAfterAConflict(t *testing.T) {
	server, client := start(t)
	before(server)
	conflicts := 0
	server.Hook = func(_ int, method string) error {
		if strings.HasSuffix(method, "/UpdateNodePool") && conflicts < 3 {
			conflicts++
			return status.Error(codes.Aborted, "the pool was changed by another call")
		}
		return nil
	}
	if err := nodepools.Apply(context.Background(), client, plan(t, client, after()...), options()); err != nil {
		t.Fatal(err)
	}
	if d := plan(t, client, after()...); !d.Empty() {
		t.Errorf("after apply the plan says\n%s", d)
	}
}

func TestApplyGivesUpOnACallThatNeverWorks(t *testing.T) {
	server, client := start(t)
	before(server)
	server.Hook = func(_ int, method string) error {
		if strings.HasSuffix(method, "/UpdateNodePool") {
			return status.Error(codes.FailedPrecondition, "the control plane is being upgraded")
		}
		return nil
	}
	o := options()
	o.Attempts = 3
	if err := nodepools.Apply(context.Background(), client, plan(t, client, after()...), o); status.Code(err) != codes.FailedPrecondition {
		t.Errorf("error %v, want the last answer", err)
	}
}

func TestApplyDoesOnlyWhatWasPlanned(t *testing.T) {
	server, client := start(t)
	before(server)
	d := plan(t, client, after()...)
	server.Change(prod, "general", func(p *containerpb.NodePool) { p.Management.AutoRepair = false })
	err := nodepools.Apply(context.Background(), client, d, options())
	if err == nil || !strings.Contains(err.Error(), "management.autoRepair") {
		t.Errorf("error %v, want one about what changed since the plan", err)
	}
}
