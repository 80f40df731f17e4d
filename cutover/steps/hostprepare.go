package steps

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/dns"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

func (m *maker) save(r hostRoute) {
	saved := file(r.Name, "records")
	m.add(plan.Step{
		ID: id(plan.Prepare, r.Name, "save"), Phase: plan.Prepare, Wave: r.wave, Owner: "dns", Lead: 3 * day, Blocked: r.blocked,
		Title: "Save today's records of " + r.Name, Notes: []string{"Mail records (MX, SPF, DKIM) stay as they are; nothing here touches them."},
		Commands: []string{fmt.Sprintf("mkdir -p cutover/saved\nfor type in A AAAA CNAME CAA TXT; do dig +noall +answer %s \"$type\"; done | sort -u | tee %s", word(r.Name), word(saved))},
		Verify:   []plan.Check{{Run: "cat " + word(saved), Expect: printed(r.today)}},
		Undo:     nothing("it is a file"), Estimate: guess(60, "one look-up"), Effects: []plan.Effect{r.effect(plan.Save, "")},
	})
}

func printed(records []spec.Record) string {
	if len(records) == 0 {
		return "the records that the provider shows"
	}
	var lines []string
	for _, r := range records {
		lines = append(lines, fmt.Sprintf("%s %d %s %s", r.Name, r.TTL, r.Type, strings.Join(r.Values, " ")))
	}
	return strings.Join(lines, "; ")
}

func (m *maker) authorise(r hostRoute) {
	name := strings.TrimPrefix(r.Name, "*.")
	m.add(plan.Step{
		ID: id(plan.Prepare, r.Name, "authorise"), Phase: plan.Prepare, Wave: r.wave, Owner: "dns", After: []string{platform}, Lead: 7 * day, Blocked: r.zone.Missing(),
		Title:    "Prove to Google that we own " + name,
		Notes:    []string{"The record has a name of its own for each project, so it does not clash with Fly's _acme-challenge. Keep it: renewals need it."},
		Commands: []string{quoted("gcloud certificate-manager dns-authorizations list --filter=%s --format='value(dnsResourceRecord.name,dnsResourceRecord.type,dnsResourceRecord.data)' --project=%s", "domain="+name, m.Env.Project)},
		Verify: []plan.Check{{
			Run:    fmt.Sprintf("record=\"$(gcloud certificate-manager dns-authorizations list --filter=%s --format='value(dnsResourceRecord.name)' %s)\"\ndig +short CNAME \"$record\"", word("domain="+name), m.projectFlag()),
			Expect: "the data that the command above printed: add that CNAME at " + provider(r.zone) + " first",
		}},
		Undo: nothing("it only proves ownership"), Estimate: guess(300, "one record"), Effects: []plan.Effect{r.effect(plan.Authorise, "")},
	})
}

func provider(z dns.Zone) string {
	if z.Provider == "" || z.Provider == "by-hand" {
		return "whoever answers for " + z.Name
	}
	return z.Provider
}

// caa lets Google's authority in where CAA records keep it out. Let's Encrypt
// stays, since Fly renews its certificates until the end.
func (m *maker) caa(r hostRoute) {
	if !CAA(r.Host) {
		return
	}
	var old []spec.Record
	for _, rec := range r.Records {
		if rec.Type == "CAA" {
			old = append(old, rec)
		}
	}
	wider := spec.Record{Name: old[0].Name, Type: "CAA", TTL: old[0].TTL, Values: append(append([]string{}, old[0].Values...), `0 issue "pki.goog"`)}
	change := dns.Change{Remove: old[:1], Add: []spec.Record{wider}}
	m.add(plan.Step{
		ID: id(plan.Prepare, r.Name, "caa"), Phase: plan.Prepare, Wave: r.wave, Owner: "dns", After: []string{id(plan.Prepare, r.Name, "save")}, Lead: 7 * day, Blocked: r.zone.Missing(),
		Title: "Let Google's authority issue for " + r.Name, Commands: []string{r.zone.Command(change)},
		Verify: []plan.Check{{Run: r.zone.Shown(old[0].Name, "CAA"), Expect: `one line with issue "pki.goog", beside those that were there`}},
		Undo:   nothing("it permits, it does not do"), Estimate: guess(300, "one record"), Effects: []plan.Effect{r.effect(plan.CAA, "")},
	})
}

func (m *maker) certificate(r hostRoute) {
	s := plan.Step{
		ID: id(plan.Prepare, r.Name, "certificate"), Phase: plan.Prepare, Wave: r.wave, Owner: "dns", Waits: true, Lead: 5 * day,
		After: append([]string{platform, id(plan.Prepare, r.Name, "authorise")}, maybe(id(plan.Prepare, r.Name, "caa"))...),
		Title: "Wait until Google's certificate for " + r.Name + " is active",
		Verify: []plan.Check{
			{Run: quoted("gcloud certificate-manager certificates list --filter=%s --format='value(name,managed.state)' --project=%s", "managed.domains:"+strings.TrimPrefix(r.Name, "*."), m.Env.Project), Expect: "ACTIVE"},
			{Run: ask(r.asked(), r.path), Expect: "any status, but no TLS error: 404, 502 or 503 is right as long as nothing runs there"},
		},
		Undo: nothing("two valid certificates harm nobody"), Estimate: guess(3600, "minutes to an hour once the record is seen"), Timeout: day * 3600,
		Effects: []plan.Effect{r.effect(plan.Certificate, "")},
	}
	if !r.http {
		s.Notes = append(s.Notes, "The app speaks raw TCP: it ends TLS itself, if at all. Check the app's own certificate instead.")
	}
	m.add(s)
}

// lowerTTL comes days before, since the old TTL must pass before the new one
// means anything.
func (m *maker) lowerTTL(r hostRoute) {
	low := dns.Change{Remove: r.today, Add: withTTL(r.today, r.low)}
	lowered, wait := id(plan.Prepare, r.Name, "ttl"), id(plan.Prepare, r.Name, "expire")
	m.add(plan.Step{
		ID: lowered, Phase: plan.Prepare, Wave: r.wave, Owner: "dns", After: []string{id(plan.Prepare, r.Name, "save")}, Lead: 2 * day, Blocked: r.blocked,
		Title: fmt.Sprintf("Lower the TTL of %s from %d to %d seconds", r.Name, r.ttl, r.low), Commands: commands(r, low),
		Verify:  []plan.Check{{Run: r.zone.Shown(r.Name, "A"), Expect: fmt.Sprintf("TTL %d", r.low)}},
		Undo:    plan.Undo{Commands: commands(r, low.Back()), Effects: []plan.Effect{r.effect(plan.TTL, strconv.Itoa(r.ttl))}},
		Effects: []plan.Effect{r.effect(plan.TTL, r.lowTTL())}, Estimate: guess(120, "one change"),
	})
	m.add(plan.Step{
		ID: wait, Phase: plan.Prepare, Wave: r.wave, Owner: "dns", After: []string{lowered}, Waits: true, Lead: 1 + r.ttl/3600,
		Title:  fmt.Sprintf("Wait out the old TTL of %s: %d seconds", r.Name, r.ttl),
		Verify: []plan.Check{{Run: "dig +noall +answer @1.1.1.1 " + word(r.asked()) + " A\ndig +noall +answer @8.8.8.8 " + word(r.asked()) + " A", Expect: fmt.Sprintf("a TTL of at most %d from both", r.low)}},
		Undo:   nothing("waiting changes nothing"), Estimate: plan.Estimate{Seconds: r.ttl, From: "the old TTL"},
		Effects: []plan.Effect{r.effect(plan.Expire, strconv.Itoa(r.ttl))}, Timeout: r.ttl + 3600,
	})
}

// commands of a change, unless what it changes isn't known.
func commands(r hostRoute, c dns.Change) []string {
	if r.blocked != "" {
		return nil
	}
	return []string{r.zone.Command(c)}
}
