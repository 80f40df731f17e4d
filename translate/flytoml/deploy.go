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

func (r *reader) deploy(t table) *Deploy {
	d, ok := t.sub("deploy")
	if !ok {
		return nil
	}
	deploy := &Deploy{
		Field:                 d.field,
		Strategy:              d.string("strategy"),
		MaxUnavailable:        d.optFloat("max_unavailable"),
		WaitTimeout:           d.duration("wait_timeout"),
		ReleaseCommand:        d.string("release_command"),
		ReleaseCommandTimeout: d.duration("release_command_timeout"),
		SeedCommand:           d.string("seed_command"),
	}
	if vm, ok := d.sub("release_command_vm"); ok {
		v := r.vm(vm, vm.string("memory"))
		deploy.ReleaseCommandVM = &v
	}
	return deploy
}
