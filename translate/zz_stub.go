package translate

import (
	"io/fs"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

type Source struct {
	Dir, Config string
	FS          fs.FS
}

func (s *Source) Path() string                 { return "" }
func (s *Source) Folder() string               { return "" }
func (s *Source) Middle() string               { return "" }
func (s *Source) Read() (*flytoml.File, error) { return nil, nil }

type AppInput struct{}

func App(in AppInput) (spec.App, []report.Finding, error) { return spec.App{}, nil, nil }
func appInput(m member, d decisions.Decisions) (AppInput, []report.Finding) {
	return AppInput{}, nil
}
