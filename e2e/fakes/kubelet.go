package fakes

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
)

// A Kubelet speaks for all nodes: a pod that is bound to one runs at once, a
// pod that ends by itself has ended, a pod that is deleted is gone.
type Kubelet struct {
	client kubernetes.Interface
	fails  func(*corev1.Pod) bool
	addr   atomic.Uint32
}

// StartKubelet runs until the context ends. Pods that should end by themselves
// end well, except for those that fails names.
func StartKubelet(ctx context.Context, client kubernetes.Interface, fails func(*corev1.Pod) bool) {
	k := &Kubelet{client: client, fails: fails}
	queue := workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedControllerRateLimiter[cache.ObjectName]())
	factory := informers.NewSharedInformerFactory(client, 0)
	informer := factory.Core().V1().Pods()
	add := func(o any) {
		if name, err := cache.DeletionHandlingObjectToName(o); err == nil {
			queue.Add(name)
		}
	}
	_, _ = informer.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{AddFunc: add, UpdateFunc: func(_, o any) { add(o) }})
	factory.Start(ctx.Done())
	context.AfterFunc(ctx, queue.ShutDown)
	for range 8 {
		go k.work(ctx, queue, func(n cache.ObjectName) (*corev1.Pod, error) {
			return informer.Lister().Pods(n.Namespace).Get(n.Name)
		})
	}
}

func (k *Kubelet) work(ctx context.Context, queue workqueue.TypedRateLimitingInterface[cache.ObjectName], find func(cache.ObjectName) (*corev1.Pod, error)) {
	for {
		name, closed := queue.Get()
		if closed {
			return
		}
		pod, err := find(name)
		if err == nil {
			err = k.sync(ctx, pod)
		}
		if err != nil && !apierrors.IsNotFound(err) {
			queue.AddRateLimited(name)
		} else {
			queue.Forget(name)
		}
		queue.Done(name)
	}
}

func (k *Kubelet) sync(ctx context.Context, pod *corev1.Pod) error {
	switch {
	case pod.Spec.NodeName == "":
		return nil
	case pod.DeletionTimestamp != nil:
		now := int64(0)
		return k.client.CoreV1().Pods(pod.Namespace).Delete(ctx, pod.Name, metav1.DeleteOptions{GracePeriodSeconds: &now})
	case pod.Status.Phase != corev1.PodPending:
		return nil
	}
	pod = pod.DeepCopy()
	pod.Status = k.status(pod)
	_, err := k.client.CoreV1().Pods(pod.Namespace).UpdateStatus(ctx, pod, metav1.UpdateOptions{})
	if apierrors.IsConflict(err) {
		return err // the informer brings the newer one
	}
	return err
}

// status is where the pod ends up: running and ready, or done.
func (k *Kubelet) status(pod *corev1.Pod) corev1.PodStatus {
	now := metav1.NewTime(time.Now())
	n := k.addr.Add(1)
	status := corev1.PodStatus{
		Phase: corev1.PodRunning, StartTime: &now, QOSClass: pod.Status.QOSClass,
		PodIP: fmt.Sprintf("10.%d.%d.%d", 100+n>>16&63, n>>8&255, n&255),
	}
	status.PodIPs = []corev1.PodIP{{IP: status.PodIP}}
	ready := corev1.ConditionTrue
	state := corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: now}}
	if pod.Spec.RestartPolicy != corev1.RestartPolicyAlways {
		ready = corev1.ConditionFalse
		status.Phase, state = corev1.PodSucceeded, ended(now, 0)
		if k.fails(pod) {
			status.Phase, state = corev1.PodFailed, ended(now, 1)
		}
	}
	for _, kind := range []corev1.PodConditionType{corev1.PodScheduled, corev1.PodInitialized} {
		status.Conditions = append(status.Conditions, corev1.PodCondition{Type: kind, Status: corev1.ConditionTrue, LastTransitionTime: now})
	}
	for _, kind := range []corev1.PodConditionType{corev1.ContainersReady, corev1.PodReady} {
		status.Conditions = append(status.Conditions, corev1.PodCondition{Type: kind, Status: ready, LastTransitionTime: now})
	}
	for _, c := range pod.Spec.Containers {
		started := ready == corev1.ConditionTrue
		status.ContainerStatuses = append(status.ContainerStatuses, corev1.ContainerStatus{
			Name: c.Name, Image: c.Image, ImageID: c.Image, State: state, Ready: started, Started: &started,
		})
	}
	return status
}

func ended(at metav1.Time, code int32) corev1.ContainerState {
	return corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{ExitCode: code, StartedAt: at, FinishedAt: at}}
}
