package steps

import (
	"cmp"
	"fmt"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A moved database keeps none of its names: on the bridge, NAME.internal is the
// one on Fly, so the new one is known there by its address alone.

// databaseAddress says where a database is on Google's side: its address, or the
// command that prints it at a desk that may ask.
func (m *maker) databaseAddress(db *spec.Database) string {
	switch {
	case db.Host != "":
		return db.Host
	case db.Target == spec.CNPG:
		return byRunning(quoted("kubectl -n %s get service %s -o jsonpath='{.status.loadBalancer.ingress[0].ip}'", db.Name, spec.InVPC(db.Name)))
	}
	return byRunning(quoted("gcloud sql instances describe %s --format='value(ipAddresses[0].ipAddress)' --project=%s", cmp.Or(db.Instance, db.Name), m.Env.Project))
}

func (m *maker) cacheAddress(c *spec.Cache) string {
	switch {
	case c.Host != "":
		return c.Host
	case c.Target == spec.InCluster:
		return byRunning(quoted("kubectl -n %s get service %s -o jsonpath='{.status.loadBalancer.ingress[0].ip}'", c.Name, spec.InVPC(c.Name)))
	}
	return byRunning(quoted("gcloud memorystore instances describe %s --location=%s --format='value(endpoints[0].connections[0].pscAutoConnection.ipAddress)' --project=%s", c.Name, m.Env.Region, m.Env.Project))
}

func byRunning(command string) string { return "what this prints: `" + command + "`" }

// apart fails unless the two services lead to different servers. Roles that are
// closed on the wrong side would lock every app on Fly out.
func (p pg) apart() string {
	const identity = "SELECT system_identifier FROM pg_control_system()"
	return fmt.Sprintf("test \"$(%s\n)\" != \"$(%s\n)\"", p.ask("fly", "", identity), p.ask("gke", "", identity))
}
