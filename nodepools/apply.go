package nodepools

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Options say how Apply runs.
type Options struct {
	Owner    string        // nodepools.owner: only "fly2k8s" lets Apply run
	Poll     time.Duration // between two looks at an operation; 0 means 5 s
	Attempts int           // calls in a row that fail in a passing way; 0 means 10
	Progress func(Event)   // may be nil
}

// An Event is something that happened during Apply.
type Event struct {
	Pool      string
	Step      string // create, autoscaling, config.labels …; "wait" for somebody else's operation
	Operation string // GKE's name of it
	Status    string // PENDING, RUNNING, DONE; RETRY for a call that is made again
	Detail    string
}

// Apply creates and updates pools until the cluster says what the diff wants. It
// refuses the whole diff when a field can't be changed, and stops when a pool has
// changed in other ways since the plan. Cut off at any point, it is run again
// with a new plan and ends in the same state.
func Apply(ctx context.Context, client Client, d Diff, o Options) error {
	if err := d.MayApply(o.Owner); err != nil {
		return err
	}
	for _, c := range d.Changes {
		if err := (applier{client, o, c}).converge(ctx); err != nil {
			return fmt.Errorf("apply node pool %s: %w", c.Pool, err)
		}
	}
	return nil
}

// MayApply says why Apply would refuse the diff before its first call; nil when it
// would not.
func (d Diff) MayApply(owner string) error {
	if owner != "fly2k8s" {
		return Hinted{
			errors.New("apply node pools: terraform owns them (nodepools.owner in fly2k8s.yaml), and two owners would undo each other's work"),
			"run 'terraform apply' in infra/terraform, or set 'nodepools: {owner: fly2k8s}' and translate again",
		}
	}
	if why := d.Refusals(); len(why) > 0 {
		return fmt.Errorf("apply node pools: %s", strings.Join(why, "; "))
	}
	return nil
}

// An applier brings one pool to what its change wants.
type applier struct {
	client Client
	o      Options
	agreed Change
}

// rounds is how many steps a pool may take: each section once, and as often again
// for what others do in between.
func rounds() int { return 2 * len(sections()) }

// converge looks, makes one step, waits for it, and looks again, until nothing
// differs.
func (a applier) converge(ctx context.Context) error {
	failures := 0
	for range rounds() {
		if err := a.idle(ctx); err != nil {
			return err
		}
		now, err := a.look(ctx)
		if err != nil || now.Kind == Same && !now.beingMade() {
			return err
		}
		switch err := a.step(ctx, now); {
		case err == nil:
			failures = 0
		case !passing(err) || failures+1 >= a.attempts():
			return err
		default:
			failures++
			a.tell(Event{Step: string(now.Kind), Status: "RETRY", Detail: status.Convert(errors.Unwrap(err)).Message()})
			if err := sleep(ctx, a.poll()); err != nil {
				return err
			}
		}
	}
	return errors.New("it still differs after every step was done: somebody else keeps changing it")
}

// beingMade says that nothing differs, but the nodes aren't there yet.
func (c Change) beingMade() bool { return strings.HasPrefix(c.State, "PROVISIONING") }

// passing says that a call may do better later: another operation runs, somebody
// else was faster, the answer got lost. What really happened shows at the next look.
func passing(err error) bool {
	switch status.Code(err) {
	case codes.FailedPrecondition, codes.Aborted, codes.AlreadyExists, codes.Unavailable, codes.Internal:
		return true
	}
	return false
}

// look is what the pool needs now. It must be part of what was agreed to.
func (a applier) look(ctx context.Context) (Change, error) {
	pools, err := list(ctx, a.client, a.agreed.Cluster)
	if err != nil {
		return Change{}, err
	}
	now := compare(a.agreed.want, named(pools, a.agreed.Pool))
	if strings.HasPrefix(now.State, "ERROR") {
		return Change{}, Hinted{
			fmt.Errorf("the pool is in state %s", now.State),
			fmt.Sprintf("look at it, then delete it with 'gcloud container node-pools delete %s' and apply again: nothing is deleted from here", a.agreed.Pool),
		}
	}
	if why := now.beyond(a.agreed); why != "" {
		return Change{}, Hinted{
			fmt.Errorf("it changed since the plan: %s", why),
			"run 'fly2k8s nodepools plan' again",
		}
	}
	return now, nil
}

// beyond names what a change does that the agreed one didn't; empty when nothing.
func (c Change) beyond(agreed Change) string {
	if c.Kind == Create && agreed.Kind != Create {
		return "it is gone"
	}
	known := map[[3]string]bool{}
	for _, f := range agreed.Fields {
		known[f.key()] = true
	}
	for _, f := range c.Fields {
		if !known[f.key()] {
			return fmt.Sprintf("%s is %s", f.Path, unset(f.Have))
		}
	}
	return ""
}

func (f Field) key() [3]string { return [3]string{f.Path, f.Have, f.Want} }
