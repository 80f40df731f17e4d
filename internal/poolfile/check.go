package poolfile

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"cloud.google.com/go/container/apiv1/containerpb"
	"go.yaml.in/yaml/v3"
)

var (
	parentForm = regexp.MustCompile(`^projects/[^/]+/locations/([^/]+)/clusters/[^/]+$`)
	nameForm   = regexp.MustCompile(`^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$`)
)

// check finds what the API would refuse, or worse, understand otherwise. All
// problems come together.
func check(file string, doc *yaml.Node, r *containerpb.CreateNodePoolRequest) error {
	var errs []error
	at := func(path, format string, args ...any) {
		errs = append(errs, Error{file, lineOf(doc, strings.Split(path, ".")), path + ": " + fmt.Sprintf(format, args...)})
	}
	p := r.GetNodePool()
	if !parentForm.MatchString(r.GetParent()) {
		at("parent", "expected projects/P/locations/L/clusters/C, found %q", r.GetParent())
	}
	if !nameForm.MatchString(p.GetName()) {
		at("nodePool.name", "expected a lower-case name of at most 40 letters, digits and dashes, found %q", p.GetName())
	}
	if p.GetConfig().GetMachineType() == "" {
		at("nodePool.config.machineType", "expected a machine type")
	}
	for _, zone := range p.GetLocations() {
		if m := parentForm.FindStringSubmatch(r.GetParent()); m != nil && !strings.HasPrefix(zone, m[1]) {
			at("nodePool.locations", "%s is not in the cluster's location %s", zone, m[1])
		}
	}
	counts(p.GetAutoscaling(), at)
	return errors.Join(errs...)
}

// counts: GKE takes limits per zone or in all. With both, which one holds depends
// on the reader.
func counts(a *containerpb.NodePoolAutoscaling, at func(path, format string, args ...any)) {
	perZone := a.GetMinNodeCount()+a.GetMaxNodeCount() > 0
	inAll := a.GetTotalMinNodeCount()+a.GetTotalMaxNodeCount() > 0
	switch {
	case perZone && inAll:
		at("nodePool.autoscaling", "limits per zone (minNodeCount) and in all (totalMinNodeCount) can't both be set")
	case a.GetEnabled() && !perZone && !inAll:
		at("nodePool.autoscaling", "enabled without totalMaxNodeCount")
	case a.GetTotalMinNodeCount() > a.GetTotalMaxNodeCount():
		at("nodePool.autoscaling.totalMinNodeCount", "%d is more than totalMaxNodeCount, %d", a.GetTotalMinNodeCount(), a.GetTotalMaxNodeCount())
	case a.GetMinNodeCount() > a.GetMaxNodeCount():
		at("nodePool.autoscaling.minNodeCount", "%d is more than maxNodeCount, %d", a.GetMinNodeCount(), a.GetMaxNodeCount())
	}
}

// lineOf is the line of a key, or of the nearest key above it that is there.
func lineOf(n *yaml.Node, path []string) int {
	line := n.Line
	for _, key := range path {
		at := -1
		for i := 0; i+1 < len(n.Content) && n.Kind == yaml.MappingNode; i += 2 {
			if n.Content[i].Value == key {
				at = i
			}
		}
		if at < 0 {
			return line
		}
		line, n = n.Content[at].Line, n.Content[at+1]
	}
	return line
}
