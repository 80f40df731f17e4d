// Package verify turns the repository that translate writes into findings: it
// proves what can be proven before anybody applies it.
//
// The proof is a ladder of rungs. Each rung checks one thing about the whole
// tree and says how many things it looked at: every folder builds, every object
// decodes, every reference closes, and so on up to the search for credentials.
// A finding names its rung, the file and line, what was expected and what to do.
//
// A target is a folder that kustomize builds by itself. An environment is all
// targets under overlays/<env>. References have to close within one cluster: all
// environments that fly2k8s.yaml puts into it, and what no environment owns.
//
// Tree works offline. Package verify/cluster asks a cluster.
package verify

// Options say what is known beyond the tree.
type Options struct {
	// Elsewhere lists objects that something else makes, as Kind/namespace/name
	// or Kind/name. References to them are closed.
	Elsewhere []string
	// Registries are the hosts that images may come from, and hosts with a path
	// (europe-west3-docker.pkg.dev/acme). Empty: any.
	Registries []string
	// Parallel is how many folders are built at once; 0: one per processor.
	Parallel int
	// Env is an environment of the cluster that is asked; empty: the tree is for
	// one cluster. Only package cluster looks at it.
	Env string
}

// A Severity says whether a finding fails the proof.
type Severity string

const (
	Error   Severity = "error"   // the tree is wrong: applying it would fail, or break something
	Warning Severity = "warning" // works, but somebody should look before the day
)

// A Finding is one thing that a rung does not accept.
type Finding struct {
	Rung     string   `json:"rung"`
	Severity Severity `json:"severity"`
	File     string   `json:"file"`           // slash-separated, relative to the tree's root; empty: a cluster as a whole
	Line     int      `json:"line,omitempty"` // from 1, also for a whole file; 0 without a file
	Env      string   `json:"env,omitempty"`  // empty: the platform, or all environments
	Object   string   `json:"object,omitempty"`
	Found    string   `json:"found"`    // what stands there; never a secret value
	Expected string   `json:"expected"` // what should
	Do       string   `json:"do"`       // what a person must do
}

// A Rung is one check of the ladder, done or skipped.
type Rung struct {
	Name    string `json:"name"`
	Proves  string `json:"proves"`
	Checked int    `json:"checked"` // how many things it looked at
	Unit    string `json:"unit"`    // what it counts
	Errors  int    `json:"errors"`
	Warns   int    `json:"warnings"`
	Skipped string `json:"skipped,omitempty"` // what it didn't look at, and why; empty when it looked at all
}

// A SecretValue is one value that a secret store must hold before the day.
type SecretValue struct {
	Env   string `json:"env"`
	Store string `json:"store"` // SecretStore/name, or "by hand"
	Key   string `json:"key"`   // the name in the store; "*" for all names that match
	Used  string `json:"used"`  // namespace/Secret that receives it
}

// A Result is what the ladder found, in the order of its rungs.
type Result struct {
	Rungs    []Rung        `json:"rungs"`
	Findings []Finding     `json:"findings"`
	Secrets  []SecretValue `json:"secrets"`           // by environment, store and key
	Unproven []string      `json:"unproven"`          // kinds that no rung knows a type for
	Changes  []Change      `json:"changes,omitempty"` // in a cluster, in the order of applying
}

// A Change is what applying one object would do to a cluster.
type Change struct {
	Object string   `json:"object"`           // Kind/namespace/name
	Action string   `json:"action"`           // create, change or none
	Fields []string `json:"fields,omitempty"` // that a change touches
}

// Failed says whether any finding is an error.
func (r Result) Failed() bool {
	for _, f := range r.Findings {
		if f.Severity == Error {
			return true
		}
	}
	return false
}
