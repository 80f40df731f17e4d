package controlplane

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"strconv"

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

// Kubeconfig is the file with which kubectl reaches the API server, written by
// StartControllers.
func (p *Plane) Kubeconfig() string { return p.path("kubeconfig") }

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
