// Package testenv finds what a test needs outside the module, and skips the
// test by name where it is absent.
package testenv

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// Root is the module's folder.
func Root() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..")
}

// Shared is the folder of shared test material beside the project (a corpus of
// real fly.toml files, flyctl's reading of each, schemas). The test is skipped
// where there is none.
func Shared(t testing.TB, sub ...string) string {
	t.Helper()
	dir := filepath.Join(append([]string{Root(), "..", "shared"}, sub...)...)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("needs %s beside the project", filepath.Join(append([]string{"../shared"}, sub...)...))
	}
	return dir
}

// Program is the path of a program on this machine. The test is skipped where
// it is not installed.
func Program(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("needs %s", name)
	}
	return path
}
