package translate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A partner is a third party that may keep a list of addresses that may call it.
type partner struct {
	Name string
	Seen []string // STRIPE_WEBHOOK_SECRET of acme-api
	List string   // where such a list would be
}

// partnerWords tell a partner by the name of a variable or secret, or by a host
// in its value. Each of them lets its customers restrict callers by address.
var partnerWords = []struct{ name, variable, host, list string }{
	{"Adyen", "ADYEN", "adyen.com", "API credentials, allowed IP range"},
	{"Amazon Web Services", "AWS_ACCESS_KEY_ID", "amazonaws.com", "aws:SourceIp in IAM and bucket policies, security groups"},
	{"Anthropic", "ANTHROPIC_API_KEY", "api.anthropic.com", "the organisation's IP allowlist"},
	{"Auth0", "AUTH0", "auth0.com", "the tenant's access control list"},
	{"Azure", "AZURE", "windows.net", "firewalls of storage accounts and databases"},
	{"BigCommerce", "BIGCOMMERCE", "bigcommerce.com", "API accounts"},
	{"ClickHouse Cloud", "CLICKHOUSE", "clickhouse.cloud", "the service's IP access list"},
	{"Cloudflare", "CLOUDFLARE_API_TOKEN", "api.cloudflare.com", "client IP filtering of the token"},
	{"Confluent", "CONFLUENT", "confluent.cloud", "IP filters"},
	{"Databricks", "DATABRICKS", "databricks.com", "IP access lists of the workspace"},
	{"Elastic Cloud", "ELASTIC", "elastic-cloud.com", "traffic filters"},
	{"GitHub", "GITHUB_", "api.github.com", "the organisation's IP allow list"},
	{"HubSpot", "HUBSPOT", "hubapi.com", "private apps"},
	{"Mail server (SMTP)", "SMTP_", "smtp.", "the relay's list of senders, and SPF of the domain"},
	{"Mailgun", "MAILGUN", "mailgun.net", "IP allowlist of the account"},
	{"MongoDB Atlas", "MONGO", "mongodb.net", "the project's IP access list"},
	{"MySQL server", "MYSQL_", "mysql://", "its firewall, and user@host grants"},
	{"Neon", "NEON_", "neon.tech", "IP Allow of the project"},
	{"Okta", "OKTA", "okta.com", "network zones"},
	{"OpenAI", "OPENAI_API_KEY", "api.openai.com", "the project's IP allowlist"},
	{"PayPal", "PAYPAL", "paypal.com", "IP addresses of the API credential"},
	{"Plaid", "PLAID", "plaid.com", "allowed IPs of the team"},
	{"PlanetScale", "PLANETSCALE", "psdb.cloud", "IP restrictions of the password"},
	{"Salesforce", "SALESFORCE", "salesforce.com", "trusted IP ranges, login IP ranges"},
	{"SendGrid", "SENDGRID", "sendgrid.net", "IP access management"},
	{"SFTP server", "SFTP_", "sftp://", "its firewall"},
	{"Snowflake", "SNOWFLAKE", "snowflakecomputing.com", "network policies"},
	{"Stripe", "STRIPE", "api.stripe.com", "IP restrictions of the API key"},
	{"Supabase", "SUPABASE", "supabase.co", "network restrictions of the database"},
	{"Twilio", "TWILIO", "twilio.com", "IP access control lists of trunks"},
	{"Wise", "WISE_", "wise.com", "IP allowlist of the API token"},
}

// partners are the third parties that production's variables and the names of
// its secrets tell of, by name. It is a list to go through, not a claim.
func partners(company spec.Company) []partner {
	var out []partner
	for _, word := range partnerWords {
		p := partner{Name: word.name, List: word.list}
		see := func(app, variable, value string) {
			if strings.HasPrefix(strings.ToUpper(variable), word.variable) || strings.Contains(strings.ToLower(value), word.host) {
				p.Seen = append(p.Seen, fmt.Sprintf("%s of %s", variable, app))
			}
		}
		for _, a := range company.Apps {
			if a.Env == company.Environments[0].Name {
				variablesOf(a, see)
			}
		}
		if len(p.Seen) > 0 {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b partner) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// variablesOf walks an app's variables and secrets, each name once.
func variablesOf(a spec.App, see func(app, variable, value string)) {
	done := map[string]bool{}
	once := func(name, value string) {
		if !done[name] {
			done[name] = true
			see(a.Name, name, value)
		}
	}
	for _, v := range a.Config {
		once(v.Name, v.Value)
	}
	for _, p := range a.Processes {
		for _, v := range p.Env {
			once(v.Name, v.Value)
		}
	}
	for _, s := range a.Secrets {
		if s.Class == spec.Copy { // what moves or ends is no third party
			once(s.Name, "")
		}
	}
}
