// Package operators turns an environment into the programs that its cluster
// needs before the platform's objects apply. GKE brings the kinds of Gateway API
// and of managed Prometheus with it; the kinds of External Secrets, CloudNativePG,
// Argo CD and Flux come with these programs, so a cluster without them refuses
// the objects.
package operators

import (
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// An Operator is one program that is installed once in a cluster. Its commands
// may be run again: they bring it to Version and change nothing else.
type Operator struct {
	Name      string
	Namespace string
	Version   string
	Why       string // what it does there, as the rest of a sentence: "makes the Secrets …"
	Install   []string

	// What each of its pods asks for, by its chart or manifest.
	Pods      int
	CPUMilli  int
	MemoryMiB int
}

// Check waits until all of it runs.
func (o Operator) Check() string {
	return fmt.Sprintf("kubectl -n %s wait --for=condition=Available --timeout=5m deployment --all", o.Namespace)
}

// Of are the operators of the cluster that an environment shares with others, in
// the order to install them.
func Of(c spec.Company, env spec.Environment) []Operator {
	var out []Operator
	shared := neighbours(c, env)
	if slices.ContainsFunc(shared, fetchesSecrets) {
		out = append(out, externalSecrets())
	}
	if slices.ContainsFunc(c.Databases, func(d spec.Database) bool { return d.Target == spec.CNPG && in(shared, d.Env) }) {
		out = append(out, cloudNativePG())
	}
	if slices.ContainsFunc(shared, deployedBy("argocd")) {
		out = append(out, argoCD())
	}
	if slices.ContainsFunc(shared, deployedBy("flux")) {
		out = append(out, flux())
	}
	return out
}

// neighbours are the environments on the same cluster, itself included.
func neighbours(c spec.Company, env spec.Environment) []spec.Environment {
	return slices.DeleteFunc(slices.Clone(c.Environments), func(e spec.Environment) bool { return !e.SameCluster(env) })
}

func in(envs []spec.Environment, name string) bool {
	return slices.ContainsFunc(envs, func(e spec.Environment) bool { return e.Name == name })
}

// fetchesSecrets: where people put the Secrets in by hand, nothing fetches them.
func fetchesSecrets(e spec.Environment) bool {
	return e.Secrets.Kind != "" && e.Secrets.Kind != "manual"
}

func deployedBy(mode string) func(spec.Environment) bool {
	return func(e spec.Environment) bool { return e.Deploy == mode }
}
