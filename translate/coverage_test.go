package translate_test

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

var update = flag.Bool("update", false, "write docs/coverage.md")

// A key that the reader learns must be set in the every-key scenario, so that
// its answer stands in docs/coverage.md.
func TestEveryKeySetsEveryKey(t *testing.T) {
	in := everyKey(t)
	for _, field := range zeros(reflect.ValueOf(in.File.Config), "") {
		t.Errorf("the scenario every-key does not set %s", field)
	}
}

// zeros are the fields of a config that nothing set. One element of a list that
// sets a field is enough.
func zeros(v reflect.Value, path string) []string {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return []string{path}
		}
		if v.Elem().Kind() != reflect.Struct {
			return nil // false and zero are settings
		}
		return zeros(v.Elem(), path)
	case reflect.Struct:
		var out []string
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.Name != "Field" {
				out = append(out, zeros(v.Field(i), strings.TrimPrefix(path+"."+f.Name, "."))...)
			}
		}
		return out
	case reflect.Slice:
		return zerosOfAll(v, path)
	}
	if v.IsZero() && !mayBeFalse(path) {
		return []string{path}
	}
	return nil
}

func zerosOfAll(v reflect.Value, path string) []string {
	if v.Len() == 0 {
		return []string{path}
	}
	if v.Type().Elem().Kind() != reflect.Struct {
		return nil
	}
	missing := zeros(v.Index(0), path)
	for i := 1; i < v.Len(); i++ {
		others := zeros(v.Index(i), path)
		missing = slices.DeleteFunc(missing, func(field string) bool {
			return !slices.Contains(others, field) && !slices.ContainsFunc(others, func(o string) bool { return strings.HasPrefix(field, o+".") })
		})
	}
	return missing
}

// mayBeFalse are plain booleans and texts that the scenario sets to their zero,
// or that one element of a list can't have beside the others.
func mayBeFalse(path string) bool {
	switch path {
	case "Services.Ports.ForceHTTPS", "Services.Ports.Port":
		return true
	}
	return strings.HasSuffix(path, "Headers.Remove")
}

func everyKey(t *testing.T) translate.AppInput {
	t.Helper()
	root := os.DirFS(filepath.Join(testenv.Root(), "testdata", "scenarios", "every-key", "src"))
	sources, err := translate.FindSources(root, ".")
	if err != nil || len(sources) != 1 {
		t.Fatalf("found %d sources: %v", len(sources), err)
	}
	data, err := os.ReadFile(filepath.Join(testenv.Root(), "testdata", "scenarios", "every-key", "src", "fly.toml"))
	if err != nil {
		t.Fatal(err)
	}
	file, err := flytoml.Parse("fly.toml", data)
	if err != nil {
		t.Fatal(err)
	}
	return translate.AppInput{Env: "production", Production: true, Source: sources[0], File: file, Dockerfile: imageOf(root, sources[0], file)}
}

// TestDocsCoverage keeps docs/coverage.md equal to what the code answers.
func TestDocsCoverage(t *testing.T) {
	in := everyKey(t)
	_, findings, err := translate.App(in)
	if err != nil {
		t.Fatal(err)
	}
	var doc bytes.Buffer
	doc.WriteString(coverageHead)
	answers(&doc, findings, "fly.toml", func(key string) string { return key })
	doc.WriteString(coverageMachine)
	answers(&doc, everyField(t), "apps/all.yaml", func(key string) string { return strings.TrimPrefix(key, "machines.items[0].") })

	path := filepath.Join(testenv.Root(), "docs", "coverage.md")
	if *update {
		if err := os.WriteFile(path, doc.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, doc.Bytes()) {
		t.Error("docs/coverage.md is not what the code answers; run make golden")
	}
}

const coverageHead = `# What becomes of every key

Made from the ledgers of one fly.toml that sets every key that fly2k8s knows, and
of one machine that sets every field. The values that are set decide some of the
answers: another value may be carried where this one is not. Rules are explained
in rules.md.

## fly.toml

| key | outcome | rule | why |
| --- | --- | --- | --- |
`

const coverageMachine = `
## A live machine

| field | outcome | rule | why |
| --- | --- | --- | --- |
`

func everyField(t *testing.T) []report.Finding {
	t.Helper()
	var m inventory.Machine
	fill(reflect.ValueOf(&m).Elem(), "")
	m.State, m.IncompleteConfig = "started", nil
	m.Config.Metadata["fly_process_group"] = "app"
	m.Config.Schedule, m.Config.Standbys, m.Config.AutoDestroy = "", nil, false
	_, findings, err := translate.App(translate.AppInput{Env: "production", Live: &inventory.App{
		Name: "all", Machines: inventory.CompleteList([]inventory.Machine{m}),
	}})
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

var index = regexp.MustCompile(`\[\d+\]`)

// answers writes one row per key: what matters most of what is said about it.
func answers(doc *bytes.Buffer, findings []report.Finding, file string, name func(string) string) {
	best := map[string]report.Finding{}
	var keys []string
	for _, f := range findings {
		if f.From.File != file {
			continue
		}
		key := index.ReplaceAllString(name(f.From.Key), "[]")
		have, seen := best[key]
		if !seen {
			keys = append(keys, key)
		}
		if !seen || weight(f) > weight(have) {
			best[key] = f
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		f := best[key]
		fmt.Fprintf(doc, "| `%s` | %s | %s | %s |\n", key, f.Outcome, strings.TrimSpace(f.Code+" "+f.Rule), cmp.Or(f.Why, "the same there"))
	}
}

func weight(f report.Finding) int {
	return slices.Index([]report.Outcome{report.Carried, report.Dropped, report.Changed, report.Undecided, report.Unaccounted}, f.Outcome)
}
