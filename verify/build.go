package verify

import (
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// built is what came out of one target.
type built struct {
	objects []object
	err     error
}

// builds runs kustomize over every target, and keeps the objects, and over what a
// deploy will make of them.
func builds(s *site) outcome {
	seen := buildTargets(s)
	extra := s.buildAddons()
	seen.checked += extra.checked
	seen.findings = append(seen.findings, extra.findings...)
	return seen
}

func buildTargets(s *site) outcome {
	if len(s.targets) == 0 {
		return outcome{skipped: "no kustomization.yaml in the tree"}
	}
	results := s.buildAll()
	seen := outcome{checked: len(results)}
	for i, r := range results {
		if r.err != nil {
			seen.findings = append(seen.findings, s.buildFinding(s.targets[i], r.err))
			s.broken = append(s.broken, s.targets[i].env)
		}
		s.objects = append(s.objects, r.objects...)
	}
	return seen
}

// buildAddons builds each component that waits for a deploy on top of its
// overlay. What comes out is the overlay's objects again, so they aren't kept.
func (s *site) buildAddons() outcome {
	memory, err := inMemory(s.files)
	var seen outcome
	for _, a := range addons(s.files) {
		seen.checked++
		text := fmt.Sprintf("resources: [../../%s]\ncomponents: [../../%s]\n", path.Dir(a.folder), a.folder)
		if err == nil {
			err = memory.WriteFile("/.verify/addon/kustomization.yaml", []byte(text))
		}
		r := built{err: err}
		if err == nil {
			r = build(memory, target{folder: ".verify/addon"})
		}
		if r.err != nil && !slices.Contains(s.broken, a.env) {
			seen.findings = append(seen.findings, s.buildFinding(a, r.err))
		}
	}
	return seen
}

func (s *site) buildAll() []built {
	memory, err := inMemory(s.files)
	results := make([]built, len(s.targets))
	limit := s.options.Parallel
	if limit <= 0 {
		limit = runtime.GOMAXPROCS(0)
	}
	var group errgroup.Group
	group.SetLimit(limit)
	for i, t := range s.targets {
		group.Go(func() error {
			if err != nil {
				results[i] = built{err: err}
				return nil
			}
			results[i] = build(memory, t)
			return nil
		})
	}
	_ = group.Wait() // each result carries its own error
	return results
}

// inMemory copies the tree below /, so that nothing outside of it can be read.
func inMemory(files []file) (filesys.FileSystem, error) {
	memory := filesys.MakeFsInMemory()
	for _, f := range files {
		if err := memory.WriteFile("/"+f.path, f.data); err != nil {
			return nil, err
		}
	}
	return memory, nil
}

func build(memory filesys.FileSystem, t target) built {
	made, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(memory, "/"+t.folder)
	if err != nil {
		return built{err: err}
	}
	return objectsOf(made, t)
}

func objectsOf(made resmap.ResMap, t target) built {
	var b built
	for _, r := range made.Resources() {
		data, err := r.MarshalJSON()
		if err != nil {
			return built{err: err}
		}
		o, err := newObject(data, t)
		if err != nil {
			return built{err: err}
		}
		b.objects = append(b.objects, o)
	}
	return b
}

func (s *site) buildFinding(t target, err error) Finding {
	file, line := s.blamed(t.folder, err.Error())
	return Finding{
		Severity: Error, File: file, Line: line, Env: t.env,
		Found:    strings.ReplaceAll(err.Error(), "'/"+t.folder, "'"+t.folder),
		Expected: "a folder that kustomize builds",
		Do:       "run 'kubectl kustomize " + t.folder + "' and correct what it names",
	}
}
