package translate

import (
	"hash/fnv"
	"strconv"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// longestAddress is how long the name of a Google address may be
// (docs.cloud.google.com/compute/docs/naming-resources).
const longestAddress = 63

// rawAddresses names the reserved address of each group with raw ports. The two
// dashes keep group api-web of shop apart from group web of shop-api.
func rawAddresses(app *spec.App) {
	for i := range app.Processes {
		p := &app.Processes[i]
		for j := range p.L4 {
			p.L4[j].Address = addressName(app.Namespace, p.Name)
		}
	}
}

func addressName(namespace, group string) string {
	name := namespace + "--" + label(group)
	if len(name) <= longestAddress {
		return name
	}
	h := fnv.New32a()
	h.Write([]byte(name))
	return name[:longestAddress-9] + "-" + strconv.FormatUint(uint64(h.Sum32())|1<<31, 16)
}
