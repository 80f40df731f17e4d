package inventory

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/fly2k8s/fly2k8s/inventory/yamljson"
)

// Load reads a saved snapshot back. The observed files may be missing, an
// app's file may not: an app that org.yaml names and that has no file is an
// error, as is a key that the format does not have.
func Load(folder fs.FS) (*Snapshot, error) {
	var org orgDocument
	if err := read(folder, orgFile, &org); err != nil {
		return nil, err
	}
	if org.Version != Version {
		return nil, fmt.Errorf("read %s: version %d, this program reads version %d", orgFile, org.Version, Version)
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

func loadApp(folder fs.FS, name string) (App, error) {
	var app App
	if err := read(folder, path.Join(appsDir, name+".yaml"), &app); err != nil {
		return App{}, err
	}
	if app.Name != name {
		return App{}, fmt.Errorf("read %s/%s.yaml: it holds the app %q", appsDir, name, app.Name)
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
		return fmt.Errorf("read inventory: %w", err)
	}
	raw, err := yamljson.Decode(text)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}
