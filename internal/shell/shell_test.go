package shell

import (
	"os/exec"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

func TestQuote(t *testing.T) {
	tests := map[string]struct{ value, want string }{
		"a plain word stays as it is":      {"acme-api", "acme-api"},
		"an image reference stays":         {"registry.fly.io/acme:v1@sha256:00", "registry.fly.io/acme:v1@sha256:00"},
		"nothing is still a word":          {"", "''"},
		"a space is quoted":                {"a b", "'a b'"},
		"a quote ends and starts the word": {"it's", `'it'\''s'`},
		"an assignment is quoted":          {"A=b", "'A=b'"},
		"a flag with a value stays":        {"--zone=acme", "--zone=acme"},
		"a flag with a space is quoted":    {"--zone=a b", "'--zone=a b'"},
		"a home folder is not expanded":    {"~root", "'~root'"},
		"a wildcard host is quoted":        {"*.acme.example", "'*.acme.example'"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Quote(tt.value)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAShellReadsTheValueBack(t *testing.T) {
	sh := testenv.Program(t, "sh")
	for _, value := range []string{"", "a b", "$(id)", "`id`", "a'b\"c", "\\", "x\ny", "!1", "a;b&c|d", "*", "~", "-n", "é"} {
		out, err := exec.Command(sh, "-c", "printf %s "+Quote(value)).Output()
		if err != nil {
			t.Fatalf("run a shell for %q: %v", value, err)
		}
		if diff := cmp.Diff(value, string(out)); diff != "" {
			t.Errorf("%q: %s", value, diff)
		}
	}
}

func FuzzQuote(f *testing.F) {
	sh := testenv.Program(f, "sh")
	f.Add("it's $HOME")
	f.Fuzz(func(t *testing.T, value string) {
		for i := range len(value) {
			if value[i] == 0 {
				t.Skip("no shell word holds a zero byte")
			}
		}
		out, err := exec.Command(sh, "-c", "printf %s "+Quote(value)).Output()
		if err != nil || string(out) != value {
			t.Errorf("%q came back as %q: %v", value, out, err)
		}
	})
}
