// Package secrets joins the secrets that apps have on Fly with those that a
// store has, by name, and writes the script that copies what is missing.
//
// Fly gives names alone, never values. A value that has to be copied is in the
// environment of a running machine; the script takes it from there into the
// store, on a machine of the team, and this program never sees it.
package secrets

// A State says what the store has of a secret.
type State string

const (
	Present   State = "present"    // the store has the name
	Missing   State = "missing"    // the store's names are known, and this is not among them
	Unknown   State = "unknown"    // nobody said which names the store has
	NotOnFly  State = "not on Fly" // the store alone has it
	FromStore State = "by hand"    // no store: people make the Kubernetes Secret
)

// A Row is one secret of one app in one environment.
type Row struct {
	Env     string `json:"env"`
	App     string `json:"app"`     // empty for a name that only the store has
	FlyApp  string `json:"flyApp"`  // the app on Fly
	Name    string `json:"name"`    // as the app reads it
	Class   string `json:"class"`   // copy, rewrite or regenerate
	Store   string `json:"store"`   // secret-manager, doppler or manual
	Project string `json:"project"` // of the store
	Config  string `json:"config"`  // Doppler's
	Key     string `json:"key"`     // in the store
	State   State  `json:"state"`
	Staged  bool   `json:"staged"` // set on Fly, but in no machine yet
	Clash   bool   `json:"clash"`  // another app has the same key: one place can't hold two values
	Do      string `json:"do"`     // what a person must do; empty when nothing
}

// A List is the names that one environment's store has.
type List struct {
	Env   string // empty: of every environment
	Names []string
}

// Have is what the stores have.
type Have struct {
	Doppler       []List
	SecretManager []List
}
