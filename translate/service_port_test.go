package translate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A port that can't be one is a person's to decide, and nothing else is said of it.
func TestPortsOutOfRange(t *testing.T) {
	for name, number := range map[string]string{"no port is 0": "0", "no port is 70000": "70000", "no port is below zero": "-1"} {
		t.Run(name, func(t *testing.T) {
			app, findings := ofFile(t, quiet+"[http_service]\ninternal_port = "+number+"\n"+webCheck)
			said := fates(findings, "http_service.internal_port")
			if !slices.Contains(said, "FLY107 undecided") || slices.Contains(said, "carried") {
				t.Errorf("it is said to be %q", said)
			}
			equal(t, []spec.Port{{Name: "http", Number: 8080, Protocol: "TCP"}}, app.Processes[0].Ports)
			for _, f := range findings {
				if f.Code == "FLY107" && f.Outcome == report.Undecided && !strings.Contains(f.Why, "no port has the number "+number) {
					t.Errorf("the reason is %q", f.Why)
				}
			}
		})
	}
}
