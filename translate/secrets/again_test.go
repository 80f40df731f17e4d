package secrets

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is in the store already is compared and left alone, so the script can be
// run again after a failure.
func TestARunAfterAFailureWritesNothingTwice(t *testing.T) {
	w := newWorld(t)
	if _, err := w.run(t, "--copy"); err == nil {
		t.Fatal("the first run has nothing that fails")
	}
	if err := os.Remove(filepath.Join(w.seen, "args")); err != nil {
		t.Fatal(err)
	}
	out, _ := w.run(t, "--copy")
	if !strings.HasPrefix(out, "match     TOKEN of acme-api (was there)\nmatch     TOKEN of acme-api-staging (was there)\n") {
		t.Errorf("printed %s", out)
	}
	for _, wrote := range []string{"versions add", "secrets create", "secrets set"} {
		if strings.Contains(read(t, filepath.Join(w.seen, "args")), wrote) {
			t.Errorf("it wrote again: %s", wrote)
		}
	}
}

func TestAValueThatSomebodyPutInIsNeverReplaced(t *testing.T) {
	w := newWorld(t)
	write(t, filepath.Join(w.vault, "sm"), "somebody's", 0o600)
	out, err := w.run(t, "--copy")
	if err == nil || !strings.Contains(out, "DIFFERENT TOKEN of acme-api: the store has another value already, which is left alone\n") {
		t.Errorf("error %v, printed %s", err, out)
	}
	if got := read(t, filepath.Join(w.vault, "sm")); got != "somebody's" {
		t.Errorf("the store has %q", got)
	}
}

func TestValuesArriveByteByByte(t *testing.T) {
	for name, test := range map[string]struct{ value, says string }{
		"a key in several lines":            {"-----BEGIN KEY-----\nAB+/=\n-----END KEY-----\n", "match     TOKEN of acme-api\n"},
		"lines that end as on Windows":      {"a\r\nb\r\n", "match     TOKEN of acme-api\n"},
		"bytes that are no text":            {"\x01\xff\xfe\x80\t", "match     TOKEN of acme-api\n"},
		"a full stop at the end":            {"a..", "match     TOKEN of acme-api\n"},
		"as much as Secret Manager takes":   {strings.Repeat("x", 65536), "match     TOKEN of acme-api\n"},
		"more than Secret Manager takes":    {strings.Repeat("x", 65537), "too large TOKEN of acme-api: Secret Manager takes 64 KiB; put a file into a bucket, or split it\n"},
		"a variable that is set to nothing": {"", "empty     TOKEN of acme-api\n"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			write(t, filepath.Join(w.vault, "value"), test.value, 0o600)
			out, _ := w.run(t, "--copy")
			if !strings.HasPrefix(out, test.says) {
				t.Fatalf("printed %s", out)
			}
			if !strings.HasPrefix(test.says, "match") {
				return
			}
			if got := read(t, filepath.Join(w.vault, "sm")); got != test.value {
				t.Errorf("the store has %d bytes, want %d", len(got), len(test.value))
			}
		})
	}
}
