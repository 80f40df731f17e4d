package translate_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/inventory"
)

func TestSecretsAreSettledByName(t *testing.T) {
	plan := func(class string) decisions.Decisions {
		return decisions.Decisions{Apps: []decisions.App{{
			Name: "shop", Environments: []decisions.Member{{Env: "production", Fly: "shop"}},
			SecretPlans: []decisions.SecretPlan{{Name: "REDIS_URL", Class: class}},
		}}}
	}
	tests := map[string]struct {
		has     []inventory.Secret
		decided decisions.Decisions
		want    []string
	}{
		"an address of what moves gets a new value":   {has: []inventory.Secret{{Name: "REDIS_URL"}}, want: []string{"FLY039 changed secrets.REDIS_URL"}},
		"a credential of what moves is made again":    {has: []inventory.Secret{{Name: "DOPPLER_TOKEN"}}, want: []string{"FLY039 changed secrets.DOPPLER_TOKEN"}},
		"one that opens Fly alone is left there":      {has: []inventory.Secret{{Name: "FLY_API_TOKEN"}}, want: []string{"FLY039 dropped secrets.FLY_API_TOKEN"}},
		"any other is copied":                         {has: []inventory.Secret{{Name: "STRIPE_KEY"}}},
		"a person may say to copy":                    {has: []inventory.Secret{{Name: "REDIS_URL"}}, decided: plan("copy")},
		"a person may say to drop":                    {has: []inventory.Secret{{Name: "REDIS_URL"}}, decided: plan("drop"), want: []string{"FLY039 dropped secrets.REDIS_URL"}},
		"one that no machine has yet is told of":      {has: []inventory.Secret{{Name: "STRIPE_KEY", State: "staged"}}, want: []string{"FLY038 changed secrets.STRIPE_KEY"}},
		"one that is both is told of for each reason": {has: []inventory.Secret{{Name: "REDIS_URL", State: "staged"}}, want: []string{"FLY038 changed secrets.REDIS_URL", "FLY039 changed secrets.REDIS_URL"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			findings := said(ofOrganisation(t, tt.decided, func(_ *inventory.Snapshot, a *inventory.App) {
				a.Secrets = inventory.CompleteList(tt.has)
			}))
			equal(t, tt.want, append(only(findings, "FLY038"), only(findings, "FLY039")...))
		})
	}
}
