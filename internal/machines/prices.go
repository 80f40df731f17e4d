package machines

import (
	_ "embed"
	"fmt"
	"os"
)

//go:embed prices.yaml
var pricesYAML []byte

// Prices are list prices in one currency. Amounts are per hour where the name
// says hour, per month where it says month, else per GiB (Google) or GB (Fly).
type Prices struct {
	AsOf       string   `yaml:"as_of"` // date of the prices
	Currency   string   `yaml:"currency"`
	Sources    []string `yaml:"sources"`
	MonthHours float64  `yaml:"month_hours"`

	Families   []FamilyPrice         `yaml:"families"`
	Instances  []InstancePrice       `yaml:"instances"`
	SpotFactor float64               `yaml:"spot_factor"`
	Regions    map[string]Multiplier `yaml:"regions"`

	Disks    map[string]float64 `yaml:"disks_gib_month"`
	Snapshot float64            `yaml:"snapshot_gib_month"`
	Cluster  float64            `yaml:"cluster_hour"`
	Balancer BalancerPrice      `yaml:"load_balancer"`
	NAT      NATPrice           `yaml:"nat"`
	Egress   float64            `yaml:"egress_gib"`
	SQL      SQLPrice           `yaml:"sql"`
	Cache    map[string]float64 `yaml:"cache_node_hour"`
	Pods     PodPrice           `yaml:"autopilot"`
	Fly      FlyPrices          `yaml:"fly"`
}

// A FamilyPrice is what vCPUs and memory of a family cost in us-central1.
type FamilyPrice struct {
	Name       string  `yaml:"name"`
	Generation string  `yaml:"generation"` // gen1 or gen4: the column in Regions
	VCPU       float64 `yaml:"vcpu_hour"`
	GiB        float64 `yaml:"gib_hour"`
}

// An InstancePrice is what one machine type costs in us-central1.
type InstancePrice struct {
	Name       string  `yaml:"name"`
	Generation string  `yaml:"generation"`
	Hour       float64 `yaml:"hour"`
}

// A Multiplier is a region's price over us-central1's; 0 where it has none.
type Multiplier struct {
	Gen1 float64 `yaml:"gen1"`
	Gen4 float64 `yaml:"gen4"`
}

// BalancerPrice is the global load balancer's.
type BalancerPrice struct {
	FirstRules float64 `yaml:"first_rules_hour"` // up to five together
	MoreRules  float64 `yaml:"more_rules_hour"`  // each further one
	GiB        float64 `yaml:"gib"`
}

// NATPrice is Cloud NAT's.
type NATPrice struct {
	VM      float64 `yaml:"vm_hour"`
	MostVM  float64 `yaml:"vm_hour_most"`
	Address float64 `yaml:"address_hour"`
	GiB     float64 `yaml:"gib"`
}

// SQLPrice is Cloud SQL's. Tiers are those that aren't priced by vCPU and memory.
type SQLPrice struct {
	VCPU    float64         `yaml:"vcpu_hour"`
	GiB     float64         `yaml:"gib_hour"`
	SSD     float64         `yaml:"ssd_gib_month"`
	Standby float64         `yaml:"standby_factor"`
	Tiers   []InstancePrice `yaml:"tiers"`
}

// PodPrice is what Autopilot asks for what pods request.
type PodPrice struct {
	VCPU float64 `yaml:"vcpu_hour"`
	GiB  float64 `yaml:"gib_hour"`
}

// EmbeddedPrices is the list that the program carries.
func EmbeddedPrices() Prices {
	p, err := parsePrices(pricesYAML)
	if err != nil {
		panic(fmt.Sprintf("prices.yaml: %v", err))
	}
	return p
}

// LoadPrices reads a list in the shape of prices.yaml. It replaces the embedded
// one as a whole: a mixture would have no date.
func LoadPrices(path string) (Prices, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return Prices{}, fmt.Errorf("read prices: %w", err)
	}
	p, err := parsePrices(data)
	if err != nil {
		return Prices{}, fmt.Errorf("read prices %s: %w", path, err)
	}
	return p, nil
}
