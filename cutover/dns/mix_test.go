package dns

import (
	"strings"
	"testing"
)

func mix(percent int) Mix {
	return Mix{Name: "api.acme.example", Type: "A", TTL: 60, Old: []string{"203.0.113.1"}, New: []string{NewIP}, Percent: percent}
}

func TestSharesAsEachProviderTakesThem(t *testing.T) {
	google := Zone{Name: "acme.example", Provider: "cloud-dns", ID: "acme", Project: "p"}
	amazon := Zone{Name: "acme.example", Provider: "route53", ID: "Z1"}
	tests := map[string]struct {
		zone   Zone
		mixes  []Mix
		want   []string
		absent string
	}{
		"Cloud DNS weighs two items": {google, []Mix{mix(10)},
			[]string{"[record-sets] [create] [api.acme.example.]", "[--ttl=60] [--routing-policy-type=WRR] [--routing-policy-item=weight=90,rrdatas=203.0.113.1] [--routing-policy-item=weight=10,rrdatas=203.0.113.9]"}, "rrdatas=203.0.113.1,"},
		"Cloud DNS ends with a plain set":  {google, []Mix{mix(100)}, []string{"[--rrdatas=203.0.113.9]"}, "WRR"},
		"Cloud DNS goes back to the old":   {google, []Mix{mix(0)}, []string{"[--rrdatas=203.0.113.1]"}, "WRR"},
		"Route 53 makes two weighted sets": {amazon, []Mix{mix(50)}, []string{`"SetIdentifier": "fly"`, `"SetIdentifier": "gke"`, `"Weight": 50`, `"Action": "DELETE"`, `"Weight": 7`}, "TXT"},
		"Route 53 ends with a plain set":   {amazon, []Mix{mix(100)}, []string{`"Action": "DELETE"`, `"Action": "CREATE"`, `"Value": "203.0.113.9"`}, `"SetIdentifier": "gke"`},
		"Route 53 drops a family":          {amazon, []Mix{mix(100), {Name: "api.acme.example", Type: "AAAA", TTL: 60, Old: []string{"2001:db8::1"}, Percent: 100}}, []string{`"Value": "2001:db8::9"`}, `"Value": "2001:db8::1"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := ran(t, tt.zone.Mixed(tt.mixes...))
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("lacks %s:\n%s", want, got)
				}
			}
			if strings.Contains(got, tt.absent) {
				t.Errorf("has %s:\n%s", tt.absent, got)
			}
		})
	}
}

func TestAWildcardIsFoundAsRoute53ListsIt(t *testing.T) {
	if got, want := listed53("*.acme.example"), `"\\052.acme.example."`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
