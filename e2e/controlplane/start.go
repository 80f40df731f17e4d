package controlplane

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
)

// Users of the API server, and the tokens that tests use for them.
const (
	adminToken  = "admin-of-the-proof"
	readerToken = "reader-of-the-proof"

	// Reader is a user who may do nothing until a test binds a role to it.
	Reader = "reader"
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

func (p *Plane) serverFlags(store string) []string {
	return []string{
		"--etcd-servers=" + store,
		"--service-account-issuer=https://proof.invalid",
		"--service-account-key-file=" + p.path("sa.key"),
		"--service-account-signing-key-file=" + p.path("sa.key"),
		"--service-cluster-ip-range=10.96.0.0/12",
		"--secure-port=" + strconv.Itoa(p.port),
		"--bind-address=127.0.0.1",
		"--advertise-address=127.0.0.1",
		"--cert-dir=" + p.path("certs"),
		"--token-auth-file=" + p.path("tokens.csv"),
		"--authorization-mode=RBAC",
		"--allow-privileged=true",
		"--endpoint-reconciler-type=none",
		"--audit-policy-file=" + p.path("audit.yaml"),
		"--audit-log-path=" + p.AuditLog(),
	}
}

// AuditLog is the file in which the server writes every request that changes
// something, one JSON object a line.
func (p *Plane) AuditLog() string { return p.path("audit.log") }

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

// Kubeconfig is the file with which kubectl reaches the API server, written by
// StartControllers.
func (p *Plane) Kubeconfig() string { return p.path("kubeconfig") }

// Programs is the folder of the built programs, kubectl and kustomize among
// them.
func (p *Plane) Programs() string { return p.programs }

// Config reaches the API server as an administrator. The server's certificate
// is its own, so only loopback may be trusted with it.
func (p *Plane) Config() *rest.Config { return p.config(adminToken) }

// ReaderConfig reaches the API server as Reader.
func (p *Plane) ReaderConfig() *rest.Config { return p.config(readerToken) }

func (p *Plane) config(token string) *rest.Config {
	return &rest.Config{
		Host:            "https://127.0.0.1:" + strconv.Itoa(p.port),
		BearerToken:     token,
		QPS:             2000,
		Burst:           4000,
		TLSClientConfig: rest.TLSClientConfig{Insecure: true},
	}
}

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

func (p *Plane) writeKeys() error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return fmt.Errorf("make the signing key: %w", err)
	}
	block := &pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}
	tokens := adminToken + ",admin,admin,system:masters\n" + readerToken + "," + Reader + "," + Reader + "\n"
	return errors.Join(
		os.WriteFile(p.path("sa.key"), pem.EncodeToMemory(block), 0o600),
		os.WriteFile(p.path("tokens.csv"), []byte(tokens), 0o600),
		os.WriteFile(p.path("audit.yaml"), []byte(auditPolicy), 0o600),
	)
}

// auditPolicy keeps one line for each finished request that isn't a plain read.
const auditPolicy = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: None
    verbs: [get, list, watch]
  - level: Metadata
`

// writeKubeconfig also configures the scheduler as GKE does under the profile
// that generated clusters have, OPTIMIZE_UTILIZATION: the fullest node first.
// https://docs.cloud.google.com/kubernetes-engine/docs/concepts/cluster-autoscaler#autoscaling_profiles
func (p *Plane) writeKubeconfig() error {
	config := clientcmdapi.NewConfig()
	config.Clusters["proof"] = &clientcmdapi.Cluster{Server: p.Config().Host, InsecureSkipTLSVerify: true}
	config.AuthInfos["admin"] = &clientcmdapi.AuthInfo{Token: adminToken}
	config.Contexts["proof"] = &clientcmdapi.Context{Cluster: "proof", AuthInfo: "admin"}
	config.CurrentContext = "proof"
	scheduler := `apiVersion: kubescheduler.config.k8s.io/v1
kind: KubeSchedulerConfiguration
leaderElection: {leaderElect: false}
clientConnection: {kubeconfig: ` + strconv.Quote(p.path("kubeconfig")) + `, qps: 2000, burst: 4000}
podInitialBackoffSeconds: 1
podMaxBackoffSeconds: 2
profiles:
  - schedulerName: default-scheduler
    plugins: {score: {disabled: [{name: NodeResourcesBalancedAllocation}]}}
    pluginConfig:
      - name: NodeResourcesFit
        args:
          scoringStrategy: {type: MostAllocated, resources: [{name: cpu, weight: 1}, {name: memory, weight: 1}, {name: nvidia.com/gpu, weight: 1}]}
`
	return errors.Join(
		clientcmd.WriteToFile(*config, p.path("kubeconfig")),
		os.WriteFile(p.path("scheduler.yaml"), []byte(scheduler), 0o600),
	)
}

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
