// Package fakes stands in for what a node does: it registers nodes of given
// shapes, says that pods bound to them run and end, and makes disks for claims.
// No container runs. Everything else (admission, scheduling, controllers) is the
// real thing.
package fakes
