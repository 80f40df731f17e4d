package tree

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Result is what a write did, by path, in order.
type Result struct {
	Written   []string // new or changed
	Same      int      // already there with the same bytes
	Removed   []string // generated before, not any more
	Edited    []string // edited by somebody since, or not ours: left alone
	Forgotten []string // generated before, not any more, but edited: left alone
}

// LeftAlone says whether somebody's edits were kept, so that a person must
// look: exit status 4.
func (r Result) LeftAlone() bool { return len(r.Edited)+len(r.Forgotten) > 0 }

// Plan compares a tree with a folder without writing anything.
func Plan(dir string, t Tree, owner string) (Result, error) {
	w, err := plan(dir, t, owner)
	return w.result, err
}

// Write puts a tree into a folder. Each file is written beside its place and
// renamed, the manifest last. A file that differs from what the manifest
// remembers was edited by somebody and is left alone, as is one that the
// manifest doesn't know. The owner's files that the tree no longer has are
// removed, unless edited.
func Write(dir string, t Tree, owner string) (Result, error) {
	w, err := plan(dir, t, owner)
	if err != nil {
		return Result{}, err
	}
	for _, f := range w.write {
		if err := replace(filepath.Join(dir, filepath.FromSlash(f.Path)), f.Data); err != nil {
			return Result{}, err
		}
	}
	for _, path := range w.result.Removed {
		if err := remove(dir, path); err != nil {
			return Result{}, err
		}
	}
	return w.result, replace(filepath.Join(dir, manifestPath), w.manifest.bytes())
}

type pending struct {
	result   Result
	write    []File
	manifest Manifest
}

func plan(dir string, t Tree, owner string) (pending, error) {
	old, err := readManifest(dir)
	if err != nil {
		return pending{}, err
	}
	t = slices.Clone(t)
	t.Sort()
	w := pending{manifest: Manifest{Version: 1}}
	for _, f := range t {
		if err := w.file(dir, f, old, owner); err != nil {
			return pending{}, err
		}
	}
	return w, w.gone(dir, t, old, owner)
}

func (w *pending) file(dir string, f File, old Manifest, owner string) error {
	now, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.Path)))
	missing := errors.Is(err, fs.ErrNotExist)
	if err != nil && !missing {
		return err
	}
	was, known := old.find(f.Path)
	entry := Entry{Path: f.Path, Owner: owner, SHA256: hash(f.Data), Once: f.Once}
	switch {
	case missing:
		w.write = append(w.write, f)
		w.result.Written = append(w.result.Written, f.Path)
	case bytes.Equal(now, f.Data):
		w.result.Same++
	case f.Once && known:
		w.result.Same++
		entry = was
	case !known || hash(now) != was.SHA256:
		w.result.Edited = append(w.result.Edited, f.Path)
		if !known {
			return nil
		}
		entry = was
	default:
		w.write = append(w.write, f)
		w.result.Written = append(w.result.Written, f.Path)
	}
	w.manifest.Files = append(w.manifest.Files, entry)
	return nil
}

// gone settles what the manifest knows and the tree no longer has.
func (w *pending) gone(dir string, t Tree, old Manifest, owner string) error {
	for _, e := range old.Files {
		if e.Owner != owner {
			w.manifest.Files = append(w.manifest.Files, e)
			continue
		}
		if _, still := slices.BinarySearchFunc(t, e.Path, func(f File, p string) int { return strings.Compare(f.Path, p) }); still {
			continue
		}
		now, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(e.Path)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return err
		case hash(now) == e.SHA256:
			w.result.Removed = append(w.result.Removed, e.Path)
		default:
			w.result.Forgotten = append(w.result.Forgotten, e.Path)
			w.manifest.Files = append(w.manifest.Files, e)
		}
	}
	return nil
}

func replace(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".fly2k8s-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	if _, err := temp.Write(data); err != nil {
		temp.Close()
		return err
	}
	if err := temp.Chmod(0o644); err != nil {
		temp.Close()
		return err
	}
	if err := temp.Close(); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}

// remove deletes a file and the folders that it leaves empty.
func remove(dir, path string) error {
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(path))); err != nil {
		return err
	}
	for parent := filepath.Dir(filepath.FromSlash(path)); parent != "."; parent = filepath.Dir(parent) {
		if os.Remove(filepath.Join(dir, parent)) != nil {
			return nil // not empty
		}
	}
	return nil
}
