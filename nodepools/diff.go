package nodepools

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"cloud.google.com/go/container/apiv1/containerpb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// A Diff is how clusters differ from the pool files.
type Diff struct {
	Changes []Change `json:"changes"` // one per pool file, in their order
	Extra   []Extra  `json:"extra"`   // pools that no file knows, by cluster and name
}

// A Change is what one pool needs.
type Change struct {
	Cluster string  `json:"cluster"` // projects/P/locations/L/clusters/C
	Pool    string  `json:"pool"`
	Kind    Kind    `json:"kind"`
	State   string  `json:"state,omitempty"`  // GKE's status of the pool when it isn't RUNNING
	Fields  []Field `json:"fields,omitempty"` // for update and refused, by path

	want *containerpb.CreateNodePoolRequest
}

// A Kind says what becomes of a pool.
type Kind string

const (
	Same    Kind = "same"
	Create  Kind = "create"
	Update  Kind = "update"
	Refused Kind = "refused" // some field can't be changed
)

// A Field is one value that differs.
type Field struct {
	Path string `json:"path"`
	Have string `json:"have"` // empty: not set
	Want string `json:"want"`
	// Immutable says why no call can change it; empty when one can.
	Immutable string `json:"immutable,omitempty"`

	section section
}

// Extra is a node pool in the cluster that no file describes. It is left alone.
type Extra struct {
	Cluster string `json:"cluster"`
	Pool    string `json:"pool"`
}

// Empty says that clusters and files agree. Pools without a file don't count:
// they are somebody else's.
func (d Diff) Empty() bool {
	return !slices.ContainsFunc(d.Changes, func(c Change) bool { return c.Kind != Same || c.State != "" })
}

// Plan compares the pools that are wanted with the ones that there are.
func Plan(ctx context.Context, client Client, want []*containerpb.CreateNodePoolRequest) (Diff, error) {
	d := Diff{Changes: []Change{}, Extra: []Extra{}} // lists in JSON, also when empty
	for _, cluster := range clustersOf(want) {
		live, err := list(ctx, client, cluster)
		if err != nil {
			return Diff{}, err
		}
		known := map[string]bool{}
		for _, w := range want {
			if w.GetParent() == cluster {
				known[w.GetNodePool().GetName()] = true
				d.Changes = append(d.Changes, compare(w, named(live, w.GetNodePool().GetName())))
			}
		}
		d.Extra = append(d.Extra, extras(cluster, live, known)...)
	}
	return d, nil
}

func clustersOf(want []*containerpb.CreateNodePoolRequest) []string {
	var out []string
	for _, w := range want {
		if !slices.Contains(out, w.GetParent()) {
			out = append(out, w.GetParent())
		}
	}
	return out
}

func list(ctx context.Context, client Client, cluster string) ([]*containerpb.NodePool, error) {
	answer, err := client.ListNodePools(ctx, &containerpb.ListNodePoolsRequest{Parent: cluster})
	if err != nil {
		err = fmt.Errorf("list node pools of %s: %w", cluster, err)
		if status.Code(err) == codes.NotFound {
			return nil, Hinted{err, "make the cluster first, with infra/terraform"}
		}
		return nil, err
	}
	return answer.GetNodePools(), nil
}

func named(pools []*containerpb.NodePool, name string) *containerpb.NodePool {
	i := slices.IndexFunc(pools, func(p *containerpb.NodePool) bool { return p.GetName() == name })
	if i < 0 {
		return nil
	}
	return pools[i]
}

func extras(cluster string, live []*containerpb.NodePool, known map[string]bool) []Extra {
	var out []Extra
	for _, p := range live {
		if !known[p.GetName()] {
			out = append(out, Extra{Cluster: cluster, Pool: p.GetName()})
		}
	}
	slices.SortFunc(out, func(a, b Extra) int { return cmp.Compare(a.Pool, b.Pool) })
	return out
}
