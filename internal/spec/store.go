package spec

// A Store is how a database or a cache runs in the cluster itself. Without an
// image it runs elsewhere.
type Store struct {
	Image   string // with its registry and a version
	Process Process
}

// Inside says whether it runs in the cluster.
func (s Store) Inside() bool { return s.Image != "" }
