package dns

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/shell"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// byHand says what to type where, and waits until the zone's own servers
// answer with it.
func (z Zone) byHand(c Change) string {
	lines := []string{fmt.Sprintf("printf '%%s\\n' %s", shell.Quote("In the DNS of "+z.Name+", all in one go:"))}
	for _, r := range c.Remove {
		lines = append(lines, say("remove", r))
	}
	for _, r := range c.Add {
		lines = append(lines, say("add", r))
	}
	lines = append(lines, fmt.Sprintf("ns=\"$(dig +short NS %s | head -n 1)\"", shell.Quote(z.Name)))
	for _, r := range c.Add {
		lines = append(lines, z.until(r, words(r)))
	}
	for _, r := range c.Remove {
		if !slices.ContainsFunc(c.Add, func(a spec.Record) bool { return a.Type == r.Type }) {
			lines = append(lines, z.until(r, "''"))
		}
	}
	return strings.Join(lines, "\n")
}

func say(verb string, r spec.Record) string {
	line := fmt.Sprintf("printf '  %s  %%s  %%s  TTL %%s  %%s\\n' %s", verb, shell.Words(strings.TrimSuffix(r.Name, "."), r.Type, fmt.Sprint(ttl(r))))
	return line + " " + words(r)
}

// words are a record's values, sorted, as one shell word.
func words(r spec.Record) string {
	if len(r.Values) == 1 {
		return value(target(r, r.Values[0]))
	}
	var all []string
	for _, v := range r.Values {
		all = append(all, target(r, v))
	}
	slices.Sort(all)
	return shell.Quote(strings.Join(all, " "))
}

func (z Zone) until(r spec.Record, want string) string {
	return fmt.Sprintf("until [ \"$(dig +short @\"$ns\" %s %s | sort | paste -s -d ' ' -)\" = %s ]; do sleep 10; done",
		shell.Quote(strings.TrimSuffix(r.Name, ".")), r.Type, want)
}
