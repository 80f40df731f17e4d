package inventory

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Journal is a Sink that appends what it gets to w, one JSON document a line,
// so that a run that dies at any moment can be resumed.
type Journal struct{ w io.Writer }

// NewJournal starts a journal at the end of w.
func NewJournal(w io.Writer) *Journal { return &Journal{w: w} }

type entry struct {
	Org *Snapshot `json:"org,omitempty"`
	App *App      `json:"app,omitempty"`
}

// Org appends everything but the insides of apps.
func (j *Journal) Org(s *Snapshot) error { return j.append(entry{Org: s}) }

// App appends one app.
func (j *Journal) App(app *App) error { return j.append(entry{App: app}) }

// append writes line and line end in one call: a torn line is the last one.
func (j *Journal) append(e entry) error {
	raw, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	if _, err := j.w.Write(append(raw, '\n')); err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	return nil
}

// ReadJournal reads what a run brought home before it died, for
// Options.Resume. A torn last line is left out; nothing at all gives nil.
// An app that was read twice counts as it was read last.
func ReadJournal(r io.Reader) (*Snapshot, error) {
	var s *Snapshot
	lines := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read journal: %w", err)
		}
		var e entry
		if err := json.Unmarshal(line, &e); err != nil {
			return nil, fmt.Errorf("read journal, line %d: %w", n, err)
		}
		s = replay(s, e)
	}
}

func replay(s *Snapshot, e entry) *Snapshot {
	if e.Org != nil {
		return mergeOrg(e.Org, s)
	}
	if s == nil || e.App == nil {
		return s
	}
	if app := s.App(e.App.Name); app != nil {
		*app = *e.App
	}
	return s
}

// mergeOrg keeps the apps of an earlier run in the same journal.
func mergeOrg(now, before *Snapshot) *Snapshot {
	if before == nil || before.Org.Slug != now.Org.Slug {
		return now
	}
	for i := range now.Apps.Items {
		if app := before.App(now.Apps.Items[i].Name); app != nil {
			now.Apps.Items[i] = *app
		}
	}
	return now
}
