package nodepools

import (
	"context"
	"fmt"

	"cloud.google.com/go/container/apiv1/containerpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// step makes the first call that the change needs and waits for its operation.
// When only time is needed, it waits.
func (a applier) step(ctx context.Context, now Change) error {
	if now.Kind == Same {
		return sleep(ctx, a.poll())
	}
	name, op, err := a.call(ctx, now)
	if err != nil {
		return quota(fmt.Errorf("%s: %w", name, err))
	}
	return a.await(ctx, name, op.GetName())
}

func (a applier) call(ctx context.Context, now Change) (string, *containerpb.Operation, error) {
	if now.Kind == Create {
		op, err := a.client.CreateNodePool(ctx, now.want)
		return "create", op, err
	}
	pool, name := now.want.GetNodePool(), now.Cluster+"/nodePools/"+now.Pool
	first := first(now.Fields)
	switch first.call {
	case autoscaling:
		op, err := a.client.SetNodePoolAutoscaling(ctx, &containerpb.SetNodePoolAutoscalingRequest{Name: name, Autoscaling: pool.Autoscaling})
		return first.path, op, err
	case management:
		op, err := a.client.SetNodePoolManagement(ctx, &containerpb.SetNodePoolManagementRequest{Name: name, Management: pool.Management})
		return first.path, op, err
	}
	request := &containerpb.UpdateNodePoolRequest{Name: name}
	first.put(request, pool)
	op, err := a.client.UpdateNodePool(ctx, request)
	return first.path, op, err
}

// first is the section to change first: they come in an order of their own.
func first(fields []Field) section {
	for _, s := range sections() {
		for _, f := range fields {
			if f.section.path == s.path {
				return s
			}
		}
	}
	panic("a change without a section") // compare gives none
}

// quota tells what to do about a limit of the project.
func quota(err error) error {
	if status.Code(err) != codes.ResourceExhausted {
		return err
	}
	return Hinted{err, "ask for more quota in the region (console: IAM & Admin, Quotas), or use another machine type, then apply again"}
}
