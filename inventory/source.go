package inventory

import (
	"context"
	"errors"
)

// Source is where a snapshot comes from. Its methods return an error only when
// going on makes no sense (ErrUnauthorized, ErrUnknownOrg, ErrUnreachable, a
// cancelled context); everything else becomes the status of a section.
type Source interface {
	// Orgs are the organisations that the token sees, by slug.
	Orgs(ctx context.Context) ([]Org, error)
	// Scope is what the token may do in one organisation.
	Scope(ctx context.Context, org string) (TokenScope, error)
	// Org reads everything but the insides of apps: each app is listed with
	// its name and role, its sections still empty.
	Org(ctx context.Context, slug string) (*Snapshot, error)
	// App fills the sections of one listed app.
	App(ctx context.Context, listed App) (App, error)
	// Attachments asks which of these apps use the databases of a cluster.
	Attachments(ctx context.Context, cluster string, apps []App) (List[PostgresAttachment], error)
	// Pressure tells how busy the source is.
	Pressure() Pressure
}

// Pressure is how hard Fly is being asked.
type Pressure struct {
	// Requests and Retries were sent so far; Throttled were answered with 429.
	Requests, Retries, Throttled int
	// Rate is what is sent at most at present, in requests per second; Ceiling
	// what it is when Fly does not complain.
	Rate, Ceiling float64
	// InFlight is the most that ever waited for an answer at once.
	InFlight int
}

// Held reports whether Fly is being asked more slowly than it could be, since
// it said 429.
func (p Pressure) Held() bool { return p.Rate < p.Ceiling }

var (
	// ErrUnauthorized: the token is missing, wrong or expired.
	ErrUnauthorized = errors.New("fly refuses the token")
	// ErrUnknownOrg: there is no such organisation, or the token can't see it.
	ErrUnknownOrg = errors.New("no such organisation")
	// ErrUnreachable: nothing answers at the API's address.
	ErrUnreachable = errors.New("fly's api can't be reached")
)
