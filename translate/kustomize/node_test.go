package kustomize

import (
	"strings"
	"testing"

	sigsyaml "sigs.k8s.io/yaml"
)

// What the API server's parser reads back is the string that was written,
// whatever it looks like.
func TestEveryStringIsReadBackAsItself(t *testing.T) {
	words := strings.Fields(`y Y yes Yes YES n N no No NO on On ON off Off OFF true True TRUE false False FALSE null Null NULL ~
		1:20 -1:20 +12:30:45.5 1:99 12:30:45 0 8080 -1 +1 0777 09 0o17 0x1F 0b101 -0b101 1_000 1e3 1E-3 1e+3 .5 5. 1.5 -.5 .inf -.Inf +.INF .nan .NaN
		2026-11-23 2026-1-2T15:04:05Z 10.0.0.0 10.0.0.0/8 512Mi 250m << = - ? ! & * | > % @ , [] {} [a {a a] a} #a a#b a: :a a:b -a --- ... ' " \ name type`)
	words = append(words, "", " ", " a", "a ", "a #b", "a: b", "- a", "2026-11-23 10:00:00", "a\nb", "a\nb\n", "\n", "a\n\n", " a\nb", "\ta", "a\tb", "é", "\u2028", "\x07", "\r\n")
	for _, digits := range words {
		for _, word := range []string{digits, digits + "0", "0" + digits, "-" + digits, digits + digits} {
			var got string
			if err := sigsyaml.Unmarshal(printed(mapping([]pair{{text("key"), text(word)}}))[len("key:"):], &got); err != nil || got != word {
				t.Errorf("%q is read back as %q, %v", word, got, err)
			}
		}
	}
}
