// Package short fits names into a length.
package short

import (
	"fmt"
	"hash/fnv"
	"strings"
)

// Name is the name as it is where it fits into so many bytes. What had to be cut
// ends in a hash of the whole, so that two long names stay two.
func Name(name string, longest int) string {
	if len(name) <= longest {
		return name
	}
	h := fnv.New32a()
	h.Write([]byte(name))
	return strings.TrimRight(name[:longest-9], "-") + fmt.Sprintf("-%08x", h.Sum32())
}
