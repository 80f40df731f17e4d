package poolfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"

	"cloud.google.com/go/container/apiv1/containerpb"
	"go.yaml.in/yaml/v3"
	"google.golang.org/protobuf/encoding/protojson"
)

// An Error is a problem at a place of a pool file.
type Error struct {
	File string
	Line int // from 1
	Text string
}

func (e Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Text) }

// Load reads all pool files below a folder, in the order of their paths. The
// error holds the problems of all of them.
func Load(fsys fs.FS, folder string) ([]File, error) {
	var files []File
	var errs []error
	err := fs.WalkDir(fsys, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		request, err := Parse(name, data)
		files, errs = append(files, File{Path: name, Data: data, Request: request}), append(errs, err)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read node pools: %w", err)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return files, nil
}

// Parse reads one pool file.
func Parse(file string, data []byte) (*containerpb.CreateNodePoolRequest, error) {
	doc, err := document(file, data)
	if err != nil {
		return nil, err
	}
	json, err := jsonByLine(file, doc)
	if err != nil {
		return nil, err
	}
	request := &containerpb.CreateNodePoolRequest{}
	if err := protojson.Unmarshal(json, request); err != nil {
		return nil, protoError(file, err)
	}
	if err := check(file, doc.Content[0], request); err != nil {
		return nil, err
	}
	return request, nil
}

// document is the one YAML document of a file.
func document(file string, data []byte) (*yaml.Node, error) {
	d := yaml.NewDecoder(bytes.NewReader(data))
	var doc, second yaml.Node
	err := d.Decode(&doc)
	switch {
	case errors.Is(err, io.EOF):
		return nil, Error{file, 1, "empty: expected a CreateNodePoolRequest"}
	case err != nil:
		return nil, yamlError(file, err)
	case !errors.Is(d.Decode(&second), io.EOF):
		return nil, Error{file, second.Line, "a second document: one pool, one file"}
	}
	return &doc, nil
}

var (
	protoLine = regexp.MustCompile(`\(line (\d+):\d+\): (.*)`)
	yamlLine  = regexp.MustCompile(`line (\d+): (.*)`)
)

func protoError(file string, err error) error { return located(file, err, protoLine) }

func yamlError(file string, err error) error { return located(file, err, yamlLine) }

// located takes the line out of a library's message. protojson puts no-break
// spaces into its messages on purpose; they become plain ones.
func located(file string, err error, line *regexp.Regexp) error {
	text := strings.ReplaceAll(err.Error(), "\u00a0", " ")
	if m := line.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		return Error{file, n, m[2]}
	}
	return Error{file, 1, text}
}
