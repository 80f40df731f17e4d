package shape

import (
	"os"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/poolfile"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

func general(t *testing.T) Shape {
	t.Helper()
	files, err := poolfile.Load(os.DirFS("../testdata/shop"), poolfile.Folder)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Of(files[0])
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestANodeOffersWhatGKELeaves(t *testing.T) {
	s := general(t)
	// Google's own example: 3.92 of 4 cores.
	if cpu := s.Allocatable[corev1.ResourceCPU]; cpu.MilliValue() != 3920 {
		t.Errorf("an e2-standard-4 offers %s of cpu, want 3920m", cpu.String())
	}
	if memory := s.Allocatable[corev1.ResourceMemory]; memory.Value() != 12924<<20 {
		t.Errorf("an e2-standard-4 offers %d MiB, want 97 %% of 13325", memory.Value()>>20)
	}
	if s.Region != "europe-west3" || s.Min != 3 || s.Max != 9 || len(s.Zones) != 3 {
		t.Errorf("got %+v", s)
	}
}

func TestTakes(t *testing.T) {
	pod := func(change func(*corev1.PodSpec)) *corev1.PodSpec {
		p := &corev1.PodSpec{Containers: []corev1.Container{{Name: "web", Resources: corev1.ResourceRequirements{
			Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse("500m")},
		}}}}
		change(p)
		return p
	}
	spot := general(t)
	spot.Taints = []corev1.Taint{{Key: "cloud.google.com/gke-spot", Value: "true", Effect: corev1.TaintEffectNoSchedule}}
	tests := map[string]struct {
		shape Shape
		pod   *corev1.PodSpec
		why   string // empty: it is taken
	}{
		"a small pod fits": {general(t), pod(func(*corev1.PodSpec) {}), ""},
		"a zone of the pool is a label": {general(t), pod(func(p *corev1.PodSpec) {
			p.NodeSelector = map[string]string{corev1.LabelTopologyZone: "europe-west3-a"}
		}), ""},
		"another zone is not": {general(t), pod(func(p *corev1.PodSpec) { p.NodeSelector = map[string]string{corev1.LabelTopologyZone: "us-east1-b"} }), "no label"},
		"four whole cores never fit": {general(t), pod(func(p *corev1.PodSpec) {
			p.Containers[0].Resources.Requests[corev1.ResourceCPU] = resource.MustParse("4")
		}), "offer 3920m of cpu"},
		"a limit alone counts as request": {general(t), pod(func(p *corev1.PodSpec) {
			p.Containers[0].Resources = corev1.ResourceRequirements{Limits: corev1.ResourceList{corev1.ResourceMemory: resource.MustParse("64Gi")}}
		}), "memory"},
		"a sidecar counts beside the app": {general(t), pod(func(p *corev1.PodSpec) {
			always := corev1.ContainerRestartPolicyAlways
			c := p.Containers[0].DeepCopy()
			c.RestartPolicy = &always
			c.Resources.Requests[corev1.ResourceCPU] = resource.MustParse("3500m")
			p.InitContainers = []corev1.Container{*c}
		}), "asks for 4"},
		"a taint keeps away": {spot, pod(func(*corev1.PodSpec) {}), "tolerate"},
		"a toleration of the key lets in": {spot, pod(func(p *corev1.PodSpec) {
			p.Tolerations = []corev1.Toleration{{Key: "cloud.google.com/gke-spot", Operator: corev1.TolerationOpExists}}
		}), ""},
		"a toleration of another value not": {spot, pod(func(p *corev1.PodSpec) {
			p.Tolerations = []corev1.Toleration{{Key: "cloud.google.com/gke-spot", Value: "false"}}
		}), "tolerate"},
		"a GPU that the nodes don't have": {general(t), pod(func(p *corev1.PodSpec) {
			p.Containers[0].Resources.Limits = corev1.ResourceList{"nvidia.com/gpu": resource.MustParse("1")}
		}), "nvidia.com/gpu"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			err := test.shape.Takes(test.pod)
			switch {
			case test.why == "" && err != nil:
				t.Errorf("refused: %v", err)
			case test.why != "" && (err == nil || !strings.Contains(err.Error(), test.why)):
				t.Errorf("got %v, want an error about %q", err, test.why)
			}
		})
	}
}
