package main

import (
	"runtime/debug"

	"github.com/fly2k8s/fly2k8s/translate"
)

// collectorRoom is how much a translation may allocate between two collections,
// in percent of what it holds. Go's own 100 costs a fifth more time: the program
// makes everything once, keeps most of it, and ends. docs/decisions/0113 has the
// figures.
const collectorRoom = 200

// whole is translate.Whole with that room.
func whole(in translate.Input) (translate.Output, error) {
	defer debug.SetGCPercent(debug.SetGCPercent(collectorRoom))
	return translate.Whole(in)
}
