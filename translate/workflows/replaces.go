package workflows

import "fmt"

func place(s Step) string { return fmt.Sprintf("%s:%d", oneLine(s.File), s.Line) }

// oneLine keeps a file's name, which may hold anything, inside its comment.
func oneLine(name string) string { return fmt.Sprintf("%.200s", strip(name)) }

func strip(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 {
			out[i] = '?'
		}
	}
	return string(out)
}
