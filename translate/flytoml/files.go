package flytoml

import (
	"slices"
)

// FileSpec is one of [[files]], written into machines at start. LocalPath wins
// over SecretName, SecretName over RawValue.
type FileSpec struct {
	Field     string
	GuestPath string
	// LocalPath is relative to the working directory of flyctl.
	LocalPath  string
	SecretName string // the secret holds base64
	// RawValue is the text as the file has it; flyctl encodes it to base64, so
	// this is what the machine's file contains.
	RawValue string
	// Processes has no effect: every group gets every file.
	Processes []string
}

// groupFiles is the same for every group. Of two files with one guest path the
// later one holds, in the place of the first; without any content it removes it.
func (c *Config) groupFiles() []FileSpec {
	var merged []FileSpec
	for _, f := range c.Files {
		at := slices.IndexFunc(merged, func(m FileSpec) bool { return m.GuestPath == f.GuestPath })
		switch {
		case at < 0:
			merged = append(merged, f)
		case f.LocalPath == "" && f.SecretName == "" && f.RawValue == "":
			merged = slices.Delete(merged, at, at+1)
		default:
			merged[at] = f
		}
	}
	return merged
}

func (r *reader) files(t table) []FileSpec {
	var all []FileSpec
	for _, f := range t.tables("files") {
		all = append(all, FileSpec{
			Field:      f.field,
			GuestPath:  f.string("guest_path"),
			LocalPath:  f.string("local_path"),
			SecretName: f.string("secret_name"),
			RawValue:   f.string("raw_value"),
			Processes:  f.strings("processes"),
		})
	}
	return all
}
