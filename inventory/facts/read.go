package facts

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/yamljson"
)

// Answer is what a probe printed.
type Answer struct {
	// Name is the file's: what it is about, between tildes.
	Name string
	Text []byte
	// Taken is when it was saved; the zero time when nobody knows.
	Taken time.Time
}

// Read turns answers into the files of the facts folder, by path. Answers that
// can't be read are errors, each named; the others become facts all the same.
func Read(s *inventory.Snapshot, answers []Answer) (map[string][]byte, error) {
	answers = slices.Clone(answers)
	slices.SortFunc(answers, func(a, b Answer) int { return strings.Compare(a.Name, b.Name) })
	r := reading{files: map[string][]byte{}, databases: map[string][]Database{}, usage: map[string][]byte{}}
	for _, a := range answers {
		if err := r.answer(a); err != nil {
			r.errs = append(r.errs, fmt.Errorf("%s: %w", a.Name, err))
		}
	}
	r.finish(s)
	return r.files, errors.Join(r.errs...)
}

type reading struct {
	files      map[string][]byte
	databases  map[string][]Database
	usage      map[string][]byte
	usageTaken string
	errs       []error
}

func (r *reading) answer(a Answer) error {
	parts := strings.Split(strings.TrimSuffix(a.Name, path.Ext(a.Name)), "~")
	switch {
	case parts[0] == "database" && len(parts) == 3:
		return r.database(parts[1], a)
	case parts[0] == "dns" && len(parts) == 2:
		return r.zone(parts[1], a)
	case parts[0] == "usage" && len(parts) == 2:
		return r.usageAnswer(parts[1], a)
	}
	return errors.New("no probe saves under that name; expected database~APP~DATABASE.txt, dns~ZONE.json or .zone, usage~QUERY.json")
}

func (r *reading) database(app string, a Answer) error {
	if !plainName(app) {
		return fmt.Errorf("%q is no app's name", app)
	}
	d, err := ReadDatabase(a.Text)
	if err != nil {
		return err
	}
	r.databases[app] = append(r.databases[app], d)
	return nil
}

func (r *reading) zone(name string, a Answer) error {
	if !plainName(name) {
		return fmt.Errorf("%q is no zone's name", name)
	}
	z, err := ReadZone(name, a.Text)
	if err != nil {
		return err
	}
	z.Taken = stamp(a.Taken)
	return r.put("dns/"+z.Name+".yaml", zoneFile{Version: 1, Zone: z})
}

func (r *reading) usageAnswer(query string, a Answer) error {
	known := slices.ContainsFunc(usageQueries(), func(q usageQuery) bool { return q.name == query })
	if !known {
		return fmt.Errorf("no query is called %q", query)
	}
	r.usage[query] = a.Text
	r.usageTaken = max(r.usageTaken, stamp(a.Taken))
	return nil
}

func (r *reading) finish(s *inventory.Snapshot) {
	for _, c := range clusters(r.databases) {
		if err := r.put("databases/"+c.App+".yaml", c); err != nil {
			r.errs = append(r.errs, err)
		}
	}
	if len(r.usage) == 0 {
		return
	}
	groups, err := readUsage(s, r.usage)
	if err != nil {
		r.errs = append(r.errs, err)
		return
	}
	text, err := writeUsage(r.usageTaken, groups)
	if err != nil {
		r.errs = append(r.errs, err)
		return
	}
	r.files[usageName] = text
}

func (r *reading) put(name string, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	text, err := yamljson.Encode(raw, "Read from the answer of a probe.", nil)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	r.files[name] = text
	return nil
}

func plainName(name string) bool {
	return cmp.Or(name, ".") != "." && plainMap(name, "-._") == name && !strings.HasPrefix(name, ".")
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
