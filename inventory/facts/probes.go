package facts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/fly2k8s/fly2k8s/internal/shell"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// Probes are the files to run, by path below the facts folder. They write their
// answers to answers/, beside them. Equal snapshots give equal probes.
func Probes(s *inventory.Snapshot) map[string][]byte {
	return map[string][]byte{
		"probes/database.sql": []byte(DatabaseScript),
		"probes/databases.sh": []byte(databasesScript(s)),
		"probes/dns.sh":       []byte(dnsScript(zones(s))),
		"probes/usage.sh":     []byte(usageScript(s)),
		"probes/README.md":    []byte(probesReadme),
	}
}

const scriptHead = `#!/bin/sh
# %s
set -eu
cd "$(dirname "$0")/.."
mkdir -p answers
`

// databasesScript asks each database that something is attached to. Managed
// clusters have no such connection through flyctl, so their URL comes from the
// environment, where it stays.
func databasesScript(s *inventory.Snapshot) string {
	var b strings.Builder
	fmt.Fprintf(&b, scriptHead, "Asks every database what a move has to know. It only reads.")
	for _, c := range s.Clusters {
		for _, db := range attachedDatabases(c) {
			fmt.Fprintf(&b, "fly postgres connect -a %s -d %s < probes/database.sql > %s\n",
				shell.Quote(c.App), shell.Quote(db), shell.Quote(answerFile("database", c.App, db)))
		}
	}
	for _, m := range s.Managed.Items {
		for _, db := range m.Databases.Items {
			url := envName(m.Name, db.Name)
			fmt.Fprintf(&b, "psql -X \"${%s:?set it to the URL of %s, direct and not through the pooler}\" -f probes/database.sql > %s\n",
				url, plainWord(m.Name+"/"+db.Name), shell.Quote(answerFile("database", m.Name, db.Name)))
		}
	}
	return b.String()
}

// attachedDatabases always has postgres, where the roles can be seen even when
// nothing is attached.
func attachedDatabases(c inventory.PostgresCluster) []string {
	var names []string
	for _, a := range c.Attachments.Items {
		names = append(names, a.DatabaseName)
	}
	slices.Sort(names)
	if names = slices.Compact(names); len(names) == 0 {
		return []string{"postgres"}
	}
	return names
}

func answerFile(parts ...string) string {
	ending := ".json"
	if parts[0] == "database" {
		ending = ".txt"
	}
	return "answers/" + strings.Join(parts, "~") + ending
}

// envName is a name for a shell variable that only has letters, digits and _.
func envName(parts ...string) string {
	return plainMap("URL_"+strings.ToUpper(strings.Join(parts, "_")), "_")
}

func plainWord(text string) string { return plainMap(text, "-./_") }

func plainMap(text, also string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(also, r) {
			return r
		}
		return '_'
	}, text)
}

// zones are the registered domains of all hostnames with a certificate.
func zones(s *inventory.Snapshot) []string {
	var found []string
	for _, app := range s.Apps.Items {
		for _, c := range app.Certificates.Items {
			host := strings.TrimPrefix(bare(c.Hostname), "*.")
			domain, err := publicsuffix.EffectiveTLDPlusOne(host)
			if err != nil {
				domain = host // a suffix itself: whoever owns it has a zone for it
			}
			found = append(found, domain)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func usageScript(s *inventory.Snapshot) string {
	var b strings.Builder
	fmt.Fprintf(&b, scriptHead, "Asks Fly's Prometheus for the last two weeks. It only reads.")
	fmt.Fprintf(&b, ": \"${FLY_API_TOKEN:?a read-only token of the organisation}\"\nask() {\n"+
		"  curl -fsS --get -H \"Authorization: $FLY_API_TOKEN\" --data-urlencode \"query=$2\" \\\n"+
		"    %s > \"answers/usage~$1.json\"\n}\n", shell.Quote("https://api.fly.io/prometheus/"+cmp.Or(s.Org.RawSlug, s.Org.Slug)+"/api/v1/query"))
	for _, q := range usageQueries() {
		fmt.Fprintf(&b, "ask %s %s\n", q.name, shell.Quote(q.promQL))
	}
	return b.String()
}
