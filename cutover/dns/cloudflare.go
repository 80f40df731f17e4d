package dns

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/shell"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

const cloudflareAPI = "https://api.cloudflare.com/client/v4/zones/"

// cloudflare deletes and posts in one batch request. A record's id changes
// whenever it is made anew, so ids are looked up at that moment.
func (z Zone) cloudflare(c Change) string {
	zone := cloudflareAPI + z.ID + "/dns_records"
	auth := `-H "Authorization: Bearer $CLOUDFLARE_API_TOKEN"`
	return strings.Join([]string{
		fmt.Sprintf("old=\"$(curl -fsS %s %s | jq %s)\" &&", auth,
			shell.Quote(zone+"?per_page=100&name="+names(c)), shell.Quote("[.result[] | select("+types(c.Remove)+") | {id}]")),
		fmt.Sprintf("body=\"$(jq -n --argjson old \"$old\" %s %s)\" &&", addresses(c), shell.Quote("{deletes: $old, posts: "+z.posts(c)+"}")),
		fmt.Sprintf("curl -fsS -X POST %s -H 'Content-Type: application/json' --data \"$body\" %s | jq -e .success", auth, shell.Quote(zone+"/batch")),
	}, "\n")
}

func names(c Change) string {
	for _, r := range append(append([]spec.Record{}, c.Remove...), c.Add...) {
		return strings.TrimSuffix(r.Name, ".")
	}
	return ""
}

func types(records []spec.Record) string {
	if len(records) == 0 {
		return "false"
	}
	var tests []string
	for _, r := range records {
		tests = append(tests, fmt.Sprintf(".type == %q", r.Type))
	}
	return strings.Join(tests, " or ")
}

// posts is a jq expression: records as Cloudflare takes them.
func (z Zone) posts(c Change) string {
	type record struct {
		Type    string `json:"type"`
		Name    string `json:"name"`
		Content string `json:"content"`
		TTL     int    `json:"ttl"`
		Proxied bool   `json:"proxied"`
	}
	posts := []record{}
	for _, r := range c.Add {
		for _, v := range r.Values {
			post := record{r.Type, strings.TrimSuffix(r.Name, "."), strings.TrimSuffix(v, "."), ttl(r), c.Proxied}
			if c.Proxied {
				post.TTL = 1 // automatic, the only one that Cloudflare's proxy takes
			}
			posts = append(posts, post)
		}
	}
	return expression(posts)
}

// expression is a value as jq, in which the new addresses are variables.
func expression(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings, numbers and booleans always marshal
	}
	s := strings.ReplaceAll(string(data), `"`+NewIPv6+`"`, NewIPv6)
	return strings.ReplaceAll(s, `"`+NewIP+`"`, NewIP)
}

// addresses hands the shell's variables to jq, if the change needs them.
func addresses(c Change) string {
	var args []string
	for _, name := range []string{NewIP, NewIPv6} {
		if uses(c, name) {
			args = append(args, fmt.Sprintf("--arg %s \"%s\"", name[1:], name))
		}
	}
	return strings.Join(args, " ")
}

func uses(c Change, v string) bool {
	for _, r := range append(append([]spec.Record{}, c.Remove...), c.Add...) {
		for _, have := range r.Values {
			if have == v {
				return true
			}
		}
	}
	return false
}
