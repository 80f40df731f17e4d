package translate_test

import (
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// said are the findings that are more than carried, as "CODE outcome key".
func said(findings []report.Finding) []string {
	var out []string
	for _, f := range findings {
		if f.Code != "" || f.Outcome == report.Unaccounted {
			out = append(out, strings.TrimSpace(f.Code+" "+string(f.Outcome)+" "+f.From.Key))
		}
	}
	return out
}

// ofFile translates a fly.toml alone, in production.
func ofFile(t *testing.T, text string, change ...func(*translate.AppInput)) (spec.App, []report.Finding) {
	t.Helper()
	file, err := flytoml.Parse("fly.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	in := translate.AppInput{Env: "production", Production: true, File: file}
	for _, c := range change {
		c(&in)
	}
	app, findings, err := translate.App(in)
	if err != nil {
		t.Fatal(err)
	}
	return app, findings
}

func built(t *testing.T, text string) func(*translate.AppInput) {
	t.Helper()
	image, err := dockerfile.Parse("Dockerfile", []byte(text), dockerfile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return func(in *translate.AppInput) { in.Dockerfile = image }
}

func decided(d decisions.App) func(*translate.AppInput) {
	return func(in *translate.AppInput) { in.Decisions = d }
}

// quiet is an app that gives no cause for findings beside those of a test: a Go
// server, a size, a signal, a check.
const quiet = `app = "shop"
primary_region = "fra"
kill_signal = "SIGTERM"
[build]
  image = "docker.io/acme/shop:1"
[[vm]]
  size = "shared-cpu-1x"
`

// behaviour is one row: what a file adds to the quiet one, and what is said.
type behaviour struct {
	add    string
	change []func(*translate.AppInput)
	want   []string // findings, in the order of the report
	check  func(spec.App) any
	is     any // what check must give
}
