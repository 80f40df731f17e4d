// Package report is the ledger: what became of every setting that a user has
// on Fly. A Finding accounts for one of them; a run balances when none is left
// unaccounted.
package report

// An Outcome says what became of a setting.
type Outcome string

const (
	Carried   Outcome = "carried"   // the same meaning on GKE
	Changed   Outcome = "changed"   // a near equivalent; Why says what differs
	Dropped   Outcome = "dropped"   // no meaning or no equal there; Why says what that costs
	Undecided Outcome = "undecided" // a person must choose; Do says how

	// Unaccounted is a setting that no code settled. It fails the run.
	Unaccounted Outcome = "unaccounted"
)

// A Severity says how much a finding matters on the day of the move.
// It is empty on a plain carried setting.
type Severity string

const (
	Blocker Severity = "blocker" // the move can't happen before this is answered
	Warning Severity = "warning" // something behaves differently; somebody must know
	Note    Severity = "note"    // worth a look, nothing to do
)

// A Finding accounts for one setting. Its JSON is part of report.json, whose
// shape is a contract.
type Finding struct {
	Code     string   `json:"code"` // of the rule (FLY013); empty on a plain carried setting
	Rule     string   `json:"rule"` // its name (keep-alive)
	Severity Severity `json:"severity"`
	Outcome  Outcome  `json:"outcome"`
	Accepted string   `json:"accepted"` // the reason given in fly2k8s.yaml; empty when nobody accepted it
	Env      string   `json:"env"`      // the environment; empty when it is about all of them
	From     Source   `json:"from"`
	To       Target   `json:"to"`
	Why      string   `json:"why"` // one sentence
	Do       string   `json:"do"`  // what a person must do; empty when nothing

	// Spec is the path in the app's spec that the setting filled
	// (processes.web.replicas.min). Locate turns it into To.
	Spec string `json:"-"`
}

// A Source is the place of a setting on Fly's side.
type Source struct {
	App     string `json:"app"`     // the Fly app's name, as Fly or the file spells it
	Machine string `json:"machine"` // the machine's id, for live settings
	File    string `json:"file"`    // slash-separated, relative to the source or inventory folder
	Key     string `json:"key"`     // as the file spells it; a Dockerfile's instruction; a JSON path of the inventory
	Line    int    `json:"line"`    // from 1; 0 when the source has no lines
}

// A Target is where the setting stands in the repository that translate writes.
type Target struct {
	File   string `json:"file"`
	Object string `json:"object"` // Kind/name
	Field  string `json:"field"`  // spec.replicas
}

// A Rule is one entry of the catalogue: a difference between the platforms
// that has a name.
type Rule struct {
	Code      string // FLY013
	Name      string // keep-alive
	Title     string
	Severity  Severity
	Detects   string // what is looked at
	Generates string // what translate writes because of it
	Do        string // what a person must do
	Link      string // the page that it rests on
}

// Of is a finding of a rule, with the rule's own severity and advice. Outcome,
// place and reason are the caller's to set.
func Of(r Rule, o Outcome, from Source, why string) Finding {
	return Finding{Code: r.Code, Rule: r.Name, Severity: r.Severity, Outcome: o, From: from, Why: why, Do: r.Do}
}
