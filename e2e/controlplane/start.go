package controlplane

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"strconv"
	"time"

	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/kubernetes"
)

// A Plane is a running control plane.
type Plane struct {
	folder   string
	programs string
	port     int
	started  []*process
}

// Start runs etcd and the API server, and returns when the server is ready.
// The folder holds data, keys and logs.
func Start(ctx context.Context, programs, folder string) (*Plane, error) {
	p := &Plane{folder: folder, programs: programs}
	if err := p.start(ctx); err != nil {
		return nil, errors.Join(err, p.Stop())
	}
	return p, nil
}

func (p *Plane) start(ctx context.Context) error {
	ports, err := freePorts(3)
	if err != nil {
		return err
	}
	p.port = ports[2]
	if err := p.writeKeys(); err != nil {
		return err
	}
	store := "http://127.0.0.1:" + strconv.Itoa(ports[0])
	if err := p.run("etcd", "--data-dir", p.path("etcd"), "--listen-client-url", store,
		"--listen-peer-url", "http://127.0.0.1:"+strconv.Itoa(ports[1])); err != nil {
		return err
	}
	if err := p.run("kube-apiserver", p.serverFlags(store)...); err != nil {
		return err
	}
	return p.ready(ctx)
}

// StartControllers runs the scheduler and the controller manager.
func (p *Plane) StartControllers() error {
	if err := p.writeKubeconfig(); err != nil {
		return err
	}
	if err := p.run("kube-scheduler", "--config="+p.path("scheduler.yaml"), "--secure-port=0"); err != nil {
		return err
	}
	return p.run("kube-controller-manager",
		"--kubeconfig="+p.path("kubeconfig"),
		"--secure-port=0",
		"--leader-elect=false",
		"--use-service-account-credentials=false",
		"--service-account-private-key-file="+p.path("sa.key"),
		"--kube-api-qps=2000", "--kube-api-burst=4000",
		"--concurrent-deployment-syncs=20", "--concurrent-replicaset-syncs=20", "--concurrent-statefulset-syncs=20",
		"--horizontal-pod-autoscaler-sync-period=2s",
		"--pvclaimbinder-sync-period=2s",
		// Nodes are registered once and send no heart beats.
		"--node-monitor-grace-period=24h",
	)
}

// Programs is the folder of the built programs, kubectl and kustomize among
// them.
func (p *Plane) Programs() string { return p.programs }

func (p *Plane) ready(ctx context.Context) error {
	client, err := kubernetes.NewForConfig(p.Config())
	if err != nil {
		return fmt.Errorf("make a client: %w", err)
	}
	err = wait.PollUntilContextTimeout(ctx, 100*time.Millisecond, 2*time.Minute, true, func(ctx context.Context) (bool, error) {
		if err := p.died(); err != nil {
			return false, err
		}
		answer, err := client.Discovery().RESTClient().Get().AbsPath("/readyz").DoRaw(ctx)
		return err == nil && string(answer) == "ok", nil
	})
	if err != nil {
		return fmt.Errorf("wait for the API server: %w\n%s", err, p.logTail("kube-apiserver"))
	}
	return nil
}

func (p *Plane) path(name string) string { return filepath.Join(p.folder, name) }

// freePorts asks the kernel for ports on loopback that nobody listens on.
func freePorts(count int) ([]int, error) {
	var ports []int
	for range count {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, fmt.Errorf("find a free port: %w", err)
		}
		defer listener.Close()
		ports = append(ports, listener.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}
