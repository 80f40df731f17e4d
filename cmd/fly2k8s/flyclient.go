package main

import (
	"cmp"
	"errors"
	"os"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/flyapi"
)

// flyClient takes token and addresses from the environment, as flyctl does.
func flyClient(e env) (inventory.Source, error) {
	client, err := flyapi.New(flyapi.Options{
		Token:       cmp.Or(e.getenv("FLY_ACCESS_TOKEN"), e.getenv("FLY_API_TOKEN")),
		APIURL:      e.getenv("FLY_API_BASE_URL"),
		MachinesURL: e.getenv("FLY_FLAPS_BASE_URL"),
		Version:     e.version,
		Rate:        requestRate(),
	})
	if errors.Is(err, flyapi.ErrNoToken) {
		return nil, hint(err, "create one with 'fly tokens create readonly ORG' and set FLY_API_TOKEN")
	}
	return client, err
}

// requestRate is what fly2k8s.yaml in the working folder decides; 0 when it
// decides nothing.
func requestRate() float64 {
	data, err := os.ReadFile(decisions.File)
	if err != nil {
		return 0
	}
	d, err := decisions.Parse(decisions.File, data)
	if err != nil {
		return 0
	}
	return float64(d.Inventory.RequestsPerSecond)
}

// explainFly adds what a person can do about an answer of Fly.
func explainFly(err error, org string) error {
	switch {
	case errors.Is(err, inventory.ErrUnauthorized):
		return hint(err, "the token may be expired; create one with 'fly tokens create readonly ORG' and set FLY_API_TOKEN")
	case errors.Is(err, inventory.ErrUnknownOrg):
		return hint(err, "'fly orgs list' shows the slugs; the token must be one of %s", cmp.Or(org, "that organisation"))
	case errors.Is(err, inventory.ErrSeveralOrgs):
		return hint(err, "name one with --org; several are read one after the other")
	case errors.Is(err, inventory.ErrUnknownApp):
		return hint(err, "'fly apps list' shows the names")
	case errors.Is(err, inventory.ErrUnreachable):
		return hint(err, "check the network, and FLY_API_BASE_URL and FLY_FLAPS_BASE_URL if they are set")
	}
	return err
}
