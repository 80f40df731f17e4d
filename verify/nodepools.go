package verify

import (
	"errors"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/poolfile"
	"github.com/fly2k8s/fly2k8s/verify/shape"
)

// nodePools reads every pool file as the GKE API would, and looks for a pool
// that takes each pod.
func nodePools(s *site) outcome {
	files := s.under(poolfile.Folder, ".yaml")
	if len(files) == 0 {
		return outcome{skipped: "no spec in " + poolfile.Folder + ": a cluster without pools of its own (Autopilot), or one that somebody else makes"}
	}
	seen := outcome{checked: len(files), skipped: s.unjudged()}
	pools, err := poolfile.Load(s.fsys, poolfile.Folder)
	if err != nil {
		seen.findings = poolFindings(err)
		return seen
	}
	shapes, findings := s.shapesOf(pools)
	seen.findings = findings
	if findings == nil {
		seen.findings = s.homeless(shapes)
	}
	return seen
}

func (s *site) shapesOf(pools []poolfile.File) ([]shape.Shape, []Finding) {
	var shapes []shape.Shape
	var findings []Finding
	for _, pool := range pools {
		one, err := shape.Of(pool)
		if err != nil {
			findings = append(findings, Finding{Severity: Error, File: pool.Path, Line: s.places.line(pool.Path, "nodePool.config.machineType"), Found: err.Error(),
				Expected: "a machine type that is on sale", Do: "correct nodePool.config.machineType"})
			continue
		}
		shapes = append(shapes, one)
	}
	return shapes, findings
}

// poolFindings takes the joined errors of the pool reader apart.
func poolFindings(err error) []Finding {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var found []Finding
		for _, each := range joined.Unwrap() {
			found = append(found, poolFindings(each)...)
		}
		return found
	}
	f := Finding{Severity: Error, File: poolfile.Folder, Found: err.Error(),
		Expected: "a CreateNodePoolRequest of the GKE API", Do: "correct the file; a field that the API doesn't have is refused"}
	if at, ok := errors.AsType[poolfile.Error](err); ok {
		f.File, f.Line, f.Found = at.File, at.Line, at.Text
	}
	return []Finding{f}
}

// homeless finds pods that no pool of their cluster can ever run.
func (s *site) homeless(shapes []shape.Shape) []Finding {
	var found []Finding
	for _, v := range s.views() {
		for _, p := range workloads(v.own) {
			var whys []string
			taken := false
			for _, pool := range PoolsFor(s.clusters[p.owner.env], shapes) {
				why := pool.Takes(&p.template.Spec)
				taken = taken || why == nil
				if why != nil {
					whys = append(whys, why.Error())
				}
			}
			if !taken {
				found = append(found, s.fault(p.owner, p.path, "a pod that no pool takes: "+strings.Join(whys, "; "),
					"a pool whose empty node could run it", "correct selector, tolerations or requests, or plan a larger pool"))
			}
		}
	}
	return found
}

// PoolsFor lists the pools of a cluster, which has the name of its first
// environment: those in the folder of that name if there are any, else those of
// the first cluster.
func PoolsFor(cluster string, shapes []shape.Shape) []shape.Shape {
	var own, first []shape.Shape
	for _, one := range shapes {
		inside := strings.TrimPrefix(one.File, poolfile.Folder+"/")
		folder, _, nested := strings.Cut(inside, "/")
		switch {
		case !nested:
			first = append(first, one)
		case folder == cluster:
			own = append(own, one)
		}
	}
	if own != nil {
		return own
	}
	return first
}
