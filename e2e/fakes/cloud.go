package fakes

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/fly2k8s/fly2k8s/verify/shape"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
)

// A Cloud is the surroundings of one cluster.
type Cloud struct {
	client  kubernetes.Interface
	watches informers.SharedInformerFactory
	pools   []shape.Shape

	mu    sync.Mutex
	gone  string               // the zone that is lost; empty: none
	grow  bool                 // pools with a floor may grow
	added int                  // nodes above the floors of those pools
	rests map[string]time.Time // until when a pool that grew waits for its nodes
}

// Start registers each pool's nodes at its floor and runs everything until the
// context ends. Pods that should end by themselves end well, except for those
// that fails names.
func Start(ctx context.Context, client kubernetes.Interface, pools []shape.Shape, fails func(*corev1.Pod) bool) (*Cloud, error) {
	// Claims are looked at again, in case a disk could not be made.
	again := informers.WithCustomResyncConfig(map[metav1.Object]time.Duration{&corev1.PersistentVolumeClaim{}: 2 * time.Second})
	c := &Cloud{client: client, watches: informers.NewSharedInformerFactoryWithOptions(client, 0, again), pools: pools, rests: map[string]time.Time{}}
	for _, pool := range pools {
		if err := Register(ctx, client, Nodes(pool, pool.Min)); err != nil {
			return nil, err
		}
	}
	if err := c.startKubelet(ctx, fails); err != nil {
		return nil, err
	}
	if err := c.startDisks(ctx); err != nil {
		return nil, err
	}
	c.watches.Core().V1().Nodes().Informer()
	c.watches.Start(ctx.Done())
	c.watches.WaitForCacheSync(ctx.Done())
	go c.autoscale(ctx)
	return c, nil
}

// Watches are the informers that everything here shares, for others to look
// through.
func (c *Cloud) Watches() informers.SharedInformerFactory { return c.watches }

// Grow lets pools with a floor grow above it, up to their limit, or forbids it
// again. Pools whose floor is zero may always grow.
func (c *Cloud) Grow(may bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.grow = may
}

// Added is how many nodes pools with a floor have got above it so far.
func (c *Cloud) Added() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.added
}

// Lose takes a zone away: its nodes, what ran on them, and the way to make new
// ones there.
func (c *Cloud) Lose(ctx context.Context, zone string) error {
	c.mu.Lock()
	c.gone = zone
	c.mu.Unlock()
	return lose(ctx, c.client, zone)
}

// Return brings the lost zone back, with the nodes that its pools have there at
// their floor.
func (c *Cloud) Return(ctx context.Context) error {
	c.mu.Lock()
	zone := c.gone
	c.gone = ""
	c.mu.Unlock()
	for _, pool := range c.pools {
		var back []*corev1.Node
		for _, n := range Nodes(pool, pool.Min) {
			if n.Labels[corev1.LabelTopologyZone] == zone {
				back = append(back, n)
			}
		}
		if err := Register(ctx, c.client, back); err != nil {
			return fmt.Errorf("bring zone %s back: %w", zone, err)
		}
	}
	return nil
}
