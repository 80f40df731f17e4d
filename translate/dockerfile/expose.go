package dockerfile

import (
	"slices"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

// expose reads EXPOSE: numbers, ranges, protocols and variables. What is no port
// after its variables are in is dropped here; a variable without a value is in
// Unresolved.
func (b *build) expose(c *instructions.ExposeCommand, at int) {
	for _, word := range c.Ports {
		b.expandFor("EXPOSE", at, word) // notes what has no value
		parts, err := b.lex.ProcessWords(word, variables(b.scope))
		if err != nil {
			parts = []string{word}
		}
		for _, p := range parts {
			b.addPorts(ports(p, at))
		}
	}
	b.many = append(b.many, Instruction{Keyword: "EXPOSE", Text: strings.Join(c.Ports, " "), Line: at})
}

// addPorts adds those that no line before has opened.
func (b *build) addPorts(more []Port) {
	open := make(map[Port]bool, len(b.file.Ports))
	for _, p := range b.file.Ports {
		open[Port{Number: p.Number, Protocol: p.Protocol}] = true
	}
	for _, p := range more {
		if same := (Port{Number: p.Number, Protocol: p.Protocol}); !open[same] {
			open[same] = true
			b.file.Ports = append(b.file.Ports, p)
		}
	}
}

// ports reads one word: 8080, 8080/udp, 6000-6010/tcp, and the host forms
// 80:8080 and 127.0.0.1:80:8080, of which the container's side counts.
func ports(word string, at int) []Port {
	number, protocol, ok := strings.Cut(word, "/")
	if !ok {
		protocol = "tcp"
	}
	protocol = strings.ToLower(protocol)
	if !slices.Contains([]string{"tcp", "udp", "sctp"}, protocol) {
		return nil
	}
	number = number[strings.LastIndex(number, ":")+1:]
	first, last, isRange := strings.Cut(number, "-")
	if !isRange {
		last = first
	}
	lo, hi := portNumber(first), portNumber(last)
	if lo == 0 || hi < lo {
		return nil
	}
	var all []Port
	for n := lo; n <= hi; n++ {
		all = append(all, Port{Number: n, Protocol: protocol, Line: at})
	}
	return all
}

func portNumber(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 65535 {
		return 0
	}
	return n
}
