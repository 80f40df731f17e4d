package operators

import "fmt"

// The versions are those whose kinds the generated objects were checked against,
// or the newest that serves them on Kubernetes 1.35.
const (
	externalSecretsVersion = "1.3.2"
	cloudNativePGVersion   = "1.28.1"
	argoCDVersion          = "3.6.1"
	fluxVersion            = "2.9.5"
)

// https://external-secrets.io/latest/introduction/getting-started/
func externalSecrets() Operator {
	return Operator{
		Name: "External Secrets", Namespace: "external-secrets", Version: externalSecretsVersion,
		Why:     "makes the Secrets that apps read from what the store holds",
		Install: []string{"helm upgrade --install external-secrets external-secrets --repo=https://charts.external-secrets.io --version=" + externalSecretsVersion + " --namespace=external-secrets --create-namespace --wait"},
		Pods:    1, CPUMilli: 100, MemoryMiB: 200,
	}
}

// https://cloudnative-pg.io/documentation/1.28/installation_upgrade/
func cloudNativePG() Operator {
	return Operator{
		Name: "CloudNativePG", Namespace: "cnpg-system", Version: cloudNativePGVersion,
		Why:     "runs PostgreSQL in the cluster",
		Install: []string{fmt.Sprintf("kubectl apply --server-side -f https://raw.githubusercontent.com/cloudnative-pg/cloudnative-pg/release-1.28/releases/cnpg-%s.yaml", cloudNativePGVersion)},
		Pods:    1, CPUMilli: 100, MemoryMiB: 100,
	}
}

// https://argo-cd.readthedocs.io/en/stable/getting_started/
func argoCD() Operator {
	return Operator{
		Name: "Argo CD", Namespace: "argocd", Version: argoCDVersion,
		Why: "applies what is committed here",
		Install: []string{
			"kubectl create namespace argocd --dry-run=client -o yaml | kubectl apply -f -",
			fmt.Sprintf("kubectl apply -n argocd --server-side --force-conflicts -f https://raw.githubusercontent.com/argoproj/argo-cd/v%s/manifests/install.yaml", argoCDVersion),
		},
		Pods: 1, CPUMilli: 500, MemoryMiB: 1024,
	}
}

// https://fluxcd.io/flux/installation/#dev-install
func flux() Operator {
	return Operator{
		Name: "Flux", Namespace: "flux-system", Version: fluxVersion,
		Why:     "applies what is committed here",
		Install: []string{fmt.Sprintf("kubectl apply --server-side -f https://github.com/fluxcd/flux2/releases/download/v%s/install.yaml", fluxVersion)},
		Pods:    4, CPUMilli: 100, MemoryMiB: 64,
	}
}
