package facts

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/miekg/dns"
)

// readZoneFile reads RFC 1035 text, such as a provider's export or the output
// of dig +onesoa AXFR. An $INCLUDE is refused by the parser.
func readZoneFile(z *Zone, text []byte) error {
	parser := dns.NewZoneParser(bytes.NewReader(text), dns.Fqdn(z.Name), z.Name)
	parser.SetDefaultTTL(3600)
	records := newCollector()
	for rr, ok := parser.Next(); ok; rr, ok = parser.Next() {
		head := rr.Header()
		value := strings.TrimPrefix(rr.String(), head.String())
		records.add(Record{Name: head.Name, Type: dns.TypeToString[head.Rrtype], TTL: int(head.Ttl), Values: []string{value}})
	}
	if err := parser.Err(); err != nil {
		return err
	}
	z.Records = records.records()
	return nil
}

// cloudflare is the answer of GET /zones/ID/dns_records.
type cloudflare struct {
	Success bool
	Errors  []struct{ Message string }
	Result  []struct {
		Name, Type, Content string
		TTL                 int
		Proxied             bool
		Priority            *int
	}
	ResultInfo struct {
		TotalCount int `json:"total_count"`
	} `json:"result_info"`
}

func isCloudflare(text []byte) bool { return hasKeys(text, "success", "result") }

// readCloudflare: a TTL of 1 means that Cloudflare chooses, as it does for
// everything that it proxies.
func readCloudflare(z *Zone, text []byte) error {
	var answer cloudflare
	if err := json.Unmarshal(text, &answer); err != nil {
		return err
	}
	if !answer.Success {
		why := "no reason given"
		if len(answer.Errors) > 0 {
			why = answer.Errors[0].Message
		}
		return fmt.Errorf("cloudflare refused: %s", why)
	}
	records := newCollector()
	for _, r := range answer.Result {
		if r.TTL == 1 {
			r.TTL = 0
		}
		if r.Priority != nil && (r.Type == "MX" || r.Type == "SRV") {
			r.Content = strconv.Itoa(*r.Priority) + " " + r.Content
		}
		records.add(Record{Name: r.Name, Type: r.Type, TTL: r.TTL, Values: []string{r.Content}, Proxied: r.Proxied})
	}
	if missing := answer.ResultInfo.TotalCount - len(answer.Result); missing > 0 {
		z.Missing = fmt.Sprintf("%d of %d records: the answer is one page of several", missing, answer.ResultInfo.TotalCount)
	}
	z.Records = records.records()
	return nil
}

// isCloudDNS: gcloud dns record-sets list --format=json prints a bare list.
func isCloudDNS(text []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(text), []byte("[")) || hasKeys(text, "rrsets")
}

func readCloudDNS(z *Zone, text []byte) error {
	type rrset struct {
		Name, Type    string
		TTL           int
		RRDatas       []string
		RoutingPolicy json.RawMessage
	}
	var answer struct {
		RRSets        []rrset
		NextPageToken string
	}
	err := json.Unmarshal(text, &answer.RRSets)
	if err != nil {
		err = json.Unmarshal(text, &answer)
	}
	if err != nil {
		return err
	}
	records := newCollector()
	for _, r := range answer.RRSets {
		if len(r.RoutingPolicy) > 0 && len(r.RRDatas) == 0 {
			z.Missing = fmt.Sprintf("%s %s has a routing policy", bare(r.Name), r.Type)
			continue
		}
		records.add(Record{Name: r.Name, Type: r.Type, TTL: r.TTL, Values: r.RRDatas})
	}
	if answer.NextPageToken != "" {
		z.Missing = "the answer is one page of several"
	}
	z.Records = records.records()
	return nil
}

func hasKeys(text []byte, keys ...string) bool {
	var object map[string]json.RawMessage
	if json.Unmarshal(text, &object) != nil {
		return false
	}
	for _, k := range keys {
		if _, ok := object[k]; !ok {
			return false
		}
	}
	return true
}

var errNoRecordSets = errors.New("the answer has no ResourceRecordSets")
