package source

import (
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/report"
)

// meaning is what a hit comes to on GKE. do replaces the rule's advice, and note
// its severity, where the case is milder.
type meaning struct {
	rule    report.Rule
	outcome report.Outcome
	why, do string
	note    bool
}

// meaningOf knows every kind. What has no equal is undecided: a person changes
// the code, or accepts the rule with a reason.
func meaningOf(h Hit) meaning {
	switch h.Kind {
	case Internal:
		return internalMeaning(h)
	case Flycast:
		return meaning{rule: report.RuleFlycast, outcome: report.Changed, why: h.Name + ".flycast keeps its name inside the cluster, without waking anybody up"}
	case FlyVariable:
		return variableMeaning(h)
	case RequestHeader:
		return meaning{rule: report.RuleRequestHeaders, outcome: report.Changed, why: "the code reads " + h.Name + ", which Google's load balancer sends only when it is told to"}
	case Replay:
		return meaning{rule: report.RuleReplay, outcome: report.Undecided, why: "the code uses " + h.Name + ", and nothing on GKE answers to it"}
	case MachinesAPI:
		return machinesMeaning(h)
	case FlySocket:
		return meaning{rule: report.RuleFlySocket, outcome: report.Undecided, why: "the code talks to /.fly/api, which no pod has"}
	case IPv6, UDPBind:
		return bindMeaning(h)
	case LiteFS:
		return meaning{rule: report.RuleExtensions, outcome: report.Undecided, why: "it relies on " + h.Name + ", which Fly runs", do: liteFSAdvice(h.Name)}
	}
	return appMeaning(h)
}

func appMeaning(h Hit) meaning {
	switch h.Kind {
	case RedisREST:
		return meaning{rule: report.RuleRedisREST, outcome: report.Undecided, why: "it uses " + h.Name + ", which speaks HTTPS and not Redis's protocol"}
	case LongConnection:
		return meaning{rule: report.RuleTimeout, outcome: report.Changed, why: "the code keeps connections open (" + h.Name + "), and the load balancer ends each after its time-out", do: "set apps[].timeout to 86400 in fly2k8s.yaml if it is not, and let clients reconnect"}
	case KeepAlive:
		return meaning{rule: report.RuleKeepAlive, outcome: report.Changed, note: true, why: "the code sets " + h.Name + " itself", do: "make it more than 600 s, then set apps[].keepAlive to set in fly2k8s.yaml"}
	case GRPC:
		return grpcMeaning(h)
	case Peers:
		return meaning{rule: report.RuleInternalNames, outcome: report.Changed, note: true, why: "copies of the app find each other by name (" + h.Name + ")", do: "let it ask for A records: the cluster's addresses are IPv4"}
	case Tigris:
		return meaning{rule: report.RuleTigris, outcome: report.Changed, why: "it names Tigris's endpoint " + h.Name}
	case FlyDevHost:
		return hostMeaning(h)
	case ImageCron:
		return meaning{rule: report.RuleSchedule, outcome: report.Changed, why: h.Name + " runs jobs inside a container, so each copy of it runs them", do: "make each line a CronJob, or keep the process at one copy; it must run on one side only during the overlap"}
	case CodeCron:
		return meaning{rule: report.RuleOverlap, outcome: report.Changed, why: "the app runs jobs by itself (" + h.Name + "), so they run once per copy and on both sides", do: "keep it at one copy or lock the jobs, and switch them off on one side during the overlap"}
	case Deploy:
		return meaning{rule: report.RuleDeployWorkflow, outcome: report.Changed, note: !workflow(h.File), why: "it deploys to Fly or asks Fly with " + h.Name}
	case BuildHost:
		return buildMeaning(h)
	case Metrics:
		return meaning{rule: report.RuleMetrics, outcome: report.Changed, why: "it uses " + h.Name + ", which Fly provides"}
	}
	return meaning{rule: report.RuleKeepAlive, outcome: report.Changed, note: true, why: h.Name + " answers requests"}
}

func internalMeaning(h Hit) meaning {
	name := h.Name
	if name == "" {
		name = "a computed name"
	}
	switch h.Form {
	case "app":
		return meaning{rule: report.RuleInternalNames, outcome: report.Changed, why: name + " below .internal keeps its name inside the cluster; it is one address there, not one per machine", do: "use the Service's own name over time; set apps[].peers of the called app in fly2k8s.yaml where a client wants every copy's address"}
	case "org":
		return meaning{rule: report.RuleInternalNames, outcome: report.Undecided, why: h.Name + ".internal asks Fly's DNS about the organisation, and no DNS answers that here"}
	}
	return meaning{rule: report.RuleInternalNames, outcome: report.Undecided, why: fmt.Sprintf("it asks for %s below .internal by %s, which has no equal", name, h.Form)}
}

func variableMeaning(h Hit) meaning {
	switch h.Name {
	case "FLY_PUBLIC_IP", "FLY_IMAGE_REF", "FLY_STANDBY_FOR", "FLY_TEST_MACHINE_IP", "FLY_TEST_COMMAND", "FLY_SERVER_NAME", "FLY_IMAGE_REPO_DIGEST", "LITEFS_PRIMARY":
		return meaning{rule: report.RuleFlyEnv, outcome: report.Undecided, why: "the code reads " + h.Name + ", and nothing in a pod is its equal", do: "take it out of the code, or give it a value in apps[].env of fly2k8s.yaml"}
	}
	return meaning{rule: report.RuleFlyEnv, outcome: report.Changed, note: h.Name == "FLY_APP_NAME" || h.Name == "FLY_PROCESS_GROUP", why: "the code reads " + h.Name + ", which Fly sets; the pod gets the nearest that Kubernetes knows"}
}

func machinesMeaning(h Hit) meaning {
	if h.Name == "api.fly.io" {
		return meaning{rule: report.RuleOutsideLaunch, outcome: report.Changed, why: "it asks Fly's own API or metrics (" + h.Name + "), which end with the organisation", do: "find out what it asks for, and where that comes from on GKE"}
	}
	return meaning{rule: report.RuleOutsideLaunch, outcome: report.Undecided, why: "it may make or stop machines (" + h.Name + ")", do: "rewrite it to create Jobs, with a Role that may do that; or accept the rule when it only reads"}
}

func bindMeaning(h Hit) meaning {
	if h.Kind == UDPBind {
		return meaning{rule: report.RuleRawPorts, outcome: report.Undecided, why: "fly-global-services is an address that only Fly's machines have", do: "bind UDP to 0.0.0.0"}
	}
	return meaning{rule: report.RuleIPv6, outcome: report.Changed, note: h.Name == "inet6", why: "the code asks for IPv6 (" + h.Name + "), and the cluster's network has IPv4 alone"}
}

func grpcMeaning(h Hit) meaning {
	if h.Name == GRPCHealth {
		return meaning{rule: report.RuleH2, outcome: report.Changed, note: true, why: "the code speaks of gRPC's health service", do: "set apps[].grpc to health in fly2k8s.yaml if the server registers it"}
	}
	return meaning{rule: report.RuleH2, outcome: report.Changed, note: true, why: "the code starts a gRPC server", do: "set apps[].grpc in fly2k8s.yaml if it answers the internet"}
}

func buildMeaning(h Hit) meaning {
	if h.Form == "fly" {
		return meaning{rule: report.RuleBuildTimeHost, outcome: report.Changed, why: h.Name + " builds a host of Fly's into what the browser gets"}
	}
	return meaning{rule: report.RuleBuildTimeHost, outcome: report.Changed, note: true, why: h.Name + " builds a host into what the browser gets", do: "nothing while the host keeps its name; else build again"}
}

func hostMeaning(h Hit) meaning {
	if h.Name == "" {
		return meaning{rule: report.RuleFlyDevHost, outcome: report.Changed, why: "it matches hosts below fly.dev, and the app won't be one any more", do: "add the new host names to the pattern or list"}
	}
	return meaning{rule: report.RuleFlyDevHost, outcome: report.Changed, why: h.Name + ".fly.dev stays with Fly when the app leaves"}
}

func liteFSAdvice(name string) string {
	if name == "consul" {
		return "elect a leader with a Kubernetes Lease, or run Consul yourself"
	}
	return "run one writer with backups (Litestream), or move to Postgres; a copy of a live SQLite file is not a backup"
}
