package flytoml

import "time"

// Deploy is [deploy].
type Deploy struct {
	Field                 string
	Strategy              string // rolling, canary, immediate or bluegreen; "" is rolling
	MaxUnavailable        *float64
	WaitTimeout           *time.Duration
	ReleaseCommand        string
	ReleaseCommandTimeout *time.Duration
	ReleaseCommandVM      *VM
	SeedCommand           string
}
