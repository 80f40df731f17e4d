package verify

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// terraform parses every .tf file and closes the references of each folder, as
// Terraform reads a folder as one module.
func terraform(s *site) outcome {
	modules := map[string]*module{}
	seen := outcome{}
	parser := hclparse.NewParser()
	for _, f := range s.files {
		if !strings.HasSuffix(f.path, ".tf") {
			continue
		}
		seen.checked++
		parsed, diagnostics := parser.ParseHCL(f.data, f.path)
		for _, d := range diagnostics {
			seen.findings = append(seen.findings, syntaxFinding(f.path, d))
		}
		body, ok := parsed.Body.(*hclsyntax.Body)
		if !ok || diagnostics.HasErrors() {
			continue
		}
		folder := path.Dir(f.path)
		if modules[folder] == nil {
			modules[folder] = &module{declared: map[string]hcl.Range{}}
		}
		seen.findings = append(seen.findings, modules[folder].read(body)...)
	}
	if seen.checked == 0 {
		return outcome{skipped: "no .tf file in the tree"}
	}
	for _, folder := range sortedModules(modules) {
		seen.findings = append(seen.findings, modules[folder].open()...)
	}
	return seen
}

func sortedModules(modules map[string]*module) []string {
	var folders []string
	for folder := range modules {
		folders = append(folders, folder)
	}
	slices.Sort(folders)
	return folders
}

func syntaxFinding(file string, d *hcl.Diagnostic) Finding {
	f := Finding{Severity: Error, File: file, Found: d.Summary, Expected: d.Detail, Do: "correct the syntax; 'terraform fmt' shows the place"}
	if d.Subject != nil {
		f.Line = d.Subject.Start.Line
	}
	return f
}

// module is what one folder declares and what it uses, by address:
// var.region, local.zones, data.google_project.this, google_sql_user.app.
type module struct {
	declared map[string]hcl.Range
	used     []use
}

type use struct {
	address string
	at      hcl.Range
}

func (m *module) read(body *hclsyntax.Body) []Finding {
	var found []Finding
	for _, block := range body.Blocks {
		for _, address := range addresses(block) {
			if other, ok := m.declared[address]; ok {
				found = append(found, Finding{Severity: Error, File: block.TypeRange.Filename, Line: block.TypeRange.Start.Line,
					Object: address, Found: "a second " + address, Expected: "each address once",
					Do: fmt.Sprintf("rename or remove it; the other is in %s:%d", other.Filename, other.Start.Line)})
			}
			m.declared[address] = block.TypeRange
		}
	}
	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		if expr, ok := node.(*hclsyntax.ScopeTraversalExpr); ok {
			if address := addressed(expr.Traversal); address != "" {
				m.used = append(m.used, use{address, expr.Range()})
			}
		}
		return nil
	})
	return found
}

// addresses are what a block declares.
func addresses(block *hclsyntax.Block) []string {
	switch {
	case block.Type == "variable" && len(block.Labels) == 1:
		return []string{"var." + block.Labels[0]}
	case block.Type == "module" && len(block.Labels) == 1:
		return []string{"module." + block.Labels[0]}
	case block.Type == "resource" && len(block.Labels) == 2:
		return []string{block.Labels[0] + "." + block.Labels[1]}
	case block.Type == "data" && len(block.Labels) == 2:
		return []string{"data." + block.Labels[0] + "." + block.Labels[1]}
	case block.Type == "locals":
		var names []string
		for name := range block.Body.Attributes {
			names = append(names, "local."+name)
		}
		slices.Sort(names)
		return names
	}
	return nil
}

// addressed is the address that a traversal starts with; empty for each.key,
// path.module and other words of the language, and for names bound by a for.
func addressed(t hcl.Traversal) string {
	parts := []string{t.RootName()}
	for _, step := range t[1:] {
		attr, ok := step.(hcl.TraverseAttr)
		if !ok {
			break
		}
		parts = append(parts, attr.Name)
	}
	want := 2
	switch root := parts[0]; {
	case root == "data":
		want = 3
	case root == "var" || root == "local" || root == "module":
	case !strings.Contains(root, "_"):
		return "" // resource types have a provider's prefix
	}
	if len(parts) < want {
		return ""
	}
	return strings.Join(parts[:want], ".")
}

// open lists what the module uses and nobody declares.
func (m *module) open() []Finding {
	var found []Finding
	for _, u := range m.used {
		if _, ok := m.declared[u.address]; !ok {
			found = append(found, Finding{Severity: Error, File: u.at.Filename, Line: u.at.Start.Line, Object: u.address,
				Found: u.address + ", which nothing declares", Expected: "a declaration in the same folder", Do: "correct the name or declare it"})
		}
	}
	return found
}
