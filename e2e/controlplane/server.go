package controlplane

import (
	"strconv"
)

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

// auditPolicy keeps one line for each finished request that isn't a plain read.
const auditPolicy = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: None
    verbs: [get, list, watch]
  - level: Metadata
`
