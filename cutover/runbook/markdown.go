package runbook

import (
	"bytes"
	"fmt"
	"strings"
	"text/template"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/templates"
)

// Markdown is the runbook for the repository.
func Markdown(p plan.Plan) ([]byte, error) {
	v := look(p)
	for i := range v.Phases {
		for j := range v.Phases[i].Steps {
			fence(&v.Phases[i].Steps[j].Step)
		}
	}
	return render("runbook.md.tmpl", v)
}

// Summary is one page for those who sign.
func Summary(p plan.Plan) ([]byte, error) { return render("summary.md.tmpl", look(p)) }

func render(name string, v view) ([]byte, error) {
	t, err := template.ParseFS(templates.Files, name)
	if err != nil {
		return nil, fmt.Errorf("read template %s: %w", name, err)
	}
	var out bytes.Buffer
	if err := t.Execute(&out, v); err != nil {
		return nil, fmt.Errorf("write %s: %w", strings.TrimSuffix(name, ".tmpl"), err)
	}
	return append(bytes.TrimRight(out.Bytes(), "\n"), '\n'), nil
}

// fence puts a step's commands into code blocks.
func fence(s *plan.Step) {
	s.Precheck, s.Commands, s.Undo.Commands = blocks(s.Precheck), blocks(s.Commands), blocks(s.Undo.Commands)
	checks := make([]plan.Check, len(s.Verify))
	for i, c := range s.Verify {
		checks[i] = plan.Check{Run: block(c.Run), Expect: c.Expect}
	}
	s.Verify = checks
}

func blocks(commands []string) []string {
	out := make([]string, len(commands))
	for i, c := range commands {
		out[i] = block(c)
	}
	return out
}

// block is a fence longer than any run of backticks inside.
func block(command string) string {
	ticks := "```"
	for strings.Contains(command, ticks) {
		ticks += "`"
	}
	return ticks + "bash\n" + command + "\n" + ticks
}
