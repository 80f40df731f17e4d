package kustomize

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/tree"
	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/types"
)

func component() types.Kustomization {
	return types.Kustomization{TypeMeta: types.TypeMeta{APIVersion: types.ComponentVersion, Kind: types.ComponentKind}}
}

// generator is a ConfigMap as kustomize's generator makes it: variables as
// literals, files as files of the repository. It also returns the variables'
// nodes, which hold the comments, in order.
func (f *folder) generator(dir string, d document) (types.ConfigMapArgs, []*yaml.Node) {
	args := types.ConfigMapArgs{GeneratorArgs: types.GeneratorArgs{Name: d.object.Name}}
	if d.object.Files {
		args.FileSources = f.fileSources(dir, d.root)
		return args, nil
	}
	data := child(d.root, "data")
	var values []*yaml.Node
	for i := 0; data != nil && i+1 < len(data.Content); i += 2 {
		args.LiteralSources = append(args.LiteralSources, data.Content[i].Value+"="+literal(data.Content[i+1].Value))
		values = append(values, data.Content[i+1])
	}
	return args, values
}

// literal keeps quotes that a value has at both ends: kustomize takes one pair
// away.
// https://github.com/kubernetes-sigs/kustomize/blob/master/api/kv/kv.go
func literal(value string) string {
	if len(value) < 2 {
		return value
	}
	first, last := value[0], value[len(value)-1]
	if first == last && (first == '"' || first == '\'') {
		return `"` + value + `"`
	}
	return value
}

func (f *folder) fileSources(dir string, root *yaml.Node) []string {
	var names []string
	add := func(key string, data []byte) {
		f.tree.Add(f.root+"/"+dir+"/files/"+key, data)
		names = append(names, "files/"+key)
	}
	each(child(root, "data"), func(key, value string) { add(key, []byte(value)) })
	each(child(root, "binaryData"), func(key, value string) {
		data, err := base64.StdEncoding.DecodeString(value)
		if err != nil {
			panic(fmt.Sprintf("decode %s: %v", key, err)) // just encoded
		}
		add(key, data)
	})
	slices.Sort(names)
	return names
}

func each(n *yaml.Node, do func(key, value string)) {
	for i := 0; n != nil && i+1 < len(n.Content); i += 2 {
		do(n.Content[i].Value, n.Content[i+1].Value)
	}
}

// carryComments puts the variables' comments at the ends of their literals.
func carryComments(n *yaml.Node, values []*yaml.Node) {
	generators := child(n, "configMapGenerator")
	if generators == nil {
		return
	}
	for _, g := range generators.Content {
		literals := child(g, "literals")
		for i := 0; literals != nil && i < len(literals.Content) && i < len(values); i++ {
			comment(nil, literals.Content[i], strings.TrimPrefix(values[i].LineComment, "# "))
		}
	}
}

// writeImages writes which image runs. It is made once: deploys write there.
func (f *folder) writeImages(dir string, e *env) {
	k := component()
	k.Images = []types.Image{{Name: e.image(), NewName: e.Image.Repo, NewTag: e.Image.Tag, Digest: e.Image.Digest}}
	if e.Image.Digest != "" {
		k.Images[0].NewTag = ""
	}
	path := f.root + "/" + dir + "/kustomization.yaml"
	f.tree = append(f.tree, tree.File{Path: path, Data: printed(node(k)), Once: true})
}
