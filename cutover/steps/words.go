package steps

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/shell"
)

func word(s string) string { return shell.Quote(s) }

// newIP sets $new_ip to the address of the gateway.
const newIP = `new_ip="$(kubectl -n gateway get gateway public -o jsonpath='{.status.addresses[0].value}')"`

// file is where the night keeps what it must remember about something.
func file(about, what string) string {
	return "cutover/saved/" + strings.NewReplacer("/", "-", "*", "wildcard", ":", "-").Replace(about) + "." + what
}

// machines lists the ids of a Fly app's machines of one process group (of all,
// when it is empty), without those that this plan put there.
func machines(flyApp, group, state string) string {
	filter := `.config.metadata.fly2k8s == null`
	if group != "" {
		filter += fmt.Sprintf(" and .config.metadata.fly_process_group == %q", group)
	}
	if state != "" {
		filter += fmt.Sprintf(" and .state == %q", state)
	}
	return fmt.Sprintf("fly machine list -a %s --json | jq -r %s", word(flyApp), word(".[] | select("+filter+") | .id"))
}

// each runs a fly machine command on the ids in a file.
func each(verb, flyApp, ids string) string {
	return fmt.Sprintf("xargs -r fly machine %s -a %s < %s", verb, word(flyApp), word(ids))
}

// selector picks an app's objects, or one of its groups'.
func selector(app, group string) string {
	s := "app.kubernetes.io/name=" + app
	if group != "" {
		s += ",app.kubernetes.io/component=" + component(group)
	}
	return "-l " + word(s)
}

// component is a process group as the label has it: cron_jobs is cron-jobs there.
func component(group string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(group)), "-")
}

func scale(namespace, app, group string, replicas int) string {
	return fmt.Sprintf("kubectl -n %s scale deployment,statefulset %s --replicas=%d", word(namespace), selector(app, group), replicas)
}

func rollout(namespace, app, group string) string {
	return fmt.Sprintf("kubectl -n %s rollout status deployment,statefulset %s --timeout=10m", word(namespace), selector(app, group))
}

// ask requests a path of a host through the new address and prints the status.
func ask(host, path string) string {
	return fmt.Sprintf("%s\ncurl -sS -o /dev/null -w '%%{http_code}\\n' --max-time 10 --resolve %s:443:\"$new_ip\" %s",
		newIP, word(host), word("https://"+host+path))
}

// visit requests a path of a host as clients do.
func visit(host, path string) string {
	return fmt.Sprintf("curl -sS -o /dev/null -D - --max-time 10 %s", word("https://"+host+path))
}

// visitAt requests a path of a host from one address.
func visitAt(host, path, address string) string {
	return fmt.Sprintf("curl -sS -o /dev/null -D - --max-time 10 --resolve %s %s", word(host+":443:"+address), word("https://"+host+path))
}
