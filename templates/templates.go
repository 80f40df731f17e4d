// Package templates holds the texts that fly2k8s writes for people. Each is fed
// by a struct whose decisions are made: inside there is range, if and names.
package templates

import "embed"

// Files are the templates, by file name.
//
//go:embed *.tmpl
var Files embed.FS
