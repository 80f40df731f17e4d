package verify

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
)

// faulty is the result for a tree with one fault of a known place.
func faulty(t *testing.T) Result {
	t.Helper()
	tree := sound(t)
	file := "apps/shop/base/service.yaml"
	data := strings.Replace(string(tree[file].Data), "targetPort: http", "targetPort: web", 1)
	tree[file] = &fstest.MapFile{Data: []byte(data)}
	result, err := Tree(tree, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestTableNamesEveryRungAndPlace(t *testing.T) {
	var out bytes.Buffer
	if err := faulty(t).WriteTable(&out); err != nil {
		t.Fatal(err)
	}
	for _, r := range ladder() {
		if !strings.Contains(out.String(), r.name+" ") {
			t.Errorf("the table lacks rung %s", r.name)
		}
	}
	for _, want := range []string{"apps/shop/base/service.yaml:12", "Service/shop-web", "target port web", "shop-DATABASE_URL"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, out.String())
		}
	}
}

func TestJSONReadsBack(t *testing.T) {
	want := faulty(t)
	var out bytes.Buffer
	if err := want.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	var got Result
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.Findings, got.Findings); diff != "" {
		t.Error(diff)
	}
}

func TestJSONHasNoNull(t *testing.T) {
	var out bytes.Buffer
	if err := (Result{}).WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(strings.ReplaceAll(out.String(), `"rungs": null`, ""), "null") {
		t.Errorf("a list is null:\n%s", out.String())
	}
}

func TestSARIFPointsAtTheLine(t *testing.T) {
	var out bytes.Buffer
	if err := faulty(t).WriteSARIF(&out); err != nil {
		t.Fatal(err)
	}
	var log struct {
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID, Level string
				Locations     []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 || len(log.Runs[0].Results) != 1 {
		t.Fatalf("want one result of SARIF 2.1.0, got:\n%s", out.String())
	}
	if got, want := len(log.Runs[0].Tool.Driver.Rules), len(ladder()); got != want {
		t.Errorf("%d rules, want one a rung (%d)", got, want)
	}
	result := log.Runs[0].Results[0]
	place := result.Locations[0].PhysicalLocation
	if result.RuleID != "ports" || result.Level != "error" || place.ArtifactLocation.URI != "apps/shop/base/service.yaml" || place.Region.StartLine != 12 {
		t.Errorf("got %+v", result)
	}
}

func TestSARIFKeepsToItsSchema(t *testing.T) {
	tree := sound(t)
	for name := range tree {
		if strings.HasPrefix(name, "infra/") {
			delete(tree, name)
		}
	}
	skipping, err := Tree(tree, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, result := range map[string]Result{"with a finding": faulty(t), "with rungs that could not run": skipping, "of nothing": {}} {
		var out bytes.Buffer
		if err := result.WriteSARIF(&out); err != nil {
			t.Fatal(err)
		}
		read, err := sarif.FromBytes(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if err := read.Validate(); err != nil {
			t.Errorf("a log %s: %v", name, err)
		}
		if said := strings.Contains(out.String(), "not checked by terraform"); said != (name == "with rungs that could not run") {
			t.Errorf("a log %s says of Terraform that it wasn't checked: %v", name, said)
		}
	}
}

func TestSameTreeSameBytes(t *testing.T) {
	render := func() string {
		result, err := Tree(os.DirFS("testdata/shop"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		for _, write := range []func() error{
			func() error { return result.WriteTable(&out) },
			func() error { return result.WriteJSON(&out) },
			func() error { return result.WriteSARIF(&out) },
		} {
			if err := write(); err != nil {
				t.Fatal(err)
			}
		}
		return out.String()
	}
	if diff := cmp.Diff(render(), render()); diff != "" {
		t.Error(diff)
	}
}

func TestFindingsNeverShowACredential(t *testing.T) {
	f := faults()["a password in an address"]
	tree := sound(t)
	tree[f.file] = &fstest.MapFile{Data: []byte(strings.Replace(string(tree[f.file].Data), f.from, f.to, 1))}
	result, err := Tree(tree, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := result.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "hunter22") {
		t.Error("a finding repeats the credential that it warns of")
	}
}
