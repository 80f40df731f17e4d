package controlplane

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// Version is the Kubernetes that is built: GKE's Regular channel is 1.35.
const Version = "v1.35.4"

// programs are the packages that make up a control plane, and the two that
// people deploy with.
var programs = [...]string{
	"./etcd",
	"k8s.io/kubernetes/cmd/kube-apiserver",
	"k8s.io/kubernetes/cmd/kube-scheduler",
	"k8s.io/kubernetes/cmd/kube-controller-manager",
	"k8s.io/kubernetes/cmd/kubectl",
	"sigs.k8s.io/kustomize/kustomize/v5",
}

// Build compiles the programs, unless an earlier run did, and returns their
// folder. The first build takes minutes; FLY2K8S_E2E_CACHE moves the cache.
func Build(ctx context.Context) (string, error) {
	source := sourceFolder()
	key, err := cacheKey(source)
	if err != nil {
		return "", err
	}
	cache, err := cacheFolder()
	if err != nil {
		return "", err
	}
	done := filepath.Join(cache, Version+"-"+key)
	if _, err := os.Stat(done); err == nil {
		return done, nil
	}
	partial, err := os.MkdirTemp(cache, "building-")
	if err != nil {
		return "", fmt.Errorf("make a build folder: %w", err)
	}
	defer os.RemoveAll(partial)
	if err := compile(ctx, source, partial); err != nil {
		return "", err
	}
	// Another run may have finished first; its programs are the same.
	if err := os.Rename(partial, done); err != nil && !os.IsExist(err) {
		return "", fmt.Errorf("keep the built programs: %w", err)
	}
	return done, nil
}

func compile(ctx context.Context, source, into string) error {
	// Without a version the server calls itself v0.0.0, and features that
	// compare versions go wrong.
	const version = "k8s.io/component-base/version"
	flags := fmt.Sprintf("-s -w -X %[1]s.gitVersion=%[2]s -X %[1]s.gitMajor=1 -X %[1]s.gitMinor=35 -X %[1]s.gitTreeState=clean", version, Version)
	args := append([]string{"build", "-buildvcs=false", "-ldflags", flags, "-o", into + "/"}, programs[:]...)
	command := exec.CommandContext(ctx, "go", args...)
	command.Dir = source
	command.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("build the control plane: %w\n%s", err, output)
	}
	return nil
}

func sourceFolder() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "servers")
}

func cacheFolder() (string, error) {
	folder := os.Getenv("FLY2K8S_E2E_CACHE")
	if folder == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("find the cache folder: %w", err)
		}
		folder = filepath.Join(user, "fly2k8s-e2e")
	}
	return folder, os.MkdirAll(folder, 0o755)
}

// cacheKey changes with everything that the programs are made of.
func cacheKey(source string) (string, error) {
	hash := sha256.New()
	fmt.Fprintln(hash, runtime.Version(), runtime.GOOS, runtime.GOARCH, Version, programs)
	for _, name := range []string{"go.mod", "go.sum", "etcd/main.go"} {
		data, err := os.ReadFile(filepath.Join(source, name))
		if err != nil {
			return "", fmt.Errorf("read the control plane's source: %w", err)
		}
		hash.Write(data)
	}
	return hex.EncodeToString(hash.Sum(nil))[:12], nil
}
