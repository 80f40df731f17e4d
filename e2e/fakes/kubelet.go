package fakes

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
)

// kubelet speaks for all nodes: a pod that is bound to one is ready after a
// while, or has ended; a pod that is deleted is gone when its grace is over.
type kubelet struct {
	client kubernetes.Interface
	fails  func(*corev1.Pod) bool
	addr   atomic.Uint32
}

// startKubelet runs until the context ends.
func (c *Cloud) startKubelet(ctx context.Context, fails func(*corev1.Pod) bool) error {
	k := &kubelet{client: c.client, fails: fails}
	queue := workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedControllerRateLimiter[cache.ObjectName]())
	pods := c.watches.Core().V1().Pods()
	add := func(o any) {
		pod, ok := o.(*corev1.Pod)
		if ok && pod.Spec.NodeName != "" {
			queue.AddAfter(cache.MetaObjectToName(pod), startup)
		}
	}
	if _, err := pods.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{AddFunc: add, UpdateFunc: func(_, o any) { add(o) }}); err != nil {
		return err
	}
	context.AfterFunc(ctx, queue.ShutDown)
	for range 8 {
		go k.work(ctx, queue, func(n cache.ObjectName) (*corev1.Pod, error) {
			return pods.Lister().Pods(n.Namespace).Get(n.Name)
		})
	}
	return nil
}

func (k *kubelet) work(ctx context.Context, queue workqueue.TypedRateLimitingInterface[cache.ObjectName], find func(cache.ObjectName) (*corev1.Pod, error)) {
	for {
		name, closed := queue.Get()
		if closed {
			return
		}
		var later time.Duration
		pod, err := find(name)
		if err == nil {
			later, err = k.sync(ctx, pod)
		}
		switch {
		case err != nil && !apierrors.IsNotFound(err):
			queue.AddRateLimited(name)
		case later > 0:
			queue.AddAfter(name, later)
		default:
			queue.Forget(name)
		}
		queue.Done(name)
	}
}

// sync does what is due for a pod. Later is when to look again; 0: when it
// changes.
func (k *kubelet) sync(ctx context.Context, pod *corev1.Pod) (later time.Duration, err error) {
	switch {
	case pod.DeletionTimestamp != nil:
		if left := grace(pod); left > 0 {
			return left, nil
		}
		now := int64(0)
		return 0, k.client.CoreV1().Pods(pod.Namespace).Delete(ctx, pod.Name, metav1.DeleteOptions{GracePeriodSeconds: &now})
	case pod.Status.Phase != corev1.PodPending:
		return 0, nil
	}
	pod = pod.DeepCopy()
	pod.Status = k.status(pod)
	_, err = k.client.CoreV1().Pods(pod.Namespace).UpdateStatus(ctx, pod, metav1.UpdateOptions{})
	return 0, err
}

// grace is what is left of the time in which a pod that was deleted may stop.
func grace(pod *corev1.Pod) time.Duration {
	whole := time.Duration(*pod.DeletionGracePeriodSeconds) * time.Second
	return whole/pace - time.Since(pod.DeletionTimestamp.Add(-whole))
}

// status is where the pod ends up: running and ready, or done.
func (k *kubelet) status(pod *corev1.Pod) corev1.PodStatus {
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
