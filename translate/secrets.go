package translate

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// secretClasses say what becomes of a secret by its name. The first that fits
// holds; what no row names is copied.
var secretClasses = []struct {
	fits  func(name string) bool
	class spec.SecretClass
	why   string
}{
	{anyOf("FLY_API_TOKEN", "FLY_ACCESS_TOKEN", "FLY_CONSUL_URL", "FLY_ORG"), spec.DropSecret, "it opens Fly's own services"},
	{anyOf("PRIMARY_REGION"), spec.DropSecret, "it is a plain variable on GKE"},
	{anyOf("DOPPLER_TOKEN"), spec.Regenerate, "a read-only service token for this config alone"},
	{anyOf("AWS_ENDPOINT_URL_S3", "BUCKET_NAME", "AWS_REGION"), spec.Rewrite, "the bucket moves"},
	{anyOf("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), spec.Regenerate, "keys of the new bucket"},
	{database, spec.Rewrite, "the database moves"},
	{redis, spec.Rewrite, "the Redis moves"},
}

func anyOf(names ...string) func(string) bool {
	return func(name string) bool { return slices.Contains(names, name) }
}

// database fits DATABASE_URL and its relatives: READ_DATABASE_URL, PGHOST …
func database(name string) bool {
	for _, word := range []string{"DATABASE_URL", "DIRECT_URL", "POSTGRES_URL", "POSTGRESQL_URL", "PG_URL", "PGHOST", "PGPASSWORD", "PGUSER", "DATABASE_HOST", "DB_HOST", "DB_URL"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

func redis(name string) bool {
	return strings.Contains(name, "REDIS_URL") || strings.HasPrefix(name, "UPSTASH_") || strings.HasPrefix(name, "REDIS_HOST")
}

// secrets are the app's secrets by name, each with what must become of it. The
// bucket's rows hold only where the app has a bucket: AWS_* may be Amazon's.
func (c *company) secrets(m *candidate, app *spec.App) []spec.Secret {
	var out []spec.Secret
	listed := m.secrets()
	hasBucket := slices.ContainsFunc(listed, func(s inventory.Secret) bool { return s.Name == "BUCKET_NAME" })
	for _, s := range listed {
		secret := spec.Secret{Name: s.Name, Key: c.secretKey(m, s.Name), Digest: s.Digest, Staged: s.State == "staged", Class: spec.Copy}
		for _, row := range secretClasses {
			if row.fits(s.Name) && (hasBucket || !bucketVariable(s.Name)) {
				secret.Class, secret.Why = row.class, row.why
				break
			}
		}
		if class, ok := planned(m.plan, s.Name); ok {
			secret.Class, secret.Why = class, "decided"
		}
		c.secret(m, secret)
		out = append(out, secret)
	}
	for _, s := range app.Secrets { // that the file names, or whose value stands in its env
		if !slices.ContainsFunc(out, func(o spec.Secret) bool { return o.Name == s.Name }) {
			s.Key = c.secretKey(m, s.Name)
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b spec.Secret) int { return strings.Compare(a.Name, b.Name) })
	return slices.DeleteFunc(out, func(s spec.Secret) bool { return s.Class == spec.DropSecret })
}

// secrets are those that Fly lists; none without an inventory.
func (m *candidate) secrets() []inventory.Secret {
	if m.live == nil {
		return nil
	}
	return m.live.Secrets.Items
}

func bucketVariable(name string) bool {
	return anyOf("AWS_ENDPOINT_URL_S3", "BUCKET_NAME", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")(name)
}

// secretKey is the secret's name in the store: Secret Manager has one space for
// a project, Doppler one for a config. What the store doesn't take in a name
// becomes _: Doppler takes capitals alone, Secret Manager no dots.
func (c *company) secretKey(m *candidate, name string) string {
	switch c.decided.Secrets.Source {
	case "secret-manager":
		return label(m.flyApp) + "-" + strings.Map(storeRune, name)
	case "doppler":
		return strings.ToUpper(strings.ReplaceAll(strings.Map(storeRune, name), "-", "_"))
	}
	return name
}

func storeRune(r rune) rune {
	if r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
		return r
	}
	return '_'
}

// secret settles one name in the ledger.
func (c *company) secret(m *candidate, s spec.Secret) {
	from := report.Source{App: m.flyApp, File: inventoryFile(m.flyApp), Key: "secrets." + s.Name}
	f := report.Finding{Outcome: report.Carried, From: from, Spec: spec.SecretPath(s.Name)}
	switch s.Class {
	case spec.Rewrite:
		f = report.Of(report.RuleAttachedSecret, report.Changed, from, s.Name+" needs a new value: "+s.Why)
		f.Spec = spec.SecretPath(s.Name)
	case spec.Regenerate:
		f = report.Of(report.RuleAttachedSecret, report.Changed, from, s.Name+" needs a new credential: "+s.Why)
		f.Spec, f.Do = spec.SecretPath(s.Name), "make it, and put it into the store; 'fly2k8s secrets plan' says where"
	case spec.DropSecret:
		f = report.Of(report.RuleAttachedSecret, report.Dropped, from, s.Why)
	}
	f.Env = m.env
	c.add(f)
	if s.Staged {
		g := report.Of(report.RuleSecretValues, report.Changed, from, s.Name+" is set on Fly but on none of its machines yet, so what runs may use an older value")
		g.Env = m.env
		c.add(g)
	}
}
