package spec

// firstCrossing is the first port of the bridge that carries an app's port.
const firstCrossing = 20000

// A Crossing is one port of something on Fly that the bridge carries: whoever
// calls the bridge's address at Through reaches FlyApp at Port.
type Crossing struct {
	FlyApp  string
	Port    int
	Through int
}

// Crossings are what the bridge carries during the move: the private ports of
// every app that moves, then the databases' and caches' own. The bridge has one
// address, so each gets a port of its own, by its place in this list.
func (c Company) Crossings() []Crossing {
	var out []Crossing
	add := func(flyApp string, port int) {
		for _, x := range out {
			if x.FlyApp == flyApp && x.Port == port {
				return
			}
		}
		out = append(out, Crossing{FlyApp: flyApp, Port: port, Through: firstCrossing + len(out)})
	}
	for _, a := range c.Apps {
		if a.Env == PreviewEnv {
			continue
		}
		for _, p := range a.Processes {
			for _, private := range p.Private {
				if n := p.number(private.Port); n > 0 {
					add(a.FlyApp, n)
				}
			}
		}
	}
	for _, d := range c.Databases {
		add(d.FlyApp, postgresPort)
	}
	return out
}

// postgresPort is where Fly Postgres answers, for the primary, behind its own proxy.
const postgresPort = 5432

// number is the number of a process's port; 0 for a port that it doesn't have.
func (p Process) number(name string) int {
	for _, port := range p.Ports {
		if port.Name == name {
			return port.Number
		}
	}
	return 0
}
