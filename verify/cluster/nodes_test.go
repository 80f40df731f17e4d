package cluster

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/verify"
	"github.com/fly2k8s/fly2k8s/verify/shape"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

func TestNodesAreHeldAgainstPoolsAndWorkloads(t *testing.T) {
	general := shape.Shape{Name: "general", File: "infra/nodepools/general.yaml", Machine: "e2-standard-4", Min: 3, Max: 6, Labels: map[string]string{"pool": "general"}, Allocatable: list("4")}
	gpu := shape.Shape{Name: "gpu", Min: 0, Max: 2, Labels: map[string]string{"pool": "gpu"}, Allocatable: list("8")}
	tests := map[string]struct {
		nodes   []corev1.Node
		pool    string // that the workload selects
		pods    int
		planned []shape.Shape
		want    []string // severity and a part of what is found
	}{
		"pods that fit":                           {some(3, "e2-standard-4"), "general", 4, []shape.Shape{general}, nil},
		"more pods than the nodes hold":           {some(3, "e2-standard-4"), "general", 40, []shape.Shape{general}, []string{"warning 3 nodes of pool general offer 12 of cpu"}},
		"fewer nodes than the file keeps":         {some(2, "e2-standard-4"), "general", 1, []shape.Shape{general}, []string{"warning pool general has 2 nodes"}},
		"machines of another type":                {some(3, "e2-medium"), "general", 1, []shape.Shape{general}, []string{"warning nodes of pool general are e2-medium"}},
		"a pool that is empty until a pod waits":  {some(3, "e2-standard-4"), "gpu", 1, []shape.Shape{general, gpu}, []string{"warning no node can run its pods yet: pool gpu has none"}},
		"a pod that no pool takes":                {some(3, "e2-standard-4"), "batch", 1, []shape.Shape{general, gpu}, []string{"error no node can run its pods: nodes of pool general have no label pool=batch"}},
		"no nodes at all":                         {nil, "general", 1, []shape.Shape{general}, []string{"error no node can run its pods: the cluster has none"}},
		"nodes of a cluster that others look for": {some(1, "e2-medium"), "general", 1, nil, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			v := &visit{pools: test.planned}
			pools := standings(test.nodes)
			w := verify.Workload{Replicas: test.pods, Pod: &corev1.PodSpec{
				NodeSelector: map[string]string{"pool": test.pool},
				Containers:   []corev1.Container{{Resources: corev1.ResourceRequirements{Requests: list("1")}}},
			}}
			var found []verify.Finding
			if !settle(w, pools) {
				found = append(found, v.unplaced(w, pools))
			}
			for _, pool := range pools {
				found = append(found, v.short(pool)...)
			}
			if len(found) != len(test.want) {
				t.Fatalf("got %v, want %v", found, test.want)
			}
			for i, f := range found {
				if !strings.HasPrefix(string(f.Severity)+" "+f.Found, test.want[i]) {
					t.Errorf("got %s %s, want %s", f.Severity, f.Found, test.want[i])
				}
			}
		})
	}
}

func some(count int, machine string) []corev1.Node {
	var all []corev1.Node
	for i := range count {
		n := corev1.Node{Status: corev1.NodeStatus{Allocatable: list("4")}}
		n.Name = fmt.Sprintf("general-%d", i)
		n.Labels = map[string]string{
			"pool": "general", "cloud.google.com/gke-nodepool": "general",
			corev1.LabelInstanceTypeStable: machine, corev1.LabelTopologyZone: "europe-west3-" + string(rune('a'+i)),
		}
		all = append(all, n)
	}
	return all
}

func list(cpu string) corev1.ResourceList {
	return corev1.ResourceList{corev1.ResourceCPU: resource.MustParse(cpu)}
}
