// Package cluster turns a platform repository and a cluster into findings: what
// the cluster would say if somebody applied it now.
//
// It only reads. Every request that could write is a dry run, and the transport
// refuses to send any other: see guard.
package cluster
