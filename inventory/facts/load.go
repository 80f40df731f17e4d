package facts

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory/yamljson"
)

// Facts is everything that a facts folder holds. What is absent is unknown.
type Facts struct {
	Clusters []Cluster
	Zones    []Zone
	Usage    []spec.Usage
	// UsageTaken is when the usage was measured; empty when the file is silent.
	UsageTaken string

	measured measured
}

// Load reads a facts folder. A folder that isn't there is no facts, and no
// error; a file that can't be read is one.
func Load(folder fs.FS) (Facts, error) {
	var f Facts
	databases, err := files[Cluster](folder, "databases/*.yaml")
	if err != nil {
		return Facts{}, err
	}
	f.Clusters = databases
	zones, err := files[zoneFile](folder, "dns/*.yaml")
	if err != nil {
		return Facts{}, err
	}
	for _, z := range zones {
		f.Zones = append(f.Zones, z.Zone)
	}
	if f.measured, err = loadMeasured(folder); err != nil {
		return Facts{}, err
	}
	text, err := fs.ReadFile(folder, usageName)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return Facts{}, fmt.Errorf("read usage: %w", err)
	}
	f.Usage, f.UsageTaken, err = parseUsage(usageName, text)
	return f, err
}

func files[T any](folder fs.FS, pattern string) ([]T, error) {
	names, err := fs.Glob(folder, pattern)
	if err != nil {
		return nil, fmt.Errorf("list facts: %w", err)
	}
	var all []T
	for _, name := range names {
		var one T
		if err := readFile(folder, name, &one); err != nil {
			return nil, fmt.Errorf("read fact %s: %w", name, err)
		}
		all = append(all, one)
	}
	return all, nil
}

func readFile(folder fs.FS, name string, v any) error {
	text, err := fs.ReadFile(folder, name)
	if err != nil {
		return err
	}
	raw, err := yamljson.Decode(text)
	if err != nil {
		return err
	}
	var head struct{ Version int }
	if err := json.Unmarshal(raw, &head); err != nil {
		return err
	}
	if head.Version != 1 {
		return fmt.Errorf("version %d, expected 1", head.Version)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	return dec.Decode(v)
}

// Spec is what a plan rests on.
func (f Facts) Spec() spec.Facts {
	out := spec.Facts{Usage: f.Usage}
	for _, c := range f.Clusters {
		out.Databases = append(out.Databases, c.Spec())
	}
	f.measured.onto(&out)
	return out
}

// Age is how old a fact is; false when nobody knows.
func Age(taken string, now time.Time) (time.Duration, bool) {
	at, err := time.Parse(time.RFC3339, taken)
	if err != nil {
		return 0, false
	}
	return now.Sub(at), true
}
