// Package poolfile turns node pools into files and back: infra/nodepools/*.yaml,
// each a CreateNodePoolRequest of the GKE API in protojson's form, written as
// YAML. Terraform reads the same files with yamldecode, so there is one truth.
//
// A pool file has the keys of the API in camel case; 64-bit numbers are strings,
// as protojson wants them. Reading is strict: a key that the API doesn't have is
// an error with its line.
package poolfile

import (
	"fmt"
	"path"
	"slices"

	"cloud.google.com/go/container/apiv1/containerpb"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// Folder holds the pool files in the platform repo. Those of the first cluster lie
// in it, those of each further cluster in a folder named after its first
// environment.
const Folder = "infra/nodepools"

// A File is a pool file.
type File struct {
	Path    string // slash-separated, relative to the platform repo
	Data    []byte
	Request *containerpb.CreateNodePoolRequest
}

// Files are the pool files of a company, in the order of its pools.
func Files(c spec.Company) ([]File, error) {
	var files []File
	for _, p := range c.Pools {
		at := slices.IndexFunc(c.Environments, func(e spec.Environment) bool { return e.Name == p.Env })
		if at < 0 {
			return nil, fmt.Errorf("write node pool %s: no environment %q", p.Name, p.Env)
		}
		request := Request(p, c.Environments[at])
		data, err := Marshal(request)
		if err != nil {
			return nil, fmt.Errorf("write node pool %s: %w", p.Name, err)
		}
		files = append(files, File{Path: Path(c, p), Data: data, Request: request})
	}
	return files, nil
}

// Path is where the file of a pool lies.
func Path(c spec.Company, p spec.Pool) string {
	if len(c.Pools) > 0 && p.Env != c.Pools[0].Env {
		return path.Join(Folder, p.Env, p.Name+".yaml")
	}
	return path.Join(Folder, p.Name+".yaml")
}

// Requests are what the files ask the GKE API for, in their order.
func Requests(files []File) []*containerpb.CreateNodePoolRequest {
	out := make([]*containerpb.CreateNodePoolRequest, len(files))
	for i, f := range files {
		out[i] = f.Request
	}
	return out
}
