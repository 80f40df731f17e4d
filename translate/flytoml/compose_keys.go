package flytoml

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// ComposeKey is a key of the compose file that means less than it says.
type ComposeKey struct {
	File string // as Base reads it
	Path string // services.db.ports
	Line int
	// Constant is what flyctl takes in place of the value; empty for a key that
	// it does not read at all.
	Constant string
}

// ComposeKeys lists, in the file's order, what flyctl reads past in the compose
// file that [build.compose] points to. It is empty without one, and for a file
// that Base refuses.
func (f *File) ComposeKeys(read ReadFile) []ComposeKey {
	if f.Config.Build == nil || f.Config.Build.Compose == nil {
		return nil
	}
	name, data, err := f.Config.Build.Compose.find(read)
	if err != nil {
		return nil
	}
	var document yaml.Node
	if yaml.Unmarshal(data, &document) != nil || len(document.Content) == 0 {
		return nil
	}
	c := composeWalk{file: name, read: read}
	eachMember(document.Content[0], func(key, value *yaml.Node) {
		if key.Value == "services" {
			eachMember(value, c.service)
			return
		}
		c.add(key, key.Value, "")
	})
	return c.keys
}

type composeWalk struct {
	file string
	read ReadFile
	keys []ComposeKey
}

func (c *composeWalk) add(at *yaml.Node, path, constant string) {
	c.keys = append(c.keys, ComposeKey{File: c.file, Path: path, Line: at.Line, Constant: constant})
}

func (c *composeWalk) service(name, service *yaml.Node) {
	eachMember(service, func(key, value *yaml.Node) {
		path := "services." + segment(name.Value) + "." + segment(key.Value)
		switch {
		case key.Value == "volumes":
			c.volumes(path, value)
		case key.Value == "healthcheck":
			eachMember(value, func(part, _ *yaml.Node) { c.healthcheck(path, part) })
		case !slices.Contains(composeRead(), key.Value):
			c.add(key, path, "")
		}
	})
}

// composeRead are the keys of a service that composeService has.
func composeRead() []string {
	return []string{"image", "build", "environment", "command", "entrypoint", "user", "depends_on"}
}

// volumes that are files of the host are read; named ones and folders are not.
func (c *composeWalk) volumes(path string, list *yaml.Node) {
	for _, item := range list.Content {
		if item.Kind != yaml.ScalarNode || len(composeFiles([]string{item.Value}, folderOf(c.file), c.read)) == 0 {
			c.add(item, path, "")
		}
	}
}

func (c *composeWalk) healthcheck(path string, part *yaml.Node) {
	path += "." + segment(part.Value)
	switch part.Value {
	case "test", "retries":
	case "interval":
		c.add(part, path, "30 s")
	case "timeout":
		c.add(part, path, "10 s")
	default:
		c.add(part, path, "")
	}
}

func eachMember(n *yaml.Node, do func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		do(n.Content[i], n.Content[i+1])
	}
}

func folderOf(file string) string {
	if i := strings.LastIndexByte(file, '/'); i >= 0 {
		return file[:i]
	}
	return "."
}
