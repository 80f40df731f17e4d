package inventory

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/machines"
)

// Index is the page to read first: what is there, what could not be read, what
// it costs. Equal snapshots give equal pages.
func Index(s *Snapshot) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s on Fly\n\n", s.Org.Name)
	fmt.Fprintf(&b, "Organisation `%s`: %s.\n", s.Org.Slug, counts(s))
	writeGaps(&b, s)
	writeApps(&b, s)
	writeDatabases(&b, s)
	writeAddOns(&b, s)
	writeAround(&b, s)
	return b.String()
}

func counts(s *Snapshot) string {
	var running, all, volumes int
	for _, app := range s.Apps.Items {
		volumes += len(app.Volumes.Items)
		for i := range app.Machines.Items {
			if app.Machines.Items[i].Kind() == MachineGone {
				continue
			}
			all++
			if app.Machines.Items[i].State == "started" {
				running++
			}
		}
	}
	return fmt.Sprintf("%s, %s (%d started), %s, %s", plural(len(s.Apps.Items), "app"),
		plural(all, "machine"), running, plural(volumes, "volume"), plural(len(s.AddOns.Items), "add-on"))
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// writeGaps comes before everything else: what is not known.
func writeGaps(b *strings.Builder, s *Snapshot) {
	gaps := Gaps(s)
	if len(gaps) == 0 {
		b.WriteString("Everything that was asked for was read.\n")
		return
	}
	b.WriteString("\n## Not read\n\nNothing below may be taken for empty.\n\n| where | section | status | why | request |\n| --- | --- | --- | --- | --- |\n")
	for _, g := range gaps {
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", g.Where, g.Name, g.Status, cell(g.Reason), g.RequestID)
	}
}

func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ").Replace(text)
}

func writeApps(b *strings.Builder, s *Snapshot) {
	prices := machines.EmbeddedPrices()
	b.WriteString("\n## Apps\n\n| app | kind | regions | machines | size | memory MB | volumes | addresses | month |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	var total float64
	for i := range s.Apps.Items {
		app := &s.Apps.Items[i]
		month := appMonth(app, prices.Fly)
		total += month
		fmt.Fprintf(b, "| [%s](apps/%s.yaml) | %s | %s | %s | %s | %s | %s | %s | $%.2f |\n", app.Name, app.Name,
			app.Kind(), dash(strings.Join(regions(app), " ")), machineCount(app), dash(strings.Join(sizes(app), ", ")),
			memory(app), volumeCell(app), addressCell(app), month)
	}
	fmt.Fprintf(b, "| **all** | | | | | | | | $%.2f |\n", total)
	fmt.Fprintf(b, "\nPrices are Fly's list prices of %s for machines that run, volumes and addresses, without region markups, egress and discounts.\n", prices.AsOf)
}

func dash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// unsure marks a figure whose section is not whole.
func unsure(s Section, figure string) string {
	if s.Complete() {
		return figure
	}
	return figure + " ?"
}

func machineCount(app *App) string {
	var live, stopped int
	for i := range app.Machines.Items {
		switch m := &app.Machines.Items[i]; {
		case m.Kind() == MachineGone:
		case m.State == "started":
			live++
		default:
			stopped++
		}
	}
	figure := fmt.Sprint(live)
	if stopped > 0 {
		figure = fmt.Sprintf("%d + %d stopped", live, stopped)
	}
	return unsure(app.Machines.Section, figure)
}

func live(app *App) []*Machine {
	var kept []*Machine
	for i := range app.Machines.Items {
		if app.Machines.Items[i].Kind() != MachineGone {
			kept = append(kept, &app.Machines.Items[i])
		}
	}
	return kept
}

func regions(app *App) []string {
	var codes []string
	for _, m := range live(app) {
		codes = append(codes, m.Region)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
