package kustomize

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/translate/kube"
	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/types"
)

// A layer is one part of the objects, split: what all environments share, and
// of each environment what differs and what it alone has.
type layer struct {
	part kube.Part
	dir  string // in base and overlay: empty, or release
	base []document
	envs []difference // by the index of the folder's envs
}

type difference struct {
	patch []document // what differs from the base
	own   []document // objects that not all environments have
}

// split compares the environments. An object stands in the base when all of
// them have it. A release command of one environment stays with it: a base of
// its own would only be a longer way.
func split(part kube.Part, dir string, envs []*env) *layer {
	l := &layer{part: part, dir: dir}
	if part == kube.Base || len(envs) > 1 {
		byEnv := make([]map[string]*yaml.Node, len(envs))
		for i, e := range envs {
			byEnv[i] = byID(e.part(part))
		}
		for _, d := range envs[0].part(part) {
			l.share(d, byEnv)
		}
	}
	shared := byID(l.base)
	for _, e := range envs {
		var diff difference
		for _, d := range e.part(part) {
			diff.add(d, shared[d.id])
		}
		l.envs = append(l.envs, diff)
	}
	return l
}

func (l *layer) share(d document, byEnv []map[string]*yaml.Node) {
	roots := make([]*yaml.Node, len(byEnv))
	for i, env := range byEnv {
		if roots[i] = env[d.id]; roots[i] == nil {
			return
		}
	}
	if d.root = common("", roots); imagesShared(d.root, roots[0]) {
		l.base = append(l.base, d)
	}
}

// byID are the trees of documents; of two with one id, which is an error that
// verify reports, the first.
func byID(docs []document) map[string]*yaml.Node {
	out := make(map[string]*yaml.Node, len(docs))
	for _, d := range docs {
		if _, twice := out[d.id]; !twice {
			out[d.id] = d.root
		}
	}
	return out
}

// imagesShared says whether the base names the same containers as an
// environment does. Where they differ the object stays whole in each overlay:
// kustomize replaces images before it patches, so a container that comes with a
// patch would keep its bare name.
func imagesShared(base, tree *yaml.Node) bool {
	for i, spec := range podSpecs(tree) {
		if child(spec, "containers") != nil && child(podSpecs(base)[i], "containers") == nil {
			return false
		}
	}
	return true
}

func rootOf(docs []document, id string) *yaml.Node {
	if i := slices.IndexFunc(docs, func(d document) bool { return d.id == id }); i >= 0 {
		return docs[i].root
	}
	return nil
}

func (diff *difference) add(d document, base *yaml.Node) {
	if base == nil {
		diff.own = append(diff.own, d)
		return
	}
	if more := rest(d.root, base); more != nil {
		d.root = identified(d, more)
		diff.patch = append(diff.patch, d)
	}
}

// identified is a patch with what kustomize finds its object by.
func identified(d document, more *yaml.Node) *yaml.Node {
	meta := child(more, "metadata")
	if meta == nil {
		meta = mapping(nil)
	}
	for _, key := range []string{"name", "namespace"} {
		if v := child(child(d.root, "metadata"), key); v != nil && child(meta, key) == nil {
			meta.Content = append(meta.Content, text(key), text(v.Value))
		}
	}
	remove(more, "metadata")
	head := mapping([]pair{{text("apiVersion"), child(d.root, "apiVersion")}, {text("kind"), child(d.root, "kind")}, {text("metadata"), meta}})
	head.Content = append(head.Content, more.Content...)
	return head
}

// writeBase writes what is shared, when anything is.
func (f *folder) writeBase(l *layer) {
	if len(l.base) == 0 {
		return
	}
	k := kustomization()
	k.Resources = f.objects(join("base", l.dir), l.base)
	f.file(join("base", l.dir)+"/kustomization.yaml", node(k))
}

// writeOverlay writes what an environment adds to the base into its folder.
func (f *folder) writeOverlay(l *layer, i int, components ...string) {
	dir := join("overlays/"+f.envs[i].Name, l.dir)
	k := f.overlay(l, i, dir)
	k.Components = components
	f.file(dir+"/kustomization.yaml", node(k))
}

// overlay writes the files of an overlay and returns what lists them.
func (f *folder) overlay(l *layer, i int, dir string) types.Kustomization {
	k := f.envs[i].kustomization()
	if len(l.base) > 0 {
		k.Resources = []string{join(up(dir)+"base", l.dir)}
	}
	k.Resources = append(k.Resources, f.objects(dir, l.envs[i].own)...)
	if patch := l.envs[i].patch; len(patch) > 0 {
		f.file(dir+"/"+patchFile, roots(patch)...)
		k.Patches = []types.Patch{{Path: patchFile}}
	}
	return k
}
