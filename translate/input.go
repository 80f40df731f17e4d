package translate

import (
	"io/fs"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

// A Source is one config file and the folder that an app is deployed from.
type Source struct {
	Root   string // the name of the folder that FS is; empty when unknown
	Dir    string // inside FS; "." is its root
	FS     fs.FS
	Config string // the path of the fly.toml inside FS
}

// AppInput is all that is known of one app in one environment. File or Live may
// be nil, not both.
type AppInput struct {
	Name      string // the grouped name; empty: from the file, or the source's folder
	Env       string
	Namespace string // empty: the Fly app's name
	Network   string
	// Production raises the floor of groups that serve.
	Production bool

	Source     Source // zero without source folders
	File       *flytoml.File
	Live       *inventory.App
	Dockerfile *dockerfile.File // nil when there is none to read
	Unplaced   bool             // its primary region is none that is known
	Unread     bool             // there is one, and the caller's findings say why it was not read
	Code       []source.Hit     // what the source folder gives away; its findings are the caller's
	Compat     bool             // the gateway makes Fly's request headers again
	Decisions  decisions.App
}
