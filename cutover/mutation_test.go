package cutover

import (
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/cutover/simulate"
)

// A mutation makes one mistake in a right plan.
type mutation func(t *testing.T, p *plan.Plan)

func find(t *testing.T, p *plan.Plan, id string) *plan.Step {
	t.Helper()
	for i := range p.Steps {
		if p.Steps[i].ID == id {
			return &p.Steps[i]
		}
	}
	t.Fatalf("the plan has no step %s", id)
	return nil
}

// without takes a step out; what followed it follows what it followed.
func without(id string) mutation {
	return func(t *testing.T, p *plan.Plan) {
		gone := *find(t, p, id)
		p.Steps = slices.DeleteFunc(p.Steps, func(s plan.Step) bool { return s.ID == id })
		for i := range p.Steps {
			if s := &p.Steps[i]; slices.Contains(s.After, id) {
				s.After = append(slices.DeleteFunc(slices.Clone(s.After), func(a string) bool { return a == id }), gone.After...)
			}
		}
	}
}

// freed drops one predecessor of a step, and gives it that one's own.
func freed(id, from string) mutation {
	return func(t *testing.T, p *plan.Plan) {
		s := find(t, p, id)
		if !slices.Contains(s.After, from) {
			t.Fatalf("%s does not follow %s but %v", id, from, s.After)
		}
		s.After = append(slices.DeleteFunc(slices.Clone(s.After), func(a string) bool { return a == from }), find(t, p, from).After...)
	}
}

// swapped exchanges what two steps do.
func swapped(a, b string) mutation {
	return func(t *testing.T, p *plan.Plan) {
		x, y := find(t, p, a), find(t, p, b)
		x.Effects, y.Effects = y.Effects, x.Effects
		x.Undo, y.Undo = y.Undo, x.Undo
	}
}

func forgets(id, effect string) mutation {
	return func(t *testing.T, p *plan.Plan) {
		s := find(t, p, id)
		before := len(s.Effects)
		s.Effects = slices.DeleteFunc(slices.Clone(s.Effects), func(e plan.Effect) bool { return e.String() == effect })
		if len(s.Effects) == before {
			t.Fatalf("%s has no effect %q", id, effect)
		}
	}
}

func undoForgets(id, prefix string) mutation {
	return func(t *testing.T, p *plan.Plan) {
		s := find(t, p, id)
		before := len(s.Undo.Effects)
		s.Undo.Effects = slices.DeleteFunc(slices.Clone(s.Undo.Effects), func(e plan.Effect) bool { return strings.HasPrefix(e.String(), prefix) })
		if len(s.Undo.Effects) == before {
			t.Fatalf("the undo of %s has no effect %q", id, prefix)
		}
	}
}

func TestTheSimulatorCatchesEveryMistake(t *testing.T) {
	tests := map[string]mutant{
		"skipping the fence":                           {without("freeze/acme-db/fence"), ""},
		"skipping the holding page":                    {without("freeze/acme-api/hold"), ""},
		"leaving a writer running":                     {without("freeze/acme-ml/halt"), "no writer without its data"},
		"leaving a worker running":                     {without("freeze/acme-api/worker/stop"), ""},
		"leaving a schedule on Fly":                    {without("freeze/acme-api/nightly/stop"), ""},
		"starting the schedule before the switch":      {freedAll("switch/acme-api/nightly/start"), ""},
		"starting a worker before the data":            {freedAll("switch/acme-api/worker/start"), ""},
		"fencing before the writers stop":              {freed("freeze/acme-db/fence", "freeze/acme-api/halt"), "no writer without its data"},
		"stopping before the holding page":             {follows("freeze/acme-api/halt", "freeze/wave-2/go"), ""},
		"not waiting for the stream":                   {without("freeze/acme-db/catchup"), "every step can work"},
		"catching up before the fence":                 {swapped("freeze/acme-db/fence", "freeze/acme-db/catchup"), ""},
		"not setting sequences":                        {without("freeze/acme-db/sequences"), "every step can work"},
		"not comparing":                                {without("freeze/acme-db/compare"), "every step can work"},
		"opening while the stream still writes":        {without("freeze/acme-db/detach"), "every step can work"},
		"opening without a way back":                   {without("freeze/acme-db/reverse"), "every step can work"},
		"opening before the comparison":                {swapped("freeze/acme-redis/compare", "switch/acme-redis/open"), ""},
		"starting an app before its data is open":      {freed("switch/acme-api/run", "switch/acme-db/open"), "no writer without its data"},
		"starting an app without its secrets":          {forgets("prepare/apps/secrets", "secrets acme-api"), "every step can work"},
		"starting an app before its partners know":     {without("prepare/partners/allow"), "every step can work"},
		"starting a caller before what it calls":       {freed("switch/acme-web/run", "switch/acme-api/run"), ""},
		"replicating a schema that may change":         {without("prepare/releases/hold"), ""},
		"letting releases go in the night":             {swapped("prepare/people/notice", "retire/releases/free"), ""},
		"replicating without wal_level":                {without("prepare/acme-db/wal"), "every step can work"},
		"not copying before the freeze":                {without("copy/acme-db/ready"), "every step can work"},
		"copying Redis only once":                      {without("freeze/acme-redis/copy"), ""},
		"copying the volume while it is in use":        {freed("freeze/acme-ml/models/fence", "freeze/acme-ml/halt"), ""},
		"switching before the certificate":             {without("prepare/api.acme.example/certificate"), ""},
		"asking for a certificate that CAA forbids":    {without("prepare/acme.example/caa"), "every step can work"},
		"asking for a certificate without proof":       {without("prepare/www.acme.example/authorise"), "every step can work"},
		"switching without a test":                     {without("switch/www.acme.example/test"), "every step can work"},
		"forgetting AAAA":                              {forgets("switch/api.acme.example/dns", "dns api.acme.example AAAA=none"), ""},
		"not saving the records":                       {without("prepare/www.acme.example/save"), "every step can work"},
		"not waiting out the old TTL":                  {without("prepare/api.acme.example/expire"), ""},
		"waiting out too little of it":                 {shortens("prepare/api.acme.example/expire", "expire api.acme.example 60"), "every step can work"},
		"not waiting after the switch":                 {without("switch/api.acme.example/expire"), ""},
		"pointing DNS at GKE before the app runs":      {freedAll("switch/api.acme.example/dns"), ""},
		"no proxy at Fly's edge":                       {without("prepare/acme-web/proxy"), "every step can work"},
		"destroying the app before clients left":       {swapped("switch/www.acme.example/dns", "retire/acme-web/destroy"), ""},
		"destroying data without a backup":             {without("retire/acme-db/backup"), "every step can work"},
		"taking the way back down early":               {swapped("verify/acme-ml/watch", "retire/acme-db/reverse"), ""},
		"an undo that leaves the fence":                {undoForgets("freeze/acme-db/fence", "unfence"), ""},
		"an undo that leaves an app stopped":           {undoForgets("freeze/acme-ml/halt", "run"), "the way back ends with everything on Fly"},
		"an undo that leaves the stream":               {undoForgets("copy/acme-db/replicate", "replicate"), "the way back ends with everything on Fly"},
		"an undo that leaves IPv6 users behind":        {undoForgets("switch/api.acme.example/dns", "dns api.acme.example AAAA"), "the way back ends with everything on Fly"},
		"an undo that does not wait for resolvers":     {undoForgets("switch/api.acme.example/dns", "expire"), ""},
		"an undo that forgets what GKE wrote":          {undoForgets("switch/acme-db/open", "returned"), "no acknowledged write lost"},
		"an undo that leaves the schedule on GKE":      {undoForgets("switch/acme-api/nightly/start", "halt"), ""},
		"an undo that leaves the TTL low":              {undoForgets("prepare/api.acme.example/ttl", "ttl"), "the way back ends with everything on Fly"},
		"an undo that leaves the holding page":         {undoForgets("freeze/acme-web/hold", "edge"), ""},
		"copying before the bridge":                    {without("prepare/platform/bridge"), "every step can work"},
		"taking the bridge down under a stream":        {swapped("verify/acme-ml/watch", "retire/platform/bridge"), ""},
		"destroying an app before the decision":        {follows("retire/acme-cerbos/destroy", "verify/acme-cerbos/watch"), ""},
		"destroying data before its last copy":         {follows("retire/acme-db/destroy", "retire/people/commit"), "every step can work"},
		"forgetting the stream back at the end":        {without("retire/acme-db/reverse"), ""},
		"forgetting to allow releases":                 {without("retire/releases/free"), "the plan ends with everything on GKE"},
		"leaving the TTL low for good":                 {without("retire/www.acme.example/ttl"), "the plan ends with everything on GKE"},
		"a decision of no return that comes too early": {swappedReturn("freeze/wave-2/go", "retire/people/commit"), ""},
	}
	refuted(t, acmePlan(t), tests)
}

func shortens(id, effect string) mutation {
	return func(t *testing.T, p *plan.Plan) {
		e, err := plan.ParseEffect(effect)
		if err != nil {
			t.Fatal(err)
		}
		find(t, p, id).Effects = []plan.Effect{e}
	}
}

func follows(id string, after ...string) mutation {
	return func(t *testing.T, p *plan.Plan) { find(t, p, id).After = after }
}

func freedAll(id string) mutation {
	return func(t *testing.T, p *plan.Plan) { find(t, p, id).After = nil }
}

// swappedReturn moves a point of no return to another step.
func swappedReturn(to, from string) mutation {
	return func(t *testing.T, p *plan.Plan) {
		find(t, p, to).NoReturn = find(t, p, from).NoReturn
		find(t, p, from).NoReturn = nil
	}
}

// A mutant is a change that makes a plan wrong, and the promise that it breaks;
// empty: any.
type mutant struct {
	mutate  mutation
	promise string
}

// refuted fails for each mutant of a plan in which the simulator finds nothing, or
// another promise broken.
func refuted(t *testing.T, right plan.Plan, mutants map[string]mutant) {
	t.Helper()
	for name, tt := range mutants {
		t.Run(name, func(t *testing.T) {
			p := right
			p.Steps = slices.Clone(right.Steps)
			tt.mutate(t, &p)
			r := simulate.Run(p, simulate.Options{})
			if r.Counter == nil {
				t.Fatal("the simulator found nothing")
			}
			if tt.promise != "" && r.Counter.Promise != tt.promise {
				t.Errorf("broke %q (%s), want %q", r.Counter.Promise, r.Counter.What, tt.promise)
			}
			t.Logf("%s: %s", r.Counter.What, strings.Join(r.Counter.Story, "; "))
		})
	}
}
