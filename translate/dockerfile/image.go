package dockerfile

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

// resolveBases puts build arguments into the FROM lines.
func (b *build) resolveBases(stages []instructions.Stage) error {
	for i := range stages {
		s := &stages[i]
		name, missing := b.expand(s.BaseName, b.global)
		if name == "" && len(missing) > 0 {
			b.file.Unresolved = append(b.file.Unresolved, Unresolved{Instruction: "FROM", Variable: missing[0], Line: line(s.Location)})
			continue // stays as written, so that a reader sees which variable it was
		}
		if name == "" {
			return fmt.Errorf("read FROM in line %d: the image is empty", line(s.Location))
		}
		s.BaseName = name
		s.Platform, _ = b.expand(s.Platform, b.global)
	}
	return nil
}

// imageOf splits a reference. A colon after the last slash starts a tag, one
// before it a port.
func imageOf(s *instructions.Stage) Image {
	img := Image{Reference: s.BaseName, Repository: s.BaseName, Platform: s.Platform, Line: line(s.Location)}
	img.Repository, img.Digest, _ = strings.Cut(img.Repository, "@")
	if i := strings.LastIndex(img.Repository, ":"); i > strings.LastIndex(img.Repository, "/") {
		img.Repository, img.Tag = img.Repository[:i], img.Repository[i+1:]
	}
	return img
}

// builders lists the bases of the stages that the target copies files from: a
// binary copied into `scratch` was made there.
func builders(stages []instructions.Stage, target int) []Image {
	var found []Image
	seen := map[int]bool{}
	for _, i := range chain(stages, target) {
		seen[i] = true
	}
	for _, i := range chain(stages, target) {
		for _, from := range copySources(&stages[i]) {
			j, ok := stageIndex(stages[:i], from)
			if !ok || seen[j] {
				continue
			}
			seen[j] = true
			found = append(found, imageOf(&stages[chain(stages, j)[0]]))
		}
	}
	return found
}

func stageIndex(stages []instructions.Stage, name string) (int, bool) {
	if i, ok := stageNamed(stages, name); ok {
		return i, true
	}
	i, err := strconv.Atoi(name)
	return i, err == nil && i >= 0 && i < len(stages)
}

func copySources(s *instructions.Stage) []string {
	var names []string
	for _, cmd := range s.Commands {
		if c, ok := cmd.(*instructions.CopyCommand); ok && c.From != "" {
			names = append(names, c.From)
		}
	}
	return names
}
