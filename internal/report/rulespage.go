package report

import (
	"fmt"
	"slices"
	"strings"
)

// RulesPage is docs/rules.md: the catalogue by area. firing lists the codes that
// some code uses; the others stand there for what they will detect.
func RulesPage(firing []string) string {
	var b strings.Builder
	b.WriteString("# Rules\n\nGenerated from the catalogue in internal/report. `fly2k8s explain CODE` prints one of them.\n" +
		"A rule is accepted with a reason in fly2k8s.yaml; its findings stay in the report, marked.\n" +
		"Fires: today's code writes findings of it.\n")
	for _, area := range areas() {
		fmt.Fprintf(&b, "\n## %s\n\n| code | rule | severity | difference | fires |\n| --- | --- | --- | --- | --- |\n", area.title)
		for _, r := range area.rules {
			fmt.Fprintf(&b, "| [%s](#%s-%s) | %s | %s | %s | %s |\n", r.Code, strings.ToLower(r.Code), r.Name, r.Name, r.Severity, r.Title, yes(slices.Contains(firing, r.Code)))
		}
		for _, r := range area.rules {
			fmt.Fprintf(&b, "\n### %s %s\n\n- Detected: %s\n- Generated: %s\n- To do: %s\n- See: <%s>\n", r.Code, r.Name, r.Detects, r.Generates, r.Do, r.Link)
		}
	}
	return b.String()
}

type area struct {
	title string
	rules []Rule
}

func areas() []area {
	return []area{
		{"Between apps", insideRules()},
		{"Between the internet and the app", edgeRules()},
		{"Start, stop, schedules", lifeRules()},
		{"Size and place", sizeRules()},
		{"Secrets and variables", secretRules()},
		{"Operations", operationRules()},
		{"Dockerfiles", imageRules()},
		{"Source", sourceRules()},
		{"Nodes", nodeRules()},
		{"How flyctl reads fly.toml", configRules()},
		{"Live machines", liveRules()},
		{"The organisation", organisationRules()},
		{"The day of the move", cutoverRules()},
	}
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "not yet"
}
