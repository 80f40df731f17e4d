package fakes

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/fly2k8s/fly2k8s/verify/shape"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// look is how often the autoscaler looks: GKE's every ten seconds.
// https://docs.cloud.google.com/kubernetes-engine/docs/concepts/cluster-autoscaler
const look = 10 * time.Second / pace

// boot is how long a pool waits for nodes that it asked for before it asks for
// more.
const boot = 40 * time.Second / pace

// autoscale adds nodes for pods that the scheduler gave up on, until the context
// ends.
func (c *Cloud) autoscale(ctx context.Context) {
	for ticker := time.NewTicker(look); ctx.Err() == nil; {
		select {
		case <-ctx.Done():
		case <-ticker.C:
			// What can't be read or registered now is tried at the next look.
			_ = c.scale(ctx)
		}
	}
}

// scale works out what the waiting pods need, pool by pool. A pod counts for the
// first pool that would take it.
func (c *Cloud) scale(ctx context.Context) error {
	waiting, err := c.waiting()
	if err != nil || len(waiting) == 0 {
		return err
	}
	for _, pool := range c.pools {
		plan, err := c.plan(pool)
		if err != nil {
			return err
		}
		waiting = slices.DeleteFunc(waiting, func(pod *corev1.Pod) bool {
			zones := c.zonesOf(pod, pool)
			return plan.fits(pod, zones) || plan.place(pod, zones)
		})
		if err := Register(ctx, c.client, plan.made); err != nil {
			return err
		}
		c.count(pool, len(plan.made))
	}
	return nil
}

// waiting lists the pods that the scheduler found no node for.
func (c *Cloud) waiting() ([]*corev1.Pod, error) {
	pods, err := c.watches.Core().V1().Pods().Lister().List(labels.Everything())
	if err != nil {
		return nil, fmt.Errorf("list waiting pods: %w", err)
	}
	pods = slices.DeleteFunc(pods, func(pod *corev1.Pod) bool {
		return pod.Spec.NodeName != "" || pod.DeletionTimestamp != nil || !slices.ContainsFunc(pod.Status.Conditions, func(condition corev1.PodCondition) bool {
			return condition.Type == corev1.PodScheduled && condition.Reason == corev1.PodReasonUnschedulable
		})
	})
	slices.SortFunc(pods, func(a, b *corev1.Pod) int { return a.CreationTimestamp.Compare(b.CreationTimestamp.Time) })
	return pods, nil
}

// plan is a pool as it stands, and how much it may grow.
func (c *Cloud) plan(pool shape.Shape) (*plan, error) {
	nodes, err := c.watches.Core().V1().Nodes().Lister().List(labels.SelectorFromSet(labels.Set{poolLabel: pool.Name}))
	if err != nil {
		return nil, fmt.Errorf("list nodes of pool %s: %w", pool.Name, err)
	}
	p := &plan{pool: pool, have: map[string]int{}, taken: map[string]bool{}, room: pool.Max - len(nodes)}
	for _, n := range nodes {
		p.have[n.Labels[corev1.LabelTopologyZone]]++
		p.taken[n.Name] = true
		if err := p.stands(n, c.watches.Core().V1().Pods().Lister()); err != nil {
			return nil, err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if pool.Min > 0 && !c.grow || time.Now().Before(c.rests[pool.Name]) {
		p.room = 0
	}
	return p, nil
}

// count keeps what a pool got.
func (c *Cloud) count(pool shape.Shape, made int) {
	if made == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rests[pool.Name] = time.Now().Add(boot)
	if pool.Min > 0 {
		c.added += made
	}
}

// zonesOf are the zones in which a new node of the pool could run a pod: those
// that are there, and the one of its disk if it has one.
func (c *Cloud) zonesOf(pod *corev1.Pod, pool shape.Shape) []string {
	c.mu.Lock()
	gone := c.gone
	c.mu.Unlock()
	var zones []string
	for _, zone := range pool.Zones {
		if zone != gone && c.reaches(pod, zone) {
			zones = append(zones, zone)
		}
	}
	return zones
}

// reaches says whether a pod's disks can be attached in a zone.
func (c *Cloud) reaches(pod *corev1.Pod, zone string) bool {
	at := c.ZoneOf(pod)
	return at == "" || at == zone
}
