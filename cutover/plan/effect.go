package plan

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// An Effect is what a step changes in the world, written as "verb on" or
// "verb on arg". It sets a state rather than toggling one, so applying it twice
// is applying it once.
type Effect struct {
	Verb Verb
	On   string // an app, job, host, domain, or Gateway, Bridge, Deploys
	Arg  string
}

// A Verb is the kind of an Effect.
type Verb string

const (
	Up       Verb = "up"       // the gateway or the bridge works
	Down     Verb = "down"     // the bridge is gone
	Deploy   Verb = "deploy"   // Deploys held or free
	Secrets  Verb = "secrets"  // the app's secrets are in the store
	Image    Verb = "image"    // the app's image is in the registry
	Allow    Verb = "allow"    // partners accept the app's new address
	Proxy    Verb = "proxy"    // the app's hold and pass machines stand by at Fly's edge
	Route    Verb = "edge"     // Fly's edge sends the app's traffic to: app, hold or pass
	Run      Verb = "run"      // an app or job runs on: fly, gke or bridge (on GKE, with its data still on Fly)
	Halt     Verb = "halt"     // an app or job stops on: fly or gke
	Announce Verb = "announce" // the host is down, and its users were told
	Reopen   Verb = "reopen"   // that is over

	Save        Verb = "save"        // the host's records are on file
	TTL         Verb = "ttl"         // its records have this TTL, in seconds
	Expire      Verb = "expire"      // this many seconds have passed since the last change
	Authorise   Verb = "authorise"   // the record that proves ownership to Google stands
	CAA         Verb = "caa"         // CAA lets Google's authority in
	Certificate Verb = "certificate" // the certificate on Google's side is active
	Test        Verb = "test"        // the host answers through the new address
	DNS         Verb = "dns"         // A=gke, A=fly, A=share (both, by weight), and AAAA= the same or none
	Origin      Verb = "origin"      // Cloudflare's origin is: fly or gke

	WAL       Verb = "wal"       // the source runs with wal_level=logical
	Schema    Verb = "schema"    // the target has the source's tables
	Replicate Verb = "replicate" // rows flow from Fly to GKE: on or off
	Copied    Verb = "copied"    // a full copy is on GKE, as of now
	Drained   Verb = "drained"   // the queue on Fly is empty
	Fence     Verb = "fence"     // Fly's side refuses writes
	Unfence   Verb = "unfence"   // it takes them again
	CatchUp   Verb = "catchup"   // the stream has nothing left
	Sequences Verb = "sequences" // counters on GKE stand above those on Fly
	Compare   Verb = "compare"   // both sides were counted and are equal
	Reverse   Verb = "reverse"   // rows flow from GKE to Fly: on or off
	Admit     Verb = "open"      // GKE's side takes writes
	Close     Verb = "close"     // it refuses them
	Returned  Verb = "returned"  // everything written on GKE is on Fly
	Backup    Verb = "backup"    // a last copy of Fly's side is kept
	Destroy   Verb = "destroy"   // an app or domain is gone from Fly
)

// Verbs are all of them.
func Verbs() []Verb {
	return []Verb{
		Up, Down, Deploy, Secrets, Image, Allow, Proxy, Route, Run, Halt, Announce, Reopen,
		Save, TTL, Expire, Authorise, CAA, Certificate, Test, DNS, Origin,
		WAL, Schema, Replicate, Copied, Drained, Fence, Unfence, CatchUp, Sequences, Compare,
		Reverse, Admit, Close, Returned, Backup, Destroy,
	}
}

// Do is an effect; arg may be empty.
func Do(v Verb, on, arg string) Effect { return Effect{Verb: v, On: on, Arg: arg} }

// String is the effect as plan.yaml spells it.
func (e Effect) String() string {
	return strings.TrimSpace(string(e.Verb) + " " + e.On + " " + e.Arg)
}

// ParseEffect reads what String wrote.
func ParseEffect(s string) (Effect, error) {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 3 {
		return Effect{}, fmt.Errorf("effect %q: expected a verb, a name and perhaps a value", s)
	}
	e := Effect{Verb: Verb(words[0]), On: words[1]}
	if !slices.Contains(Verbs(), e.Verb) {
		return Effect{}, fmt.Errorf("effect %q: %q is no verb", s, words[0])
	}
	if len(words) == 3 {
		e.Arg = words[2]
	}
	return e, nil
}

// MarshalYAML writes one line.
func (e Effect) MarshalYAML() (any, error) { return e.String(), nil }

// UnmarshalYAML reads one line.
func (e *Effect) UnmarshalYAML(n *yaml.Node) error {
	parsed, err := ParseEffect(n.Value)
	if err != nil {
		return fmt.Errorf("line %d: %w", n.Line, err)
	}
	*e = parsed
	return nil
}
