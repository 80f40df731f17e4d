package machines

import (
	"maps"
	"math"
	"slices"
)

// RoundTripMS estimates the round trip in milliseconds between a Fly region and
// one of Google's: light in glass takes a millisecond for 100 km there and back,
// cables aren't straight (half as much again), and each end adds a little.
// 0 when one of the places isn't known.
func (m Map) RoundTripMS(fly, gcp string) int {
	from, err := m.Place(fly)
	if err != nil || len(from.At) != 2 {
		return 0
	}
	to, err := m.Region(gcp)
	if err != nil || len(to.At) != 2 {
		return 0
	}
	return int(math.Round(kilometres(from.At, to.At)/100*1.5)) + 2
}

// kilometres along the great circle, by the haversine formula.
func kilometres(a, b []float64) float64 {
	const earth = 6371
	rad := func(deg float64) float64 { return deg * math.Pi / 180 }
	lat, lon := rad(b[0]-a[0])/2, rad(b[1]-a[1])/2
	h := math.Pow(math.Sin(lat), 2) + math.Cos(rad(a[0]))*math.Cos(rad(b[0]))*math.Pow(math.Sin(lon), 2)
	return 2 * earth * math.Asin(math.Sqrt(min(1, h)))
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
