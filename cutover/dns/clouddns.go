package dns

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"

	"github.com/fly2k8s/fly2k8s/internal/shell"
)

// cloudDNS uses a transaction: all of it or nothing.
func (z Zone) cloudDNS(c Change) string {
	flags := shell.Words("--zone="+z.ID, "--project="+z.Project)
	lines := []string{"gcloud dns record-sets transaction start " + flags}
	for _, r := range c.Remove {
		lines = append(lines, transaction("remove", r, flags))
	}
	for _, r := range c.Add {
		lines = append(lines, transaction("add", r, flags))
	}
	lines = append(lines, "gcloud dns record-sets transaction execute "+flags)
	return strings.Join(lines, " &&\n")
}

func transaction(verb string, r spec.Record, flags string) string {
	words := []string{"gcloud dns record-sets transaction " + verb, flags,
		shell.Words("--name="+dotted(r.Name), "--type="+r.Type, fmt.Sprintf("--ttl=%d", ttl(r)))}
	for _, v := range r.Values {
		words = append(words, value(target(r, v)))
	}
	return strings.Join(words, " ")
}
