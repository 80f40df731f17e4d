package flytoml

import (
	"encoding/base64"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// ReadFile returns a file beside the config; flyctl takes compose files from the
// config's folder and everything else from its working directory, which for
// most people is the same.
type ReadFile func(path string) ([]byte, error)

// composeNames are what flyctl looks for when [build.compose] names no file.
func composeNames() []string {
	return []string{"compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"}
}

// Base is the machine config that the file points to, beside its own settings:
// a compose file, or machine_config. Group.MachineOver lays the rest over it.
// It is nil when the file points to none.
func (f *File) Base(read ReadFile) (*inventory.MachineConfig, error) {
	base, err := f.base(read)
	if err != nil || base == nil || len(base.Containers) == 0 {
		return base, err
	}
	return base, f.chooseContainer(base.Containers)
}

func (f *File) base(read ReadFile) (*inventory.MachineConfig, error) {
	if b := f.Config.Build; b != nil && b.Compose != nil {
		file, data, err := b.Compose.find(read)
		if err != nil {
			return nil, err
		}
		containers, err := readCompose(file, data, read)
		return &inventory.MachineConfig{Containers: containers}, err
	}
	text := f.Config.MachineConfig
	if x := f.Config.Experimental; x != nil && x.MachineConfig != "" {
		text = x.MachineConfig
	}
	if text == "" {
		return nil, nil
	}
	return machineConfig(text, read)
}

func (c *Compose) find(read ReadFile) (file string, data []byte, err error) {
	names := composeNames()
	if c.File != "" {
		names = []string{c.File}
	}
	for _, name := range names {
		if data, err = read(name); err == nil {
			return name, data, nil
		}
	}
	return "", nil, fmt.Errorf("read compose file %s: %w", strings.Join(names, ", "), err)
}

// machineConfig takes inline JSON, or the path of a .json file.
func machineConfig(text string, read ReadFile) (*inventory.MachineConfig, error) {
	data := []byte(text)
	if !strings.HasPrefix(text, "{") {
		var err error
		if !strings.HasSuffix(text, ".json") {
			return nil, fmt.Errorf("read machine_config %s: it is neither JSON in braces nor the path of a .json file", text)
		}
		if data, err = read(text); err != nil {
			return nil, fmt.Errorf("read machine_config %s: %w", text, err)
		}
	}
	m := &inventory.MachineConfig{}
	if err := inventory.Decode(data, m); err != nil {
		return nil, fmt.Errorf("decode machine_config: %w", err)
	}
	return m, nil
}

// chooseContainer gives the built image to one container: the one that the file
// names, else "app", else the one that compose builds, else the first.
func (f *File) chooseContainer(all []inventory.Container) error {
	name := or(f.Config.Container, appGroup)
	chosen := slices.IndexFunc(all, func(c inventory.Container) bool { return c.Name == name })
	if chosen < 0 && f.Config.Container != "" {
		return fmt.Errorf("find container %s: there is none of that name", name)
	}
	if chosen < 0 {
		chosen = max(0, slices.IndexFunc(all, func(c inventory.Container) bool { return c.Image == built }))
	}
	all[chosen].Image = built
	for _, c := range all {
		if c.Image == "" {
			return fmt.Errorf("read container %s: it has no image", c.Name)
		}
	}
	return nil
}

// composeFiles are the volumes that are files beside the compose file.
func composeFiles(volumes []string, folder string, read ReadFile) []inventory.File {
	var all []inventory.File
	for _, v := range volumes {
		host, guest, found := strings.Cut(v, ":")
		if !found || guest == "ro" || guest == "rw" {
			continue
		}
		guest, _, _ = strings.Cut(guest, ":")
		if !path.IsAbs(host) {
			host = path.Join(folder, host)
		}
		data, err := read(host)
		if err != nil {
			continue
		}
		encoded := base64.StdEncoding.EncodeToString(data)
		all = append(all, inventory.File{GuestPath: guest, RawValue: &encoded})
	}
	return all
}
