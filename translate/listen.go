package translate

import (
	"regexp"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// Fly's private network is IPv6, so apps listen on addresses that a pod doesn't
// have, or that only an IPv6 client reaches.
var (
	flyAddress = regexp.MustCompile(`fly-local-6pn|fly-global-services`)
	// a whole value: ::, [::], [::]:8080, tcp://[::]:8080
	anyValue = regexp.MustCompile(`^(\w+://)?(?:::|\[::\])(:\d+)?$`)
	// an option inside a shell's line: --host ::, -b=[::]:8080
	anyOption = regexp.MustCompile(`(\s--?[a-z-]+[ =])(?:::|\[::\])(:\d+)?(\s|$)`)
)

// listen rewrites an address to listen on for IPv4.
func listen(value string) (string, bool) {
	out := flyAddress.ReplaceAllString(value, "0.0.0.0")
	out = anyValue.ReplaceAllString(out, "${1}0.0.0.0${2}")
	out = anyOption.ReplaceAllString(out, "${1}0.0.0.0${2}${3}")
	return out, out != value
}

// ipv4 rewrites a variable that asks for IPv6 (the names are Phoenix's and
// Erlang's own), or that holds an address to listen on.
func ipv4(name, value string) (string, bool) {
	switch {
	case name == "ECTO_IPV6" && value != "false":
		return "false", true
	case strings.Contains(value, "inet6_tcp"):
		return strings.ReplaceAll(value, "inet6_tcp", "inet_tcp"), true
	}
	return listen(value)
}

// listens rewrites a command's words. The view keeps them as they were.
func listens(v view, p *spec.Process, l *ledger) {
	p.Entrypoint, p.Args = slices.Clone(p.Entrypoint), slices.Clone(p.Args)
	for _, words := range []struct {
		list  []string
		field string
		to    string
	}{{p.Entrypoint, v.entry, "entrypoint"}, {p.Args, v.command, "args"}} {
		for i, w := range words.list {
			if out, ok := listen(w); ok {
				words.list[i] = out
				l.remark(report.RuleIPv6, report.Changed, words.field, words.to, "it listens on an address of Fly's IPv6 network; on 0.0.0.0 instead")
			}
		}
	}
}
