package nodepools

import (
	"context"
	"fmt"
	"net"

	container "cloud.google.com/go/container/apiv1"
	"cloud.google.com/go/container/apiv1/containerpb"
	"github.com/googleapis/gax-go/v2"
	"google.golang.org/api/option"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// A Client is the part of the GKE API that is used. Nothing in it deletes.
type Client interface {
	ListNodePools(context.Context, *containerpb.ListNodePoolsRequest, ...gax.CallOption) (*containerpb.ListNodePoolsResponse, error)
	ListOperations(context.Context, *containerpb.ListOperationsRequest, ...gax.CallOption) (*containerpb.ListOperationsResponse, error)
	GetOperation(context.Context, *containerpb.GetOperationRequest, ...gax.CallOption) (*containerpb.Operation, error)
	CreateNodePool(context.Context, *containerpb.CreateNodePoolRequest, ...gax.CallOption) (*containerpb.Operation, error)
	UpdateNodePool(context.Context, *containerpb.UpdateNodePoolRequest, ...gax.CallOption) (*containerpb.Operation, error)
	SetNodePoolAutoscaling(context.Context, *containerpb.SetNodePoolAutoscalingRequest, ...gax.CallOption) (*containerpb.Operation, error)
	SetNodePoolManagement(context.Context, *containerpb.SetNodePoolManagementRequest, ...gax.CallOption) (*containerpb.Operation, error)
}

// Dial connects to the GKE API with the credentials of the environment. An
// endpoint (host:port) is for a fake one on loopback, without credentials; empty
// means Google's.
func Dial(ctx context.Context, endpoint string) (*container.ClusterManagerClient, error) {
	options, err := dialOptions(endpoint)
	if err != nil {
		return nil, err
	}
	client, err := container.NewClusterManagerClient(ctx, options...)
	if err != nil {
		return nil, Hinted{
			Err:  fmt.Errorf("connect to the GKE API: %w", err),
			Text: "log in with 'gcloud auth application-default login'",
		}
	}
	return client, nil
}

func dialOptions(endpoint string) ([]option.ClientOption, error) {
	if endpoint == "" {
		return nil, nil
	}
	host, _, err := net.SplitHostPort(endpoint)
	if err != nil {
		return nil, fmt.Errorf("connect to the GKE API: %w", err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("connect to the GKE API: %s is not on loopback, and another endpoint has no credentials", endpoint)
	}
	return []option.ClientOption{
		option.WithEndpoint(endpoint),
		option.WithoutAuthentication(),
		option.WithGRPCDialOption(grpc.WithTransportCredentials(insecure.NewCredentials())),
	}, nil
}

// A Hinted error says what to do next.
type Hinted struct {
	Err  error
	Text string
}

func (h Hinted) Error() string { return h.Err.Error() }
func (h Hinted) Unwrap() error { return h.Err }

// Hint is one sentence for the line below the error.
func (h Hinted) Hint() string { return h.Text }
