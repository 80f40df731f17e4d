package verify

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// named are the words that a message of kustomize's puts in quotes, before the
// suffix of a file, or after "name".
var named = regexp.MustCompile(`['"]([^'" ]+)['"]|([\w./-]+\.ya?ml)|\bname ([\w.-]+)`)

// blamed finds the line that a build's error is about: the kustomization, of the
// folder or of one that it includes, that says what the message names. The last
// name is the most exact one. Without any it is the folder's own kustomization.
func (s *site) blamed(folder, message string) (string, int) {
	all := s.included(folder, map[string]bool{})
	for _, words := range slices.Backward(named.FindAllStringSubmatch(message, -1)) {
		word := path.Base(words[1] + words[2] + words[3])
		for _, f := range all {
			if line := saying(f, word); line > 0 {
				return f.path, line
			}
		}
	}
	return folder + "/kustomization.yaml", 1
}

// included are the kustomization of a folder and of what it includes, the deepest
// first. Seen are folders that were visited: a faulty tree may go in circles.
func (s *site) included(folder string, seen map[string]bool) []file {
	if seen[folder] {
		return nil
	}
	seen[folder] = true
	var all []file
	for _, f := range s.files {
		if path.Dir(f.path) != folder || !isKustomization(f.path) {
			continue
		}
		k, _ := kustomization(f) // as far as it can be read
		for _, name := range slices.Concat(k.Resources, k.Components) {
			all = append(all, s.included(path.Join(folder, name), seen)...)
		}
		all = append(all, f)
	}
	return all
}

// saying is the line of a file that has a word; 0 if none has.
func saying(f file, word string) int {
	for number, line := range strings.Split(string(f.data), "\n") {
		if strings.Contains(line, word) {
			return number + 1
		}
	}
	return 0
}
