package verify

import (
	"strings"
	"testing"
)

// The values are put together here, so that no scanner takes this file for a leak.
func TestCredentialsAreKnownByTheirShape(t *testing.T) {
	long := func(n int) string { return strings.Repeat("aB3dE5gH7j", n/10+1)[:n] }
	hex := strings.Repeat("0a1b2c3d", 8)
	tests := map[string]struct {
		line string
		want bool
	}{
		"an RSA key":                          {"-----BEGIN RSA " + "PRIVATE KEY-----", true},
		"a service account's key":             {`"private_key": "-----BEGIN ` + `PRIVATE KEY-----\nMIIE`, true},
		"a service account's key id":          {`"private_key_id": "` + hex[:40] + `"`, true},
		"a Fly token":                         {"FLY_API_TOKEN: FlyV1 fm2_" + long(60), true},
		"a Fly token without its scheme":      {"- fo1_" + long(43), true},
		"an AWS access key":                   {"AWS_ACCESS_KEY_ID=AKIA" + "IOSFODNN7ABCDEFG", true},
		"an AWS secret key":                   {"AWS_SECRET_ACCESS_KEY=" + long(40), true},
		"a Tigris key":                        {"value: tid_" + long(30), true},
		"a Google API key":                    {"key=AIza" + long(35), true},
		"a Google client secret":              {"GOCSPX-" + long(28), true},
		"a GitHub token":                      {"ghp_" + long(36), true},
		"a fine-grained GitHub token":         {"github_pat_" + long(82), true},
		"a Slack token":                       {"xoxb-123456789012-" + long(24), true},
		"a Slack webhook":                     {"https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/" + long(24), true},
		"a Stripe live key":                   {"sk_live_" + long(24), true},
		"a Stripe test key":                   {"sk_test_" + long(24), true},
		"a Stripe webhook secret":             {"whsec_" + long(32), true},
		"a Doppler service token":             {"DOPPLER_TOKEN=dp.st.prd." + long(40), true},
		"an Anthropic key":                    {"sk-ant-api03-" + long(80), true},
		"a signed web token":                  {"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0." + long(43), true},
		"a Postgres address":                  {"DATABASE_URL=postgres://shop:" + "hunter22@db.internal:5432/shop", true},
		"a Redis address without a user":      {"redis://:" + "hunter22@cache.internal:6379", true},
		"a Telegram token":                    {"123456789:AA" + long(33), true},
		"a bearer header":                     {"Authorization: Bearer " + long(24), true},
		"an unknown secret's value":           {"SESSION_SECRET: " + long(32), true},
		"an unknown secret in hexadecimal":    {`SECRET_KEY_BASE="` + hex + `"`, true},
		"an image's digest":                   {"digest: sha256:" + hex, false},
		"a secret's name in the store":        {"- {secretKey: STRIPE_WEBHOOK_SECRET, remoteRef: {key: STRIPE_WEBHOOK_SECRET}}", false},
		"a reference to a secret of CI":       {"token: ${{ secrets.GITHUB_TOKEN }}", false},
		"a secret's resource name":            {"secret: projects/acme/secrets/API_KEY_2/versions/latest", false},
		"an address with a variable":          {"postgres://shop:${PASSWORD}@db:5432/shop", false},
		"an address that shows where it goes": {"postgres://user:" + "password@db.example:5432/shop", false},
		"an address with a port":              {"http://acme-ml.internal:8000", false},
		"a name that ends in token":           {"dopplerToken: {name: doppler-token-auth-api, key: dopplerToken}", false},
		"a key of an object":                  {"key: shop-DATABASE_URL", false},
		"a file's path":                       {"private_key: /var/run/secrets/tokens2/gcp-ksa", false},
	}
	all := patterns()
	for name, test := range tests {
		if got := credential(test.line, all); (got != "") != test.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
