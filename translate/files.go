package translate

import (
	"errors"
	"io/fs"
	"path"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// maxFile is what a ConfigMap can hold (kubernetes.io/docs/concepts/configuration/configmap).
const maxFile = 1 << 20

// files become parts of a ConfigMap or Secret, each mounted at its own path.
func files(v view, src Source, l *ledger) []spec.File {
	var out []spec.File
	for _, f := range v.Files {
		file, ok := content(f, src, l)
		if ok {
			out = append(out, file)
		}
		l.carried(f.Field+".guest_path", spec.FilePath(f.GuestPath))
		l.carried(f.Field+".mode", spec.FilePath(f.GuestPath))
		l.changed(report.RuleFiles, f.Field+".processes", spec.FilePath(f.GuestPath), "every group gets the file: flyctl reads past processes here")
		l.dropped(report.RuleFiles, f.Field+".image_config", "a file that is the image's own configuration has no equal")
	}
	return out
}

// content is what the file holds: flyctl takes local_path before secret_name
// before raw_value.
func content(f flytoml.FileSpec, src Source, l *ledger) (spec.File, bool) {
	to := spec.FilePath(f.GuestPath)
	out := spec.File{Path: f.GuestPath}
	overruled := "flyctl takes another source for this file"
	switch {
	case f.LocalPath != "":
		l.dropped(report.RuleFiles, f.Field+".secret_name", overruled)
		l.dropped(report.RuleFiles, f.Field+".raw_value", overruled)
		return local(f, src, l)
	case f.SecretName != "":
		out.Secret = f.SecretName
		l.carried(f.Field+".secret_name", to)
		l.dropped(report.RuleFiles, f.Field+".raw_value", overruled)
	case len(f.RawValue) > maxFile:
		l.undecided(advise(report.RuleFiles, "put it into the image"), f.Field+".raw_value", to, "a ConfigMap holds 1 MiB at most")
		return spec.File{}, false
	default:
		out.Data = []byte(f.RawValue)
		l.carried(f.Field+".raw_value", to)
	}
	return out, true
}

// local reads a file beside the config: flyctl looks in the folder that it is
// started in, which is the source's.
func local(f flytoml.FileSpec, src Source, l *ledger) (spec.File, bool) {
	field, to := f.Field+".local_path", spec.FilePath(f.GuestPath)
	data, err := readLocal(src, f.LocalPath)
	switch {
	case err != nil:
		l.undecided(advise(report.RuleFiles, "put the file there, or mount it by hand"), field, to, "there is no readable file "+f.LocalPath+" in the source")
		return spec.File{}, false
	case len(data) > maxFile:
		l.undecided(advise(report.RuleFiles, "put it into the image"), field, to, "a ConfigMap holds 1 MiB at most")
		return spec.File{}, false
	}
	l.carried(field, to)
	return spec.File{Path: f.GuestPath, Data: data}, true
}

// readLocal reads a file beside the config. Its errors are worded here: what the
// operating system says of the same file is not the same everywhere, and it
// would stand in the report.
func readLocal(src Source, name string) ([]byte, error) {
	if src.FS == nil {
		return nil, errors.New(unreadable(fs.ErrNotExist))
	}
	if data, err := fs.ReadFile(src.FS, path.Join(src.Dir, name)); err == nil {
		return data, nil
	}
	data, err := fs.ReadFile(src.FS, path.Clean(name))
	if err != nil {
		return nil, errors.New(unreadable(err))
	}
	return data, nil
}

// unreadable is why a file or folder can't be read, in words of our own.
func unreadable(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "it is not there"
	case errors.Is(err, fs.ErrPermission):
		return "its permissions forbid it"
	case errors.Is(err, fs.ErrInvalid):
		return "it leads out of the folder that was read"
	}
	return "it can't be read"
}
