package source

import "strings"

// hosts finds host names that end in a suffix (".internal") and gives the labels
// before it. In code the name must stand in a string or after a scheme, so that
// `this.internal` is none. A label that is computed (${app}) is empty.
func hosts(line, file, suffix string) [][]string {
	var found [][]string
	lower := strings.ToLower(line)
	for at := 0; ; {
		i := strings.Index(lower[at:], suffix)
		if i < 0 {
			return found
		}
		i += at
		at = i + len(suffix)
		if !ends(lower[at:]) {
			continue
		}
		start := hostStart(line, i)
		if start < i && (config(file) || inString(line, start)) {
			found = append(found, labels(line[start:i]))
		}
	}
}

// ends says that a host name is over here: what follows is no further label.
func ends(rest string) bool {
	if rest == "" {
		return true
	}
	c := rest[0]
	if c == '.' { // a full stop, or the root's dot
		return len(rest) == 1 || !word(rest[1])
	}
	return !word(c) && c != '-' && c != '('
}

// hostStart walks back from the suffix over labels and over expressions that
// compute one: ${x}, #{x}, {x}, {{ x }}, $(x), $X, %s.
func hostStart(line string, end int) int {
	i := end
	for i > 0 {
		c := line[i-1]
		switch {
		case word(c) || c == '-' || c == '.' || c == '$' || c == '%' || c == '#':
			i--
		case c == '}' || c == ')' || c == '>':
			open := opening(line, i-1)
			if open < 0 {
				return i
			}
			i = open
		default:
			return i
		}
	}
	return i
}

// opening finds the bracket that belongs to the closing one at i.
func opening(line string, i int) int {
	pairs := map[byte]byte{'}': '{', ')': '(', '>': '<'}
	closing, depth := line[i], 0
	for j := i; j >= 0; j-- {
		switch line[j] {
		case closing:
			depth++
		case pairs[closing]:
			if depth--; depth == 0 {
				return j
			}
		}
	}
	return -1
}

// inString says that the host stands in a string or behind a scheme or an @.
func inString(line string, start int) bool {
	before := line[:start]
	if strings.HasSuffix(before, "//") || strings.HasSuffix(before, "@") {
		return true
	}
	for _, q := range []string{`"`, "'", "`"} {
		if strings.Count(before, q)%2 == 1 {
			return true
		}
	}
	return false
}

// labels splits a host name. An expression counts as one label, an empty one.
func labels(host string) []string {
	var out []string
	depth, start := 0, 0
	for i := 0; i <= len(host); i++ {
		switch {
		case i == len(host) || host[i] == '.' && depth == 0:
			out = append(out, label(host[start:i]))
			start = i + 1
		case strings.IndexByte("{(<", host[i]) >= 0:
			depth++
		case strings.IndexByte("})>", host[i]) >= 0:
			depth--
		}
	}
	return out
}

func label(s string) string {
	for i := range len(s) {
		if !word(s[i]) && s[i] != '-' {
			return ""
		}
	}
	return strings.ToLower(s)
}

func word(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
