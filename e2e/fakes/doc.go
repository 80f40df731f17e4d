// Package fakes stands in for what GKE has around a control plane: nodes of given
// shapes and their kubelets, zonal disks, and the autoscaler of the node pools. No
// container runs. Everything else (admission, scheduling, controllers) is the
// real thing.
//
// What is assumed, so that nothing is easier here than on GKE:
//
//   - a node offers what the formulas of Google's documentation leave, without the
//     share of the system's DaemonSets, and takes no more disks than a VM does;
//   - a pod needs time to become ready, and keeps its room while it stops. Time
//     runs faster here (see pace), but for both alike;
//   - a disk stands in one zone for ever: that of its pod's first node;
//   - the autoscaler adds nodes only for pods that the scheduler gave up on, never
//     above a pool's own limits, and not in a zone that is gone. Pools with a floor
//     stay at it until they are told that they may grow (see Cloud.Grow);
//   - nodes of a lost zone, and the pods on them, are gone at once. On GKE it takes
//     some minutes until the control plane is sure of it.
package fakes

import "time"

// pace is how much faster time runs for kubelets than on GKE.
const pace = 10

// startup is what a pod takes from its node to being ready: some seconds for a
// container whose image is there or streams.
const startup = 5 * time.Second / pace
