package verify

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// places knows where each object of the tree is written down. Overlays patch
// what bases say, so one object may have several places.
type places []place

type place struct {
	file       string
	kind, name string
	root       *yaml.Node
}

func locate(files []file) places {
	var all places
	for _, f := range files {
		if strings.HasSuffix(f.path, ".yaml") || strings.HasSuffix(f.path, ".yml") {
			all = append(all, documents(f)...)
		}
	}
	return all
}

// documents reads a file as far as it is YAML; the kustomize rung says where it
// isn't.
func documents(f file) []place {
	var found []place
	decoder := yaml.NewDecoder(bytes.NewReader(f.data))
	for {
		var doc yaml.Node
		if err := decoder.Decode(&doc); err != nil {
			return found
		}
		root := doc.Content[0]
		kind, name := text(child(root, "kind")), text(child(child(root, "metadata"), "name"))
		found = append(found, place{file: f.path, kind: kind, name: name, root: root})
	}
}

// of finds the file and line of a field of an object: the patch that sets it if
// there is one, else the base, else the line where the object starts.
func (p places) of(o object, field string) (string, int) {
	candidates := p.candidates(o)
	for _, c := range candidates {
		if line, whole := follow(c.root, field); whole {
			return c.file, line
		}
	}
	if len(candidates) > 0 {
		c := candidates[len(candidates)-1]
		line, _ := follow(c.root, field)
		return c.file, line
	}
	return p.generator(o)
}

// line is where a file that holds no object says something; 0 for a file that
// isn't YAML.
func (p places) line(file, field string) int {
	for _, c := range p {
		if c.file == file {
			line, _ := follow(c.root, field)
			return line
		}
	}
	return 0
}

// candidates are an object's places, those in its target first, then its app's
// overlays, then its base.
func (p places) candidates(o object) []place {
	var found []place
	for _, c := range p {
		if c.kind == o.GetKind() && c.name == o.GetName() && distance(c.file, o.target.folder) < far {
			found = append(found, c)
		}
	}
	slices.SortStableFunc(found, func(a, b place) int {
		return distance(a.file, o.target.folder) - distance(b.file, o.target.folder)
	})
	return found
}

const far = 1 << 10

// distance is the number of steps between a file's folder and a target.
func distance(file, folder string) int {
	from, to := strings.Split(path.Dir(file), "/"), strings.Split(folder, "/")
	same := 0
	for same < len(from) && same < len(to) && from[same] == to[same] {
		same++
	}
	if same == 0 || from[0] == "apps" && same < 2 {
		return far
	}
	return len(from) + len(to) - 2*same
}

// generator finds the kustomization that generates a ConfigMap or Secret; its
// name has a hash at the end.
func (p places) generator(o object) (string, int) {
	best, line, steps := o.target.folder+"/kustomization.yaml", 0, far
	for _, c := range p {
		if d := distance(c.file, o.target.folder); isKustomization(c.file) && d < steps {
			if node := generates(c.root, o); node != nil {
				best, line, steps = c.file, node.Line, d
			}
		}
	}
	return best, line
}

func generates(root *yaml.Node, o object) *yaml.Node {
	list := child(root, strings.ToLower(o.GetKind()[:1])+o.GetKind()[1:]+"Generator")
	if list == nil || list.Kind != yaml.SequenceNode {
		return nil
	}
	for _, entry := range list.Content {
		name := text(child(entry, "name"))
		if name != "" && (o.GetName() == name || strings.HasPrefix(o.GetName(), name+"-")) {
			return child(entry, "name")
		}
	}
	return nil
}
