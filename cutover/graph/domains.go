package graph

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

func (g *Graph) domains(c spec.Company, env string, d decisions.Decisions) {
	for i := range c.Databases {
		if db := &c.Databases[i]; db.Env == env && db.Target != spec.Keep {
			g.add(g.database(db))
		}
	}
	for i := range c.Caches {
		if cache := &c.Caches[i]; cache.Env == env && cache.Target != spec.NoCache && cache.State != "cache" {
			g.add(g.cache(cache))
		}
	}
	for i := range c.Buckets {
		if b := &c.Buckets[i]; b.Env == env && b.Target != "" && b.Target != "keep" {
			g.add(Domain{Domain: plan.Domain{Name: b.Name, Kind: "bucket", Method: "objects", Back: "copy"}, Writers: g.present(b.Apps), Bucket: b})
		}
	}
	for _, a := range g.Apps {
		g.volumes(a, d)
	}
}

// add keeps a domain, under a name that no app has.
func (g *Graph) add(d Domain) {
	if g.app(d.Name) != nil {
		d.Name += ":data"
	}
	g.Domains = append(g.Domains, d)
}

func (g *Graph) present(apps []string) []string {
	var out []string
	for _, name := range apps {
		if g.app(name) != nil && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

func (g *Graph) database(db *spec.Database) Domain {
	var writers, readers []string
	for _, u := range db.Databases {
		if u.Reader {
			readers = append(readers, u.App)
		} else {
			writers = append(writers, u.App)
		}
	}
	d := Domain{Domain: plan.Domain{Name: db.Name, Kind: "postgres"}, Writers: g.present(writers), Database: db}
	g.Readers[db.Name] = slices.DeleteFunc(g.present(readers), func(r string) bool { return slices.Contains(d.Writers, r) })
	return d
}

func (g *Graph) cache(c *spec.Cache) Domain {
	d := Domain{Domain: plan.Domain{Name: c.Name, Kind: "redis", Method: "scan", Back: "copy"}, Writers: g.present(c.Apps), Cache: c}
	switch c.State {
	case "queue":
		d.Kind, d.Method = "queue", "drain"
	case "":
		d.Blocked = "what " + c.Name + " holds is not decided: set caches[].state in fly2k8s.yaml to cache, sessions or queue"
	}
	return d
}

func (g *Graph) volumes(a spec.App, d decisions.Decisions) {
	for _, p := range a.Processes {
		for i := range p.Volumes {
			v := &p.Volumes[i]
			data := volumeData(d, a.Name, v.Name)
			if v.LiteFS && data == "sqlite" {
				data = "litefs"
			}
			if data == "discard" || len(v.Fly) == 0 {
				continue
			}
			name := a.Name + "/" + v.Name
			domain := Domain{
				Domain:  plan.Domain{Name: name, Kind: "volume", Method: "files", Back: "copy"},
				Writers: []string{a.Name}, Volume: v, App: a.Name, Group: p.Name, Data: data,
			}
			if data == "" {
				domain.Blocked = "what volume " + name + " holds is not decided: set apps[].volumes[].data in fly2k8s.yaml to copy, sqlite, litefs or discard"
			}
			g.add(domain)
		}
	}
}

func volumeData(d decisions.Decisions, app, volume string) string {
	for _, a := range d.Apps {
		if a.Name != app {
			continue
		}
		for _, v := range a.Volumes {
			if strings.ReplaceAll(v.Name, "_", "-") == volume { // Fly's name, where the spec has a DNS label
				return v.Data
			}
		}
	}
	return ""
}
