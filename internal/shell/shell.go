// Package shell turns a value into a word of a POSIX shell line. Every value
// that comes from a user's file and ends up in a command passes through here.
package shell

import "strings"

// plain are the characters that no POSIX shell treats specially anywhere in a
// word. The tilde and the equals sign are left out: they matter at its start.
const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,@%+"

// Quote is s as one word: unchanged where it is plain, in single quotes
// otherwise. A shell reads the result back as exactly s.
func Quote(s string) string {
	if s != "" && strings.Trim(s, plain) == "" {
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
