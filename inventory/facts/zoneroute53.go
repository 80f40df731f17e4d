package facts

import (
	"cmp"
	"encoding/json"
	"regexp"
	"strconv"
)

// route53 is what aws route53 list-resource-record-sets prints.
type route53 struct {
	ResourceRecordSets []struct {
		Name, Type, SetIdentifier string
		TTL                       int
		ResourceRecords           []struct{ Value string }
		AliasTarget               *struct{ DNSName string }
	}
	IsTruncated bool
}

func isRoute53(text []byte) bool { return hasKeys(text, "ResourceRecordSets") }

// readRoute53: an alias has no TTL of its own and no type that other servers
// know; it is kept as ALIAS, with its target.
func readRoute53(z *Zone, text []byte) error {
	var answer route53
	if err := json.Unmarshal(text, &answer); err != nil {
		return err
	}
	if answer.ResourceRecordSets == nil {
		return errNoRecordSets
	}
	records := newCollector()
	for _, r := range answer.ResourceRecordSets {
		record := Record{Name: unescape(r.Name), Type: r.Type, TTL: r.TTL, Set: r.SetIdentifier}
		if r.AliasTarget != nil {
			record.Type = "ALIAS"
			record.Set = cmp.Or(r.SetIdentifier, r.Type)
			record.Values = []string{unescape(r.AliasTarget.DNSName)}
		}
		for _, v := range r.ResourceRecords {
			record.Values = append(record.Values, v.Value)
		}
		records.add(record)
	}
	if answer.IsTruncated {
		z.Missing = "the answer is one page of several"
	}
	z.Records = records.records()
	return nil
}

var octal = regexp.MustCompile(`\\[0-3][0-7][0-7]`)

// unescape reads Route 53's octal letters: a wildcard comes as \052.
func unescape(name string) string {
	return octal.ReplaceAllStringFunc(name, func(code string) string {
		n, err := strconv.ParseUint(code[1:], 8, 8)
		if err != nil {
			return code
		}
		return string(rune(n))
	})
}
