package fleets

import "fmt"

// apart is a company in two clusters on two continents, with everything that
// comes and goes: schedules, releases, sidecars.
func apart() Fleet {
	f := Fleet{Name: "apart", Hard: "two clusters in two regions: schedules, releases and sidecars", decisions: apartDecisions}
	for _, place := range []struct {
		suffix, region string
		count          int
	}{{"", "fra", 3}, {"-staging", "iad", 1}} {
		for i := range 4 {
			f.apps = append(f.apps, app{
				name: fmt.Sprintf("apart-%c%s", 'a'+i, place.suffix), region: place.region, release: "bin/migrate",
				groups: []group{
					{name: "web", count: place.count, size: "shared-cpu-2x", memory: 1024, port: 4000, sidecars: i % 3},
					{name: "nightly", count: 1, size: "performance-2x", schedule: "daily"},
				},
			})
		}
	}
	return f
}

// apartDecisions puts staging into a cluster of its own.
const apartDecisions = `version: 1
environments:
  - name: production
    project: apart-production
    cluster: europe
    region: europe-west3
  - name: staging
    project: apart-staging
    cluster: america
    region: us-east4
`
