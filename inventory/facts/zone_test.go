package facts_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/inventory/facts"
)

const zoneText = `$ORIGIN acme.example.
$TTL 300
@   IN SOA ns1.acme.example. ops.acme.example. 1 7200 3600 1209600 300
@   IN NS ns1.acme.example.
@   IN A 66.241.125.42
www 3600 IN CNAME acme-web.fly.dev.
*.api IN AAAA 2a09:8280:1::1
_acme-challenge.www IN CNAME www.acme.example.x.flydns.net.
@ IN CAA 0 issue "letsencrypt.org"
@ IN TXT "v=spf1 -all"
`

func TestReadZone(t *testing.T) {
	www := func(ttl int, proxied bool) facts.Record {
		return facts.Record{Name: "www.acme.example", Type: "CNAME", TTL: ttl, Values: []string{"acme-web.fly.dev"}, Proxied: proxied}
	}
	apex := facts.Record{Name: "acme.example", Type: "A", TTL: 300, Values: []string{"66.241.125.42", "66.241.125.43"}}
	tests := map[string]struct {
		text string
		want facts.Zone
	}{
		"cloudflare, with its own choice of ttl": {
			`{"success":true,"errors":[],"result":[{"name":"www.acme.example","type":"CNAME","content":"acme-web.fly.dev","ttl":1,"proxied":true},
			  {"name":"acme.example","type":"A","content":"66.241.125.43","ttl":300},{"name":"acme.example","type":"A","content":"66.241.125.42","ttl":300},
			  {"name":"acme.example","type":"MX","content":"mx.acme.example","ttl":300,"priority":10}],"result_info":{"total_count":4}}`,
			facts.Zone{Name: "acme.example", Provider: "cloudflare", Records: []facts.Record{apex,
				{Name: "acme.example", Type: "MX", TTL: 300, Values: []string{"10 mx.acme.example"}}, www(0, true)}}},
		"cloudflare, one page of several": {
			`{"success":true,"result":[{"name":"www.acme.example","type":"CNAME","content":"acme-web.fly.dev","ttl":60}],"result_info":{"total_count":101}}`,
			facts.Zone{Name: "acme.example", Provider: "cloudflare", Missing: "100 of 101 records: the answer is one page of several", Records: []facts.Record{www(60, false)}}},
		"cloud dns, as gcloud prints it": {
			`[{"kind":"dns#resourceRecordSet","name":"acme.example.","type":"A","ttl":300,"rrdatas":["66.241.125.42","66.241.125.43"]},
			  {"name":"www.acme.example.","type":"CNAME","ttl":3600,"rrdatas":["acme-web.fly.dev."]}]`,
			facts.Zone{Name: "acme.example", Provider: "cloud-dns", Records: []facts.Record{apex, www(3600, false)}}},
		"cloud dns, with a routing policy": {
			`[{"name":"www.acme.example.","type":"CNAME","ttl":3600,"rrdatas":["acme-web.fly.dev."]},{"name":"geo.acme.example.","type":"A","ttl":60,"routingPolicy":{"geo":{}}}]`,
			facts.Zone{Name: "acme.example", Provider: "cloud-dns", Missing: "geo.acme.example A has a routing policy", Records: []facts.Record{www(3600, false)}}},
		"route 53, with an alias, a wildcard and weights": {
			`{"ResourceRecordSets":[{"Name":"www.acme.example.","Type":"CNAME","TTL":60,"ResourceRecords":[{"Value":"acme-web.fly.dev"}]},
			  {"Name":"\\052.acme.example.","Type":"A","AliasTarget":{"HostedZoneId":"Z","DNSName":"lb.acme.example.","EvaluateTargetHealth":false}},
			  {"Name":"w.acme.example.","Type":"A","SetIdentifier":"b","Weight":1,"TTL":60,"ResourceRecords":[{"Value":"192.0.2.2"}]},
			  {"Name":"w.acme.example.","Type":"A","SetIdentifier":"a","Weight":9,"TTL":60,"ResourceRecords":[{"Value":"192.0.2.1"}]}]}`,
			facts.Zone{Name: "acme.example", Provider: "route53", Records: []facts.Record{
				{Name: "*.acme.example", Type: "ALIAS", Values: []string{"lb.acme.example"}, Set: "A"},
				{Name: "w.acme.example", Type: "A", TTL: 60, Values: []string{"192.0.2.1"}, Set: "a"},
				{Name: "w.acme.example", Type: "A", TTL: 60, Values: []string{"192.0.2.2"}, Set: "b"}, www(60, false)}}},
		"a zone file": {
			zoneText,
			facts.Zone{Name: "acme.example", Provider: "zone-file", Records: []facts.Record{
				{Name: "*.api.acme.example", Type: "AAAA", TTL: 300, Values: []string{"2a09:8280:1::1"}},
				{Name: "_acme-challenge.www.acme.example", Type: "CNAME", TTL: 300, Values: []string{"www.acme.example.x.flydns.net"}},
				{Name: "acme.example", Type: "A", TTL: 300, Values: []string{"66.241.125.42"}},
				{Name: "acme.example", Type: "CAA", TTL: 300, Values: []string{`0 issue "letsencrypt.org"`}},
				{Name: "acme.example", Type: "NS", TTL: 300, Values: []string{"ns1.acme.example"}},
				{Name: "acme.example", Type: "SOA", TTL: 300, Values: []string{"ns1.acme.example. ops.acme.example. 1 7200 3600 1209600 300"}},
				{Name: "acme.example", Type: "TXT", TTL: 300, Values: []string{`"v=spf1 -all"`}}, www(3600, false)}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := facts.ReadZone("Acme.Example.", []byte(test.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestReadZoneRefuses(t *testing.T) {
	tests := map[string]struct{ text, says string }{
		"an answer without records":   {`[]`, "no record"},
		"an answer of another zone":   {`[{"name":"other.example.","type":"A","ttl":1,"rrdatas":["192.0.2.1"]}]`, "outside of the zone"},
		"a call that was refused":     {`{"success":false,"errors":[{"message":"Authentication error"}],"result":null}`, "Authentication error"},
		"a page of html":              {"<html><body>login</body></html>", "dns"},
		"an empty file":               {"", "no record"},
		"a file that includes others": {"$INCLUDE /etc/passwd\n", "INCLUDE"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := facts.ReadZone("acme.example", []byte(test.text))
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("zone %+v, error %v, want one about %q", got, err, test.says)
			}
		})
	}
}

func FuzzReadZone(f *testing.F) {
	f.Add([]byte(zoneText))
	f.Add([]byte(`{"success":true,"result":[{"name":"a.acme.example"}]}`))
	f.Add([]byte(`{"ResourceRecordSets":[{"Name":"\\777.acme.example"}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		_, _ = facts.ReadZone("acme.example", text) // must not panic
	})
}
