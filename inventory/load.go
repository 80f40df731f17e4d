package inventory

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"sigs.k8s.io/json"

	"github.com/fly2k8s/fly2k8s/inventory/yamljson"
)

// Load reads a saved snapshot back. The observed files may be missing, an
// app's file may not. An error names the file, and the line and key of each
// problem in it: a key that the format does not have, a value of another type.
// A file that was cut off is refused, and so is one that org.yaml doesn't name.
func Load(folder fs.FS) (*Snapshot, error) {
	var org orgDocument
	if err := read(folder, orgFile, &org); err != nil {
		return nil, err
	}
	if org.Version != Version {
		return nil, fmt.Errorf("%s has version %d, and this program reads version %d: take the fly2k8s that wrote it, or run inventory again", orgFile, org.Version, Version)
	}
	if err := sameApps(folder, org.Apps.Items); err != nil {
		return nil, err
	}
	s := org.Snapshot
	s.Apps = List[App]{Section: org.Apps.Section}
	for _, name := range org.Apps.Items {
		app, err := loadApp(folder, name)
		if err != nil {
			return nil, err
		}
		s.Apps.Items = append(s.Apps.Items, app)
	}
	var observed managedObserved
	if err := read(folder, path.Join(observedDir, "_org.yaml"), &observed); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	joinManaged(s.Managed.Items, observed)
	return &s, nil
}

// sameApps compares what org.yaml names with the files that are there.
func sameApps(folder fs.FS, names []string) error {
	named := make(map[string]bool, len(names))
	for _, name := range names {
		switch {
		case !appFileName.MatchString(name):
			return fmt.Errorf("%s names the app %q, which is no name that Fly gives", orgFile, name)
		case named[name]:
			return fmt.Errorf("%s names the app %s twice", orgFile, name)
		}
		named[name] = true
	}
	files, err := fs.Glob(folder, appsDir+"/*.yaml")
	if err != nil {
		return err
	}
	for _, file := range files {
		if !named[strings.TrimSuffix(path.Base(file), ".yaml")] {
			return fmt.Errorf("%s is there, and %s does not name it: they come from two runs, copy one whole folder", file, orgFile)
		}
	}
	return nil
}

func loadApp(folder fs.FS, name string) (App, error) {
	var app App
	file := path.Join(appsDir, name+".yaml")
	if err := read(folder, file, &app); errors.Is(err, fs.ErrNotExist) {
		return App{}, fmt.Errorf("%s names the app %s: %w; copy the whole folder, or run inventory again", orgFile, name, err)
	} else if err != nil {
		return App{}, err
	}
	if app.Name != name {
		return App{}, fmt.Errorf("%s: name: expected %s, as the file is called, found %q", file, name, app.Name)
	}
	var observed appObserved
	err := read(folder, path.Join(observedDir, name+".yaml"), &observed)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return App{}, err
	}
	joinObserved(&app, observed)
	return app, nil
}

func read(folder fs.FS, name string, v any) error {
	text, err := fs.ReadFile(folder, name)
	if err != nil {
		return err
	}
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		return fmt.Errorf("%s: the file is empty; run inventory again", name)
	case !whole(text):
		return fmt.Errorf("%s: its last line, %q, is missing: the file was cut off, or something was added below it; run inventory again", name, strings.TrimSpace(ending))
	}
	raw, err := yamljson.Decode(text)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	strict, err := json.UnmarshalStrict(raw, v)
	if err != nil || len(strict) > 0 {
		return unfit(name, text, v, errors.Join(append(strict, err)...))
	}
	return nil
}

// unfit names the line and the key of everything in the file that has no room
// in the format.
func unfit(name string, text []byte, v any, err error) error {
	var all []error
	for _, p := range yamljson.Problems(text, v) {
		all = append(all, fmt.Errorf("%s:%d: %s: %s", name, p.Line, p.Path, p.What))
	}
	if len(all) == 0 {
		return fmt.Errorf("%s: %w", name, err)
	}
	return errors.Join(all...)
}

// whole: YAML that is cut off between two lines is YAML still, of fewer machines.
// A file that says at its head how it ends is held to that.
func whole(text []byte) bool {
	head := text[:min(len(text), 1000)]
	return !bytes.Contains(head, []byte(promise)) || bytes.HasSuffix(bytes.TrimRight(text, "\r\n \t"), []byte(strings.TrimSpace(ending)))
}
