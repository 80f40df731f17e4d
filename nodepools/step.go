package nodepools

import (
	"context"
	"fmt"
	"slices"
	"strings"

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
	parts := next(now.Fields)
	switch parts[0].call {
	case autoscaling:
		op, err := a.client.SetNodePoolAutoscaling(ctx, &containerpb.SetNodePoolAutoscalingRequest{Name: name, Autoscaling: pool.Autoscaling})
		return parts[0].path, op, err
	case management:
		op, err := a.client.SetNodePoolManagement(ctx, &containerpb.SetNodePoolManagementRequest{Name: name, Management: pool.Management})
		return parts[0].path, op, err
	}
	request := &containerpb.UpdateNodePoolRequest{Name: name}
	var paths []string
	for _, s := range parts {
		s.put(request, pool)
		paths = append(paths, s.path)
	}
	op, err := a.client.UpdateNodePool(ctx, request)
	return strings.Join(paths, " and "), op, err
}

// next are the sections to change in the next call: the first that differs, in the
// order of the table, and with it all others that make nodes anew if it does.
func next(fields []Field) []section {
	var out []section
	for _, s := range sections() {
		differs := slices.ContainsFunc(fields, func(f Field) bool { return f.section.path == s.path })
		if differs && (len(out) == 0 || out[0].renews && s.renews) {
			out = append(out, s)
		}
	}
	return out
}

// quota tells what to do about a limit of the project.
func quota(err error) error {
	if status.Code(err) != codes.ResourceExhausted {
		return err
	}
	return Hinted{err, "ask for more quota in the region (console: IAM & Admin, Quotas), or use another machine type, then apply again"}
}
