package facts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// Zone is what the DNS says today, as the provider has it and not as some
// resolver remembers it.
type Zone struct {
	// Name is the zone without a dot at its end, such as acme.example.
	Name string `json:"zone"`
	// Provider is zone-file, cloudflare, cloud-dns or route53.
	Provider string `json:"provider"`
	// Taken is when the answer was saved.
	Taken string `json:"taken_at,omitempty"`
	// Missing says what the answer does not hold; empty when it is whole.
	Missing string   `json:"missing,omitempty"`
	Records []Record `json:"records"`
}

// Record is one record set.
type Record struct {
	// Name is whole, without a dot at its end.
	Name string `json:"name"`
	Type string `json:"type"`
	// TTL is in seconds; 0 when the provider chooses it by itself.
	TTL    int      `json:"ttl"`
	Values []string `json:"values"`
	// Proxied: Cloudflare answers with its own addresses.
	Proxied bool `json:"proxied,omitempty"`
	// Set tells several record sets of one name and type apart, where a
	// provider chooses among them.
	Set string `json:"set,omitempty"`
}

// Spec is the zone's records as the spec has them.
func (z Zone) Spec() []spec.Record {
	var out []spec.Record
	for _, r := range z.Records {
		out = append(out, spec.Record{Name: r.Name, Type: r.Type, TTL: r.TTL, Values: slices.Clone(r.Values)})
	}
	return out
}

// collector joins single records into sets.
type collector struct {
	sets  map[[3]string]*Record
	order []*Record
}

func newCollector() *collector { return &collector{sets: map[[3]string]*Record{}} }

// add keeps the lowest TTL of a set: providers demand one, zone files may
// differ.
func (c *collector) add(r Record) {
	r.Name, r.Type = bare(r.Name), strings.ToUpper(r.Type)
	if hostValued(r.Type) {
		for i := range r.Values {
			r.Values[i] = bare(r.Values[i])
		}
	}
	key := [3]string{r.Name, r.Type, r.Set}
	known := c.sets[key]
	if known == nil {
		c.sets[key] = &r
		c.order = append(c.order, &r)
		return
	}
	known.Values = append(known.Values, r.Values...)
	known.TTL = min(known.TTL, r.TTL)
	known.Proxied = known.Proxied || r.Proxied
}

func (c *collector) records() []Record {
	records := make([]Record, 0, len(c.order))
	for _, r := range c.order {
		slices.Sort(r.Values)
		records = append(records, *r)
	}
	slices.SortFunc(records, func(a, b Record) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Type, b.Type), strings.Compare(a.Set, b.Set))
	})
	return records
}

// bare is a name without its last dot, in lower case.
func bare(name string) string { return strings.ToLower(strings.TrimSuffix(name, ".")) }

// hostValued are the types whose value is nothing but a host name.
func hostValued(rtype string) bool {
	return rtype == "CNAME" || rtype == "NS" || rtype == "PTR" || rtype == "ALIAS" || rtype == "ANAME"
}

// ReadZone reads an answer about one zone, whoever gave it: the text of a zone
// file, Cloudflare's list of records, or what gcloud and aws print as JSON.
func ReadZone(name string, text []byte) (Zone, error) {
	zone := Zone{Name: bare(name)}
	read := readZoneFile
	for _, format := range []struct {
		provider string
		fits     func([]byte) bool
		read     func(*Zone, []byte) error
	}{
		{"cloudflare", isCloudflare, readCloudflare},
		{"route53", isRoute53, readRoute53},
		{"cloud-dns", isCloudDNS, readCloudDNS},
	} {
		if format.fits(text) {
			zone.Provider, read = format.provider, format.read
			break
		}
	}
	zone.Provider = cmp.Or(zone.Provider, "zone-file")
	if err := read(&zone, text); err != nil {
		return Zone{}, fmt.Errorf("read dns zone %s: %w", name, err)
	}
	if err := zone.check(); err != nil {
		return Zone{}, fmt.Errorf("read dns zone %s: %w", name, err)
	}
	return zone, nil
}

// check refuses an answer about another zone, and an empty one: every zone has
// at least its name servers, so nothing at all is a failed call.
func (z Zone) check() error {
	if len(z.Records) == 0 {
		return fmt.Errorf("the answer holds no record")
	}
	for _, r := range z.Records {
		if r.Name != z.Name && !strings.HasSuffix(r.Name, "."+z.Name) {
			return fmt.Errorf("the answer holds %s, which is outside of the zone", r.Name)
		}
	}
	return nil
}
