package dns

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/shell"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

type change53 struct {
	Action string
	Set    set53 `json:"ResourceRecordSet"`
}

type set53 struct {
	Name    string
	Type    string
	ID      string `json:"SetIdentifier,omitempty"` // of one of several weighted sets
	Weight  *int   `json:",omitempty"`
	TTL     int
	Records []value53 `json:"ResourceRecords"`
}

type value53 struct{ Value string }

// route53 sends one change batch, which Route 53 applies whole or not at all.
func (z Zone) route53(c Change) string {
	changes := []change53{}
	for _, r := range c.Remove {
		changes = append(changes, change53{"DELETE", set(r)})
	}
	for _, r := range c.Add {
		changes = append(changes, change53{"CREATE", set(r)})
	}
	return strings.Join([]string{
		fmt.Sprintf("batch=\"$(jq -n %s %s)\" &&", addresses(c), shell.Quote("{Changes: "+expression(changes)+"}")),
		fmt.Sprintf("change=\"$(aws route53 change-resource-record-sets --hosted-zone-id %s --change-batch \"$batch\" --query ChangeInfo.Id --output text)\" &&", shell.Quote(z.ID)),
		`aws route53 wait resource-record-sets-changed --id "$change"`,
	}, "\n")
}

func set(r spec.Record) set53 {
	s := set53{Name: dotted(r.Name), Type: r.Type, TTL: ttl(r), Records: []value53{}}
	for _, v := range r.Values {
		s.Records = append(s.Records, value53{target(r, v)})
	}
	return s
}
