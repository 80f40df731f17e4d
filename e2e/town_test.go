package e2e

import (
	"context"
	"testing"

	"github.com/fly2k8s/fly2k8s/e2e/apply"
	"github.com/fly2k8s/fly2k8s/e2e/controlplane"
	"github.com/fly2k8s/fly2k8s/e2e/fakes"
	"github.com/fly2k8s/fly2k8s/internal/poolfile"
	"github.com/fly2k8s/fly2k8s/verify"
	"github.com/fly2k8s/fly2k8s/verify/shape"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

// town is a cluster with nodes: a control plane, its scheduler and controllers,
// and stand-ins for the rest of GKE.
type town struct {
	plane   *controlplane.Plane
	to      *apply.Applier
	client  kubernetes.Interface
	cloud   *fakes.Cloud
	watches informers.SharedInformerFactory
	pools   []shape.Shape
}

// build raises a town with pools, each at the count of nodes that it keeps at
// least. Pods for which fails is true end badly.
func build(t *testing.T, plane *controlplane.Plane, to *apply.Applier, pools []shape.Shape, fails func(*corev1.Pod) bool) town {
	t.Helper()
	config := plane.Config()
	config.WarningHandler = rest.NoWarnings{} // admission's proof reads them
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	if err := plane.StartControllers(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	cloud, err := fakes.Start(ctx, client, pools, fails)
	if err != nil {
		t.Fatal(err)
	}
	here := town{plane, to, client, cloud, cloud.Watches(), pools}
	here.watch(t)
	return here
}

// watch starts the informers that the town is looked at through.
func (h town) watch(t *testing.T) {
	t.Helper()
	h.watches.Apps().V1().Deployments().Informer()
	h.watches.Apps().V1().StatefulSets().Informer()
	h.watches.Batch().V1().Jobs().Informer()
	h.watches.Autoscaling().V2().HorizontalPodAutoscalers().Informer()
	h.watches.Start(t.Context().Done())
	h.watches.WaitForCacheSync(t.Context().Done())
}

// poolsOf are the shapes of a cluster's pools.
func poolsOf(t *testing.T, tree tree, cluster string) []shape.Shape {
	t.Helper()
	files, err := poolfile.Load(tree.fsys, poolfile.Folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []shape.Shape
	for _, file := range files {
		one, err := shape.Of(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	return verify.PoolsFor(cluster, all)
}

// apply puts objects into the town. Kinds that its server doesn't have make no
// pods.
func (h town) apply(t *testing.T, objects []verify.Object) {
	t.Helper()
	for i := range objects {
		if o := &objects[i].Unstructured; h.to.Serves(o) {
			if _, err := h.to.Apply(t.Context(), o); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// The objects of the town as they are now, in its caches: to be read only.

func (h town) pods(t *testing.T) []*corev1.Pod {
	return listed[*corev1.Pod](t)(h.watches.Core().V1().Pods().Lister().List(labels.Everything()))
}

func (h town) nodes(t *testing.T) []*corev1.Node {
	return listed[*corev1.Node](t)(h.watches.Core().V1().Nodes().Lister().List(labels.Everything()))
}

func (h town) deployments(t *testing.T) []*appsv1.Deployment {
	return listed[*appsv1.Deployment](t)(h.watches.Apps().V1().Deployments().Lister().List(labels.Everything()))
}

func (h town) sets(t *testing.T) []*appsv1.StatefulSet {
	return listed[*appsv1.StatefulSet](t)(h.watches.Apps().V1().StatefulSets().Lister().List(labels.Everything()))
}

func (h town) jobs(t *testing.T) []*batchv1.Job {
	return listed[*batchv1.Job](t)(h.watches.Batch().V1().Jobs().Lister().List(labels.Everything()))
}

func listed[T any](t *testing.T) func([]T, error) []T {
	return func(found []T, err error) []T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
}
