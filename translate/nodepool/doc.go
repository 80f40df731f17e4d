// Package nodepool turns what pods ask for into node pools: which machine types,
// how many nodes in each zone, and what they cost.
//
// An item is a process in one environment: so many pods of one size. A pool is a
// set of equal nodes spread over the zones of a cluster. A pod is pinned when its
// volume keeps it in one zone. The floor is the number of pods that always run; a
// surge pod is one more during a rollout.
//
// The model, and the only place where it is stated in whole:
//
//   - a node offers what GKE leaves of its machine, 3 % of the memory less, and
//     less what the daemons on every node take;
//   - all zones up: every item at its floor, all surge pods at once and the
//     cluster's own pods fit; the floor leaves the head room free;
//   - any one zone gone: the floor and the cluster's own pods still fit, without
//     the pods whose volumes were there. Pools of spot and GPU nodes have no
//     spare nodes for this: the autoscaler brings them back elsewhere;
//   - a pool can do without none of its nodes, by the packing that is used here;
//   - of all plans the cheapest is taken; among those within 1 % of it, the one
//     with the fewest nodes.
//
// Everything here is a function of its arguments.
package nodepool
