// Package nodepools makes a cluster's node pools what the pool files say, through
// the GKE API: Plan compares, Apply creates and updates.
//
// A change is what one pool needs; a field is a value of the API that differs; a
// step is one call that changes some fields and starts an operation. GKE runs
// operations one by one, and Apply waits for each.
//
// Rules of this package:
//   - nothing is ever deleted: pools that no file knows are named;
//   - a field that the API can't change stops Apply before its first call;
//   - nothing is remembered between runs: each step starts from what the cluster
//     says, so a run that was cut off is simply started again.
package nodepools
