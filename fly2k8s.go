// Package fly2k8s carries the sample company that `fly2k8s demo` moves.
package fly2k8s

import (
	"embed"
	"io/fs"
)

//go:embed all:testdata/scenarios/acme/fly all:testdata/scenarios/acme/facts all:testdata/scenarios/acme/src
var acme embed.FS

// AcmeFly is what the Fly API answers for the sample company.
func AcmeFly() fs.FS { return sub("fly") }

// AcmeFacts is what its databases, its DNS and its metrics answered.
func AcmeFacts() fs.FS { return sub("facts") }

// AcmeSource is the sample company's repository.
func AcmeSource() fs.FS { return sub("src") }

func sub(dir string) fs.FS {
	f, err := fs.Sub(acme, "testdata/scenarios/acme/"+dir)
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return f
}
