package inventory

import "testing"

func TestPreflight(t *testing.T) {
	whole := Section{Status: Complete}
	tests := map[string]struct {
		token         TokenScope
		says, warning string
	}{
		"a token made for reading": {TokenScope{Org: "acme", Section: whole, ReadOnly: true}, "the token covers all of acme", ""},
		"a token that can write":   {TokenScope{Org: "acme", Section: whole}, "the token covers all of acme", "the token can write; 'fly tokens create readonly acme' makes one that can only read"},
		"a deploy token": {TokenScope{Org: "acme", Section: whole, Apps: []string{"shop"}}, "the token covers 1 app of acme: shop",
			"the token can write; 'fly tokens create readonly acme' makes one that can only read"},
		"a token that may not ask": {TokenScope{Org: "acme", Section: Section{Status: Forbidden, Reason: "403 no"}, ReadOnly: true}, "the token does not tell what it covers (403 no)", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if says, warning := Preflight(test.token); says != test.says || warning != test.warning {
				t.Errorf("says %q, warns %q", says, warning)
			}
		})
	}
}
