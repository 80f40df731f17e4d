package report

func operationRules() []Rule {
	return []Rule{
		RuleMetrics, RulePermissions, RuleDeployWorkflow, RuleExtensions, RuleOverlap, RuleExit,
		RuleReplicaFloor, RuleRestartPolicy, RuleImageUser,
	}
}

// Running it all, and leaving.
var (
	RuleMetrics = Rule{
		Code: "FLY041", Name: "metrics", Severity: Note,
		Title:     "Fly's metrics, dashboards and log shipping end",
		Detects:   "`[metrics]`, dashboards that use `fly_*` series, log shipper apps",
		Generates: "PodMonitoring for [metrics]; a map of fly_* series to Google's; logs go to Cloud Logging by themselves, so the shipper is dropped",
		Do:        "rewrite dashboards and alerts with the map",
		Link:      "https://fly.io/docs/monitoring/metrics/",
	}
	RulePermissions = Rule{
		Code: "FLY042", Name: "permissions", Severity: Note,
		Title:     "Fly has two roles, GKE has as many as you name",
		Detects:   "members of the organisation and their roles, open invitations",
		Generates: "groups, roles per namespace and a service account per app, without shared keys",
		Do:        "put people into groups in access of fly2k8s.yaml",
		Link:      "https://cloud.google.com/kubernetes-engine/docs/how-to/role-based-access-control",
	}
	RuleDeployWorkflow = Rule{
		Code: "FLY043", Name: "deploy-workflow", Severity: Warning,
		Title:     "CI deploys to Fly",
		Detects:   "`flyctl`, `fly deploy`, superfly actions and review apps in workflows, scripts and package files",
		Generates: "workflows that build, deploy, make previews and clean them up",
		Do:        "let both run until the switch, then remove the old one and revoke its token",
		Link:      "https://fly.io/docs/launch/continuous-deployment-with-github-actions/",
	}
	RuleExtensions = Rule{
		Code: "FLY044", Name: "extensions", Severity: Warning,
		Title:     "LiteFS, Consul and extensions that Fly bills for",
		Detects:   "`enable_consul`, `enable_etcd`, LiteFS in source or image, add-ons: Sentry, Arcjet, Vector, Tigris, Supabase",
		Generates: "nothing",
		Do:        "name an owner for each and move its contract before the organisation is deleted; replace LiteFS by one writer with backups, or by Postgres",
		Link:      "https://fly.io/docs/litefs/",
	}
	RuleOverlap = Rule{
		Code: "FLY045", Name: "overlap", Severity: Blocker,
		Title:     "While both sides run, everything with a side effect may happen twice",
		Detects:   "crons, workers, consumers of queues, webhooks, mail",
		Generates: "steps of the cutover plan that keep each of them on one side",
		Do:        "name the side for each, and check it in the runbook",
		Link:      "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/",
	}
	RuleExit = Rule{
		Code: "FLY046", Name: "exit", Severity: Warning,
		Title:     "Leaving has an order of its own",
		Detects:   "volumes, snapshots, databases, certificates, addresses, tokens, peers",
		Generates: "the retire phase of the cutover plan",
		Do:        "export the last snapshots, keep the databases stopped for days before they are destroyed, revoke tokens and peers, keep the inventory as a record",
		Link:      "https://fly.io/docs/volumes/snapshots/",
	}
)

// How many copies run, how they come back and who they run as.
var (
	RuleReplicaFloor = Rule{
		Code: "FLY047", Name: "replica-floor", Severity: Note,
		Title:     "The number of copies was raised or kept on purpose",
		Detects:   "machines per group, min_machines_running, groups without services",
		Generates: "two copies of a group with services in production, the live number and no autoscaler for the others: two of a worker that was one is a new bug",
		Do:        "set apps[].groups in fly2k8s.yaml where another count is right",
		Link:      "https://fly.io/docs/apps/app-availability/",
	}
	RuleRestartPolicy = Rule{
		Code: "FLY048", Name: "restart-policy", Severity: Warning,
		Title:     "A Deployment starts again whatever ends",
		Detects:   "`[[restart]]` and restart policies of machines; machines without services that last ended by themselves with status 0",
		Generates: "for a group that is never started again, or that ends by itself, a Job in `once/` that each deploy starts, as each deploy to Fly did, with the retries as backoffLimit; it is suspended while Fly is active. A group with a service, a volume or an open port stays a Deployment, as does a worker that goes on",
		Do:        "check which groups are meant to end, and say otherwise in apps[].groups[].kind of fly2k8s.yaml: job or deployment",
		Link:      "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy",
	}
	RuleImageUser = Rule{
		Code: "FLY049", Name: "image-user", Severity: Warning,
		Title:     "The user of the image needs a number",
		Detects:   "USER, accounts that RUN lines make, known base images",
		Generates: "runAsUser and runAsNonRoot where the number is known; nothing where it isn't, as Kubernetes refuses to start a name",
		Do:        "set apps[].user in fly2k8s.yaml, or a numeric USER in the Dockerfile",
		Link:      "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
	}
)
