package translate

import (
	"cmp"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/machines"
)

// fallbackRegion stands in when no app says where it runs.
const fallbackRegion = "iad"

// home is where an environment goes when nobody decided: the place of the region
// that most of its apps call their primary one. The second result says why.
func home(candidates []candidate, env string, places machines.Map) (machines.FlyRegion, string, error) {
	fly := commonRegion(candidates, env, places)
	place, err := places.Place(cmp.Or(fly, fallbackRegion))
	return place, regionReason(fly, place), err
}

func regionReason(fly string, place machines.FlyRegion) string {
	if fly == "" {
		return "no app names a primary region that is known; nearest to " + fallbackRegion
	}
	reason := "for " + fly + ", the primary region of most apps"
	if place.Why != "" {
		reason += "; " + place.Why
	}
	if len(place.Or) > 0 {
		reason += "; or " + strings.Join(place.Or, ", ")
	}
	return reason
}

func regionChoices(d decisions.Decisions) map[string]string {
	choices := map[string]string{}
	for _, r := range d.Regions {
		choices[r.Fly] = r.Google
	}
	return choices
}

// commonRegion is the primary region of most candidates of an environment; of
// equals the first by name. Codes that nobody knows don't count: each is a
// finding of its app.
func commonRegion(candidates []candidate, env string, places machines.Map) string {
	count := map[string]int{}
	for _, m := range candidates {
		if region := primaryRegion(m); m.env == env && region != "" && known(region, places) {
			count[region]++
		}
	}
	best := ""
	for _, region := range sorted(count) {
		if best == "" || count[region] > count[best] {
			best = region
		}
	}
	return best
}

func known(region string, places machines.Map) bool {
	_, err := places.Place(region)
	return err == nil
}

// primaryRegion is what the file says, else where the first machine runs.
func primaryRegion(m candidate) string {
	if m.file != nil && m.file.Config.PrimaryRegion != "" {
		return m.file.Config.PrimaryRegion
	}
	if m.live == nil {
		return ""
	}
	for i := range m.live.Machines.Items {
		machine := &m.live.Machines.Items[i]
		if region := machine.Effective().Env["PRIMARY_REGION"]; region != "" {
			return region
		}
	}
	if len(m.live.Machines.Items) > 0 {
		return m.live.Machines.Items[0].Region
	}
	return ""
}
