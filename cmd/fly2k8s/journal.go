package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// journalFile is what a run that broke off leaves in the inventory's folder.
const journalFile = "journal.jsonl"

// runJournal is the sink of one run: what was read goes to disk at once.
type runJournal struct {
	inventory.Sink
	file    *os.File
	name    string
	made    []string // folders that did not exist before, outermost first
	earlier *inventory.Snapshot
}

// openJournal starts a journal, or goes on with the one of an earlier run.
func openJournal(out string, f inventoryFlags) (*runJournal, error) {
	j := &runJournal{name: filepath.Join(out, journalFile)}
	if f.resume {
		if err := j.replay(out); err != nil {
			return nil, err
		}
	}
	j.made = missing(out)
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, err
	}
	mode := os.O_CREATE | os.O_WRONLY | os.O_TRUNC
	file, err := os.OpenFile(j.name, mode, 0o644)
	if err != nil {
		return nil, err
	}
	j.file, j.Sink = file, inventory.NewJournal(file)
	return j, j.keep()
}

// replay reads what the earlier run brought home: its journal, or the inventory
// itself when it ended with gaps.
func (j *runJournal) replay(out string) error {
	file, err := os.Open(j.name)
	if errors.Is(err, fs.ErrNotExist) {
		earlier, err := inventory.Load(os.DirFS(out))
		if err != nil {
			return hint(fmt.Errorf("resume %s: %w", out, err), "leave --resume out to start anew")
		}
		j.earlier = earlier
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	j.earlier, err = inventory.ReadJournal(file)
	return err
}

// keep writes what is resumed into the new journal, so that a second break
// loses nothing.
func (j *runJournal) keep() error {
	if j.earlier == nil {
		return nil
	}
	if err := j.Org(j.earlier); err != nil {
		return err
	}
	for i := range j.earlier.Apps.Items {
		if err := j.App(&j.earlier.Apps.Items[i]); err != nil {
			return err
		}
	}
	return nil
}

func (j *runJournal) Close() error { return j.file.Close() }

// remove takes the journal away, and the folders that this run made if nothing
// else is in them.
func (j *runJournal) remove() error {
	if err := os.Remove(j.name); err != nil {
		return err
	}
	for _, dir := range slices.Backward(j.made) {
		_ = os.Remove(dir) // fails when the inventory is in it, as it should
	}
	return nil
}

func missing(dir string) []string {
	var made []string
	for d := filepath.Clean(dir); ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); err == nil || d == filepath.Dir(d) {
			slices.Reverse(made)
			return made
		}
		made = append(made, d)
	}
}

// writeInventory replaces the inventory's files and removes those of apps that
// are gone.
func writeInventory(out string, files map[string][]byte) error {
	for _, name := range sortedNames(files) {
		if err := writeFile(filepath.Join(out, filepath.FromSlash(name)), files[name]); err != nil {
			return err
		}
	}
	old, err := os.ReadDir(filepath.Join(out, "apps"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, entry := range old {
		if _, still := files["apps/"+entry.Name()]; !still && strings.HasSuffix(entry.Name(), ".yaml") {
			if err := os.Remove(filepath.Join(out, "apps", entry.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
