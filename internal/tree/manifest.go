package tree

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// manifestPath is where a written folder remembers what was generated.
const manifestPath = ".fly2k8s/manifest.json"

// A Manifest is the record of generated files: path, hash and owner. With it a
// later run tells its own files from edited ones.
type Manifest struct {
	Version int     `json:"version"`
	Files   []Entry `json:"files"` // by Path
}

// An Entry is one generated file.
type Entry struct {
	Path   string `json:"path"`
	Owner  string `json:"owner"` // the stage that wrote it: translate or cutover
	SHA256 string `json:"sha256"`
	Once   bool   `json:"once,omitempty"`
}

// readManifest reads the manifest of a folder; one that isn't there is empty.
func readManifest(dir string) (Manifest, error) {
	data, err := os.ReadFile(filepath.Join(dir, manifestPath))
	if os.IsNotExist(err) {
		return Manifest{Version: 1}, nil
	}
	if err != nil {
		return Manifest{}, err
	}
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return Manifest{}, fmt.Errorf("read %s: %w", manifestPath, err)
	}
	if m.Version != 1 {
		return Manifest{}, fmt.Errorf("read %s: version %d, expected 1", manifestPath, m.Version)
	}
	return m, nil
}

func (m Manifest) bytes() []byte {
	slices.SortFunc(m.Files, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		panic(err) // strings and bools always marshal
	}
	return append(data, '\n')
}

func (m Manifest) find(path string) (Entry, bool) {
	i, ok := slices.BinarySearchFunc(m.Files, path, func(e Entry, p string) int { return strings.Compare(e.Path, p) })
	if !ok {
		return Entry{}, false
	}
	return m.Files[i], true
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
