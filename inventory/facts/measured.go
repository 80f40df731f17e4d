package facts

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// measured is facts/measured.yaml, which a person writes after a rehearsal:
//
//	version: 1
//	bridge:                          # round trips over the bridge
//	  - {from: europe-west3, to: fra, milliseconds: 11}
//	databases:
//	  - app: acme-db
//	    copy_mib_per_second: 40      # of a stream over the bridge
//	    dump_mib_per_second: 25      # dump and restore together
//
// A number that is left out is unknown.
type measured struct {
	Version int `json:"version"`
	Bridge  []struct {
		From         string  `json:"from"`
		To           string  `json:"to"`
		Milliseconds float64 `json:"milliseconds"`
	} `json:"bridge"`
	Databases []speed `json:"databases"`
}

type speed struct {
	App       string  `json:"app"`
	CopyMiBps float64 `json:"copy_mib_per_second"`
	DumpMiBps float64 `json:"dump_mib_per_second"`
}

func loadMeasured(folder fs.FS) (measured, error) {
	var m measured
	err := readFile(folder, "measured.yaml", &m)
	if errors.Is(err, fs.ErrNotExist) {
		return measured{}, nil
	}
	if err == nil {
		err = m.check()
	}
	if err != nil {
		return measured{}, fmt.Errorf("read fact measured.yaml: %w", err)
	}
	return m, nil
}

func (m measured) check() error {
	var errs []error
	for i, b := range m.Bridge {
		if b.From == "" || b.To == "" || b.Milliseconds <= 0 {
			errs = append(errs, fmt.Errorf("bridge[%d]: expected from, to and milliseconds above 0", i))
		}
	}
	for i, d := range m.Databases {
		if d.App == "" || d.CopyMiBps < 0 || d.DumpMiBps < 0 {
			errs = append(errs, fmt.Errorf("databases[%d]: expected app, and speeds of at least 0", i))
		}
	}
	return errors.Join(errs...)
}

// onto adds what was measured to what was asked. A database that nobody asked
// stays unknown: a speed alone says nothing about its settings.
func (m measured) onto(f *spec.Facts) {
	for _, b := range m.Bridge {
		f.Bridge = append(f.Bridge, spec.Link{From: b.From, To: b.To, Milliseconds: b.Milliseconds})
	}
	for _, d := range m.Databases {
		for i := range f.Databases {
			if f.Databases[i].Name == d.App {
				f.Databases[i].CopyMiBps, f.Databases[i].DumpMiBps = d.CopyMiBps, d.DumpMiBps
			}
		}
	}
}
