package cost_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/translate/cost"
)

func TestMarkdown(t *testing.T) {
	in := input()
	e := cost.Of(in)
	got, err := cost.Markdown(e, in.Plans)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| acme-db | $2.02 | $",
		fmt.Sprintf("| all | $%.2f | $%.2f |", e.Fly.Month, e.Google.Month),
		"| prod | general | " + in.Plans[0].Pools[0].Machine.Name + " | 3 | 6 |",
		"6 times as much",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestMarkdownFoldsManyAppsAndLosesNoDollar(t *testing.T) {
	in := input()
	e := cost.Of(in)
	e.Apps = nil
	e.Google.Month = 0
	for i := range 40 {
		e.Apps = append(e.Apps, cost.App{Name: fmt.Sprintf("app-%02d", i), Fly: 1, Google: float64(i)})
	}
	got, err := cost.Markdown(e, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| app-39 |", "| 28 others | $28.00 | $378.00 |", "| all | $40.00 | $780.00 |"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "| app-03 |") || strings.Contains(got, "Node pools") {
		t.Errorf("cheap apps or pools that aren't there in\n%s", got)
	}
}
