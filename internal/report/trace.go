package report

// A Trace says where a path of an app's spec ended up in the repository. The
// first trace of a path is its main one: the place that a reader looks at.
type Trace struct {
	App    string // the Fly app's name
	Env    string
	Spec   string // processes.web.replicas.min
	Object string // Kind/name
	Field  string // spec.replicas; empty for the whole object
	File   string // where the object stands; empty until it is known
}
