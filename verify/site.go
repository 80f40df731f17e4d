package verify

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// site is the tree as the rungs see it: its files, the places of objects in
// them, and the objects of each target. Rungs read it and leave it as it is,
// except for builds and decodes, which fill it.
type site struct {
	fsys    fs.FS
	options Options
	files   []file // by path
	places  places
	targets []target
	objects []object // of all targets, in the order of targets
	broken  []string // environments with an object that can't be read

	// clusters leads from an environment to the first one of its cluster.
	clusters map[string]string
}

type file struct {
	path string
	data []byte
}

// survey reads every file of the tree, but no hidden folder other than our own.
func survey(fsys fs.FS, options Options) (*site, error) {
	s := &site{fsys: fsys, options: options}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && hidden(name):
			return fs.SkipDir
		case !entry.Type().IsRegular():
			return nil
		}
		data, err := fs.ReadFile(fsys, name)
		s.files = append(s.files, file{path: name, data: data})
		return err
	})
	if err != nil {
		return nil, err
	}
	// A walk comes to shop/x before shop-api/x; by path it is the other way round.
	slices.SortFunc(s.files, func(a, b file) int { return strings.Compare(a.path, b.path) })
	s.places = locate(s.files)
	s.targets = targets(s.files)
	s.clusters = clusters(s.files)
	return s, nil
}

func hidden(name string) bool {
	base := path.Base(name)
	return name != "." && strings.HasPrefix(base, ".") && base != ".fly2k8s" && base != ".github"
}

// under lists the files in a folder, sub-folders included, that end as given.
func (s *site) under(folder, ending string) []file {
	var found []file
	for _, f := range s.files {
		if strings.HasPrefix(f.path, folder+"/") && strings.HasSuffix(f.path, ending) {
			found = append(found, f)
		}
	}
	return found
}

func (s *site) has(name string) bool {
	_, ok := slices.BinarySearchFunc(s.files, name, func(f file, name string) int {
		return strings.Compare(f.path, name)
	})
	return ok
}

// view is one environment: its own objects, and those that they may name: all
// of its cluster.
type view struct {
	platform  bool
	own, seen []object
}

// applied are the objects that one cluster gets.
func (v view) applied() []object {
	if v.platform {
		return v.own
	}
	return v.seen
}

// views splits the objects by who has to agree with whom. An environment sees
// its cluster; what no environment owns sees everything.
func (s *site) views() []view {
	var all []view
	for _, env := range s.environments() {
		if s.breaks(env) {
			continue
		}
		all = append(all, view{env == "", s.of(env), s.in(env)})
	}
	return all
}

// breaks says whether an environment can't be judged as a whole, because a part
// of it couldn't be read. Whatever sees that part can't be judged either.
func (s *site) breaks(env string) bool {
	for _, broken := range s.broken {
		if s.together(broken, env) {
			return true
		}
	}
	return false
}

// unjudged says in words which environments the views leave out.
func (s *site) unjudged() string {
	var names []string
	for _, env := range s.environments() {
		if s.breaks(env) {
			names = append(names, cmp.Or(env, "the platform"))
		}
	}
	if names == nil {
		return ""
	}
	return strings.Join(names, ", ") + ": a part can't be read, see the rungs before"
}

// environments are the names of all environments, in order, with the empty name
// of the platform first.
func (s *site) environments() []string {
	names := []string{""}
	for _, t := range s.targets {
		names = append(names, t.env)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// of lists the objects that an environment owns.
func (s *site) of(env string) []object {
	var own []object
	for _, o := range s.objects {
		if o.env == env {
			own = append(own, o)
		}
	}
	return own
}

// in lists the objects of an environment's cluster.
func (s *site) in(env string) []object {
	var seen []object
	for _, o := range s.objects {
		if s.together(o.env, env) {
			seen = append(seen, o)
		}
	}
	return seen
}
