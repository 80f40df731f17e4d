// Package shell turns a value into a word of a POSIX shell line. Every value
// that comes from a user's file and ends up in a command passes through here.
package shell

import "strings"

// plain are the characters that no POSIX shell treats specially anywhere in a
// word. The tilde is left out, and so is the equals sign, which makes an
// assignment of a first word; a word that begins with a dash is none.
const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,@%+"

// Quote is s as one word: unchanged where it is plain, in single quotes
// otherwise. A shell reads the result back as exactly s.
func Quote(s string) string {
	bare := s
	if strings.HasPrefix(s, "-") {
		bare = strings.ReplaceAll(s, "=", "")
	}
	if bare != "" && strings.Trim(bare, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// Words are the values as words of one line, with spaces between them.
func Words(values ...string) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = Quote(v)
	}
	return strings.Join(words, " ")
}
