package machines

import (
	_ "embed"
	"fmt"
	"slices"
)

//go:embed regions.yaml
var regionsYAML []byte

// A Map says which of Google's regions stands for which of Fly's.
type Map struct {
	Fly []FlyRegion `yaml:"fly"`
	GCP []GCPRegion `yaml:"gcp"`
}

// A FlyRegion is one of Fly's regions and where its apps go.
type FlyRegion struct {
	Code    string    `yaml:"code"`
	GCP     string    `yaml:"gcp"`
	Or      []string  `yaml:"or"`      // what else makes sense
	Why     string    `yaml:"why"`     // when GCP isn't the nearest
	Retired bool      `yaml:"retired"` // Fly closed it; old files still name it
	At      []float64 `yaml:"at"`      // latitude, longitude
}

// A GCPRegion is one of Google's regions with the zones that a cluster uses.
type GCPRegion struct {
	Name    string    `yaml:"name"`
	At      []float64 `yaml:"at"`
	Letters []string  `yaml:"zones"` // a, b, c when empty
}

// An UnknownRegionError asks for a decision: a code that no table has is never
// guessed.
type UnknownRegionError struct {
	Code string
	Fly  bool // a code of Fly's; else a name of Google's
}

func (e UnknownRegionError) Error() string {
	if e.Fly {
		return fmt.Sprintf("place region %s: no Fly region of that code is known; say where it goes in fly2k8s.yaml, as 'regions: [{fly: %s, google: europe-west4}]'", e.Code, e.Code)
	}
	return fmt.Sprintf("place region %s: no Google Cloud region of that name is known", e.Code)
}

// EmbeddedMap is the map that the program carries.
func EmbeddedMap() Map {
	var m Map
	if err := decode(regionsYAML, &m); err != nil {
		panic(fmt.Sprintf("regions.yaml: %v", err))
	}
	return m
}

// Decide is the map with the choices of a person: Fly's code to Google's region.
// Codes may be new ones; the regions must exist.
func (m Map) Decide(choices map[string]string) (Map, error) {
	out := Map{Fly: slices.Clone(m.Fly), GCP: m.GCP}
	for _, code := range sortedKeys(choices) {
		region := choices[code]
		if _, err := m.Region(region); err != nil {
			return Map{}, err
		}
		out.Fly = decided(out.Fly, code, region)
	}
	return out, nil
}

func decided(fly []FlyRegion, code, region string) []FlyRegion {
	for i := range fly {
		if fly[i].Code == code {
			fly[i].GCP, fly[i].Why = region, ""
			return fly
		}
	}
	return append(fly, FlyRegion{Code: code, GCP: region})
}

// Place is where apps of a Fly region go.
func (m Map) Place(code string) (FlyRegion, error) {
	i := slices.IndexFunc(m.Fly, func(r FlyRegion) bool { return r.Code == code })
	if i < 0 {
		return FlyRegion{}, UnknownRegionError{Code: code, Fly: true}
	}
	return m.Fly[i], nil
}

// Region is one of Google's.
func (m Map) Region(name string) (GCPRegion, error) {
	i := slices.IndexFunc(m.GCP, func(r GCPRegion) bool { return r.Name == name })
	if i < 0 {
		return GCPRegion{}, UnknownRegionError{Code: name}
	}
	return m.GCP[i], nil
}

// Zones are the names of the zones that a cluster in the region uses.
func (r GCPRegion) Zones() []string {
	letters := r.Letters
	if len(letters) == 0 {
		letters = []string{"a", "b", "c"}
	}
	var zones []string
	for _, l := range letters {
		zones = append(zones, r.Name+"-"+l)
	}
	return zones
}
