package nodepools

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"cloud.google.com/go/container/apiv1/containerpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func (a applier) poll() time.Duration { return cmp.Or(a.o.Poll, 5*time.Second) }

func (a applier) attempts() int { return cmp.Or(a.o.Attempts, 10) }

func (a applier) tell(e Event) {
	e.Pool = a.agreed.Pool
	if a.o.Progress != nil {
		a.o.Progress(e)
	}
}

// location is the part of the cluster's name that operations belong to.
func (a applier) location() string {
	location, _, _ := strings.Cut(a.agreed.Cluster, "/clusters/")
	return location
}

// idle waits for operations on the pool or its whole cluster that run already:
// of a run that was cut off, of a colleague, of GKE itself.
func (a applier) idle(ctx context.Context) error {
	answer, err := a.client.ListOperations(ctx, &containerpb.ListOperationsRequest{Parent: a.location()})
	if err != nil {
		return fmt.Errorf("list operations of %s: %w", a.location(), err)
	}
	for _, op := range answer.GetOperations() {
		if op.GetStatus() == containerpb.Operation_DONE || !a.concerns(op) {
			continue
		}
		// How it ends shows in the pool.
		if err := a.await(ctx, "wait", op.GetName()); err != nil && ctx.Err() != nil {
			return err
		}
	}
	return nil
}

// concerns compares the ends of names: an operation's link may have the project's
// number in place of its id.
func (a applier) concerns(op *containerpb.Operation) bool {
	_, rest, _ := strings.Cut(a.agreed.Cluster, "/locations/")
	cluster := "/locations/" + rest
	return strings.HasSuffix(op.GetTargetLink(), cluster) ||
		strings.HasSuffix(op.GetTargetLink(), cluster+"/nodePools/"+a.agreed.Pool)
}

// await polls an operation until it is done, and gives its error.
func (a applier) await(ctx context.Context, step, name string) error {
	told := ""
	for {
		op, err := a.client.GetOperation(ctx, &containerpb.GetOperationRequest{Name: a.location() + "/operations/" + name})
		if err != nil {
			return fmt.Errorf("look at operation %s: %w", name, err)
		}
		if now := op.GetStatus().String(); now != told {
			told = now
			a.tell(Event{Step: step, Operation: name, Status: now, Detail: op.GetDetail()})
		}
		if op.GetStatus() == containerpb.Operation_DONE {
			return ended(step, op)
		}
		if err := sleep(ctx, a.poll()); err != nil {
			return fmt.Errorf("wait for operation %s: %w", name, err)
		}
	}
}

// ended is the error that an operation ended with.
func ended(step string, op *containerpb.Operation) error {
	if codes.Code(op.GetError().GetCode()) == codes.OK {
		return nil
	}
	return quota(fmt.Errorf("%s: operation %s: %w", step, op.GetName(), status.ErrorProto(op.GetError())))
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
