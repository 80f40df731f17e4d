package facts

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/shell"
)

// dnsScript asks the provider that is named on the command line: only the
// zone's owner knows which it is. A zone file needs no script.
func dnsScript(zones []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, scriptHead, "Saves the DNS zones as their provider has them. It only reads.")
	b.WriteString(dnsFunctions)
	for _, z := range zones {
		fmt.Fprintf(&b, "save %s\n", shell.Quote(z))
	}
	return b.String()
}

// dnsFunctions: per_page is what Cloudflare sends at most; gcloud and aws page
// by themselves.
const dnsFunctions = `provider=${1:?usage: dns.sh cloudflare|cloud-dns|route53}
cloudflare() {
  id=$(curl -fsS -H "Authorization: Bearer ${CLOUDFLARE_API_TOKEN:?a token that may read the zone}" \
    "https://api.cloudflare.com/client/v4/zones?name=$1" | jq -er '.result[0].id')
  curl -fsS -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" \
    "https://api.cloudflare.com/client/v4/zones/$id/dns_records?per_page=5000"
}
cloud_dns() {
  zone=$(gcloud dns managed-zones list --filter="dnsName=$1." --format='value(name)')
  gcloud dns record-sets list --zone="$zone" --format=json
}
route53() {
  id=$(aws route53 list-hosted-zones-by-name --dns-name "$1" --max-items 1 --query 'HostedZones[0].Id' --output text)
  aws route53 list-resource-record-sets --hosted-zone-id "$id" --output json
}
save() {
  case $provider in
    cloudflare) cloudflare "$1" ;;
    cloud-dns) cloud_dns "$1" ;;
    route53) route53 "$1" ;;
    *) echo "unknown provider $provider" >&2; exit 2 ;;
  esac > "answers/dns~$1.json"
}
`

const probesReadme = `# Probes

What the Fly API doesn't hold, asked by you. Every script here only reads, and
puts what it is told into answers/. Run what applies, look at the answers, then
let fly2k8s read them back: it writes databases/, dns/ and usage.yaml.

| script | asks | needs |
| --- | --- | --- |
| databases.sh | each PostgreSQL database: settings, roles, tables without keys, sizes | flyctl, psql |
| dns.sh PROVIDER | cloudflare, cloud-dns or route53 for the zones of all hostnames | curl and jq, gcloud or aws |
| usage.sh | Fly's Prometheus for two weeks of CPU, memory, requests and egress | curl, FLY_API_TOKEN |

For any other DNS provider save the exported zone file as answers/dns~ZONE.zone.
Nothing in the answers is a secret value, but names of tables and roles are.
`
