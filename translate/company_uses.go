package translate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// uses finds the apps that carry a database's URL although Fly lists no
// attachment: somebody set the secret by hand. Such an app may write, so it
// belongs to the database's writers until somebody says otherwise.
func (c *company) uses() {
	for i := range c.candidates {
		m := &c.candidates[i]
		if m.live == nil || c.attached(m.flyApp) {
			continue
		}
		if name := databaseSecret(m.live); name != "" {
			c.use(m, name)
		}
	}
}

func (c *company) attached(flyApp string) bool {
	return slices.ContainsFunc(c.out.Databases, func(db spec.Database) bool {
		return slices.ContainsFunc(db.Databases, func(u spec.DatabaseUse) bool { return u.FlyApp == flyApp })
	})
}

func databaseSecret(app *inventory.App) string {
	for _, s := range app.Secrets.Items {
		if database(s.Name) {
			return s.Name
		}
	}
	return ""
}

// use gives the app to the database that a person named, else to the only one
// of its environment.
func (c *company) use(m *candidate, variable string) {
	from := report.Source{App: m.flyApp, File: inventoryFile(m.flyApp), Key: "secrets." + variable}
	var same []*spec.Database
	for i := range c.out.Databases {
		db := &c.out.Databases[i]
		if slices.Contains(databaseDecision(c.decided, decisionName(*db)).Users, m.flyApp) {
			c.addUse(db, m, variable)
			return
		}
		if db.Env == m.env {
			same = append(same, db)
		}
	}
	f := report.Of(report.RuleDatabase, report.Undecided, from, "Fly lists no attachment, so nobody knows which database "+variable+" leads to")
	f.Do = "name the app under databases[].users in fly2k8s.yaml; if the database is none of Fly's, accept this with that reason"
	if len(same) == 1 {
		c.addUse(same[0], m, variable)
		f = report.Of(report.RuleDatabase, report.Changed, from, fmt.Sprintf("Fly lists no attachment; %s is taken to lead to %s, the only database of %s, and the app to write there", variable, same[0].Name, m.env))
	}
	f.Env = m.env
	c.add(f)
}

func (c *company) addUse(db *spec.Database, m *candidate, variable string) {
	db.Databases = append(db.Databases, spec.DatabaseUse{
		App: m.name, FlyApp: m.flyApp, Variable: variable,
		Reader: slices.Contains(databaseDecision(c.decided, decisionName(*db)).Readers, m.flyApp),
	})
	slices.SortStableFunc(db.Databases, func(a, b spec.DatabaseUse) int { return strings.Compare(a.FlyApp, b.FlyApp) })
}

// decisionName is what fly2k8s.yaml calls a database: the Fly app, or the name
// of a managed cluster, which the spec keeps as a label.
func decisionName(db spec.Database) string {
	if db.Kind == spec.Managed {
		return db.Name
	}
	return db.FlyApp
}
