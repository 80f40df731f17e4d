package spec

// Facts are what the Fly API doesn't hold and somebody measured or asked: by
// read-only probes of databases, or in a rehearsal. What is absent is unknown,
// never zero.
type Facts struct {
	Databases []DatabaseFacts // by Name
	Bridge    []Link          // measured round trips over the bridge
	Usage     []Usage         // by FlyApp and Group
}

// DatabaseFacts is what a probe of one PostgreSQL brought back.
type DatabaseFacts struct {
	Name         string // the Database's FlyApp
	SizeMiB      int
	WALLevel     string   // replica, logical …
	Superuser    bool     // the probe's role may do everything
	Replication  bool     // the probe's role may replicate
	Keyless      []string // tables without a primary key or replica identity, as schema.table
	Unlogged     []string
	LargeObjects int
	Views        []string // materialised ones, as schema.view
	Extensions   []string
	Roles        []string // that may log in, without the platform's own
	Collation    string
	CopyMiBps    float64 // measured over the bridge; 0: not measured
	DumpMiBps    float64 // dump and restore together; 0: not measured
}

// A Link is one measured round trip.
type Link struct {
	From, To     string  // a Google region and a Fly region
	Milliseconds float64 // the mean
}

// Database is what is known of one; false when it was never asked.
func (f Facts) Database(name string) (DatabaseFacts, bool) {
	for _, d := range f.Databases {
		if d.Name == name {
			return d, true
		}
	}
	return DatabaseFacts{}, false
}
