package workflows

import (
	"regexp"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
)

// contexts are what GitHub's expressions look things up in: vars, inputs, env …
// in lower case, as names there have no case.
type contexts map[string]map[string]string

// eval is the value of an expression as GitHub gives it. Whatever isn't set is
// empty, which counts as false.
func (c contexts) eval(t *testing.T, expression string) string {
	t.Helper()
	n, err := actionlint.NewExprParser().Parse(actionlint.NewExprLexer(expression + "}}"))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return c.value(t, n)
}

func (c contexts) value(t *testing.T, n actionlint.ExprNode) string {
	t.Helper()
	switch n := n.(type) {
	case *actionlint.StringNode:
		return n.Value
	case *actionlint.ObjectDerefNode:
		if context, ok := n.Receiver.(*actionlint.VariableNode); ok {
			return c[context.Name][n.Property]
		}
		return c.value(t, n.Receiver)
	case *actionlint.NotOpNode:
		return truth(c.value(t, n.Operand) == "")
	case *actionlint.CompareOpNode:
		same := c.value(t, n.Left) == c.value(t, n.Right)
		return truth(same == (n.Kind == actionlint.CompareOpNodeKindEq))
	case *actionlint.LogicalOpNode:
		left := c.value(t, n.Left)
		if (n.Kind == actionlint.LogicalOpNodeKindAnd) == (left != "") {
			return c.value(t, n.Right)
		}
		return left
	}
	t.Fatalf("an expression with a %T", n)
	return ""
}

func truth(b bool) string {
	if b {
		return "true"
	}
	return ""
}

var placeholder = regexp.MustCompile(`\$\{\{(.*?)\}\}`)

// filled is a text with its expressions' values.
func (c contexts) filled(t *testing.T, text string) string {
	t.Helper()
	return placeholder.ReplaceAllStringFunc(text, func(s string) string {
		return c.eval(t, strings.TrimSuffix(strings.TrimPrefix(s, "${{"), "}}"))
	})
}

func TestExpressionsHaveGitHubsValues(t *testing.T) {
	c := contexts{"vars": {"a": "gke", "b": "fly"}}
	for expression, want := range map[string]string{
		"vars.A == 'gke' && vars.A == 'gke' && 'gke' || 'fly'": "gke",
		"vars.A == 'gke' && vars.B == 'gke' && 'gke' || 'fly'": "fly",
		"vars.C || '.'":                       ".",
		"vars.A != 'off' && !inputs.without":  "true",
		"inputs.without && '--skip' || ''":    "",
		"needs.build.outputs.digest == 'gke'": "",
	} {
		if got := c.eval(t, expression); got != want {
			t.Errorf("%s is %q, want %q", expression, got, want)
		}
	}
}
