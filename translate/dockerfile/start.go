package dockerfile

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// Start is what a container's first processes are, read from ENTRYPOINT and CMD
// or from what replaces them.
type Start struct {
	Init    Text    // tini, dumb-init …, when it is the first process
	Server  string  // the program that answers requests; empty when not recognised
	Runtime Runtime // of the first program that gives it away
	Shell   bool    // a shell is the first process and stays, so signals end there
	Line    int     // of the instruction that names the first process; 0 when none does
}

// Start is what the image starts when its ENTRYPOINT and CMD are replaced, as a
// pod's command and args do. Empty means not replaced; replacing ENTRYPOINT
// drops CMD.
func (f *File) Start(entrypoint, args []string) Start {
	e, c := f.Entrypoint, f.Command
	if len(entrypoint) > 0 {
		e, c = Command{Words: entrypoint}, Command{}
	}
	if len(args) > 0 {
		c = Command{Words: args}
	}
	s := start(e, c)
	if s.Runtime == "" {
		s.Runtime = f.Runtime
	}
	return s
}

func start(entrypoint, command Command) Start {
	s := Start{Init: initOf(entrypoint, command), Server: serverOf(entrypoint, command)}
	for _, w := range programs(entrypoint, command) {
		if s.Runtime = runtimeNamed(path.Base(w)); s.Runtime != "" {
			break
		}
	}
	first := firstOf(entrypoint, command)
	s.Line, s.Shell = first.Line, stays(first)
	return s
}

// firstOf is the command whose first word becomes process 1.
func firstOf(entrypoint, command Command) Command {
	if len(entrypoint.Words) > 0 {
		return entrypoint
	}
	return command
}

// stays says that a shell remains the first process: it runs more than one
// command, and doesn't hand over with exec. For a single command the usual
// shells (dash, busybox, bash) make way by themselves.
func stays(c Command) bool {
	if len(c.Words) < 3 || !isShell(c.Words[0]) || c.Words[len(c.Words)-2] != "-c" && !c.Shell {
		return packageRunner(c.Words)
	}
	line := c.Words[len(c.Words)-1]
	return strings.ContainsAny(line, "&|;\n") && !strings.Contains(line, "exec ") || packageRunner(strings.Fields(line))
}

// packageRunner: npm and its kin start the program through a shell of their own
// and pass no signal on.
func packageRunner(words []string) bool {
	if len(words) == 0 {
		return false
	}
	return slices.Contains([]string{"npm", "yarn", "pnpm", "npx"}, path.Base(words[0]))
}

func isShell(word string) bool {
	return slices.Contains([]string{"sh", "bash", "ash", "dash", "zsh"}, path.Base(word))
}

// programs are the words of ENTRYPOINT and CMD that could name a program, in the
// order in which they start: options, assignments and shell syntax left out.
func programs(entrypoint, command Command) []string {
	var out []string
	for _, c := range []Command{entrypoint, command} {
		words := c.Words
		if len(words) > 0 && isShell(words[0]) {
			words = strings.Fields(words[len(words)-1])
		}
		for _, w := range words {
			if !strings.ContainsAny(w, "=$") && !strings.HasPrefix(w, "-") {
				out = append(out, strings.Trim(w, `"';`))
			}
		}
	}
	return out
}

// inits are first processes that reap children and pass signals on, or start
// several programs. Each knows SIGTERM.
var inits = [...]string{"tini", "tini-static", "dumb-init", "catatonit", "docker-init", "my_init", "s6-svscan", "supervisord", "runsvdir", "overmind", "hivemind", "foreman", "pid1"}

// servers are programs whose keep-alive and time-outs are their own.
var servers = [...]string{"next", "gunicorn", "uvicorn", "hypercorn", "daphne", "granian", "waitress-serve", "puma", "thrust", "unicorn", "nginx", "caddy", "haproxy", "php-fpm", "frankenphp", "apache2-foreground"}

// initOf is the first process, when it is one that cares for others.
func initOf(entrypoint, command Command) Text {
	c := firstOf(entrypoint, command)
	words := c.Words
	if len(words) > 0 && isShell(words[0]) {
		words = strings.Fields(words[len(words)-1])
	}
	switch {
	case len(words) == 0:
		return Text{}
	case words[0] == "/init":
		return Text{Value: "s6-overlay", Line: c.Line}
	case slices.Contains(inits[:], path.Base(words[0])):
		return Text{Value: path.Base(words[0]), Line: c.Line}
	}
	return Text{}
}

func serverOf(entrypoint, command Command) string {
	for _, w := range programs(entrypoint, command) {
		name := strings.TrimRight(path.Base(w), "0123456789.")
		if slices.Contains(servers[:], name) {
			return name
		}
	}
	return ""
}

// scheduler finds what runs scheduled work inside an image.
var scheduler = regexp.MustCompile(`\b(supercronic|crond|crontab|yacron|ofelia)\b|\b(?:apt-get|apt|apk|dnf|yum)\b[^;&|]*\b(cron|cronie|dcron|busybox-suid)\b|^(cron)(?:\s|$)`)

func (b *build) cron(keyword, script string, at int) {
	m := scheduler.FindStringSubmatch(script)
	if m == nil || b.file.Cron.Text != "" {
		return
	}
	b.file.Cron = Instruction{Keyword: keyword, Text: m[1] + m[2] + m[3], Line: at}
}
