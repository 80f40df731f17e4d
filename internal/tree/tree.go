// Package tree is what a run writes: files in memory, and the rules by which
// they reach a folder. Nothing is half written, and no file that somebody
// edited is ever overwritten.
package tree

import (
	"cmp"
	"slices"
)

// A File is one file of a Tree.
type File struct {
	Path string // slash-separated, relative
	Data []byte
	Once bool // made once: never touched again when it is there
}

// A Tree is a set of files by Path.
type Tree []File

// Sort orders the files by path.
func (t Tree) Sort() {
	slices.SortFunc(t, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
}

// Add appends a file.
func (t *Tree) Add(path string, data []byte) { *t = append(*t, File{Path: path, Data: data}) }

// Find is the file at path, and whether there is one.
func (t Tree) Find(path string) (File, bool) {
	for _, f := range t {
		if f.Path == path {
			return f, true
		}
	}
	return File{}, false
}
