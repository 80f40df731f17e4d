package dockerfile

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// programs are the words of ENTRYPOINT and CMD that could name a program, in the
// order in which they start: options, assignments and shell syntax left out.
func (b *build) programs() []string {
	var out []string
	for _, c := range []Command{b.file.Entrypoint, b.file.Command} {
		words := c.Words
		if c.Shell && len(words) > 0 {
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

// init is the first process, when it is one that cares for others.
func (b *build) init() Text {
	for _, c := range []Command{b.file.Entrypoint, b.file.Command} {
		if len(c.Words) == 0 {
			continue
		}
		first := c.Words[0]
		if c.Shell {
			fields := strings.Fields(c.Words[len(c.Words)-1])
			if len(fields) == 0 {
				return Text{}
			}
			first = fields[0]
		}
		if first == "/init" { // s6-overlay
			return Text{Value: "s6-overlay", Line: c.Line}
		}
		name := path.Base(first)
		if slices.Contains(inits[:], name) {
			return Text{Value: name, Line: c.Line}
		}
		return Text{}
	}
	return Text{}
}

func (b *build) server() string {
	for _, w := range b.programs() {
		name := strings.TrimRight(path.Base(w), "0123456789.")
		if slices.Contains(servers[:], name) {
			return name
		}
	}
	return ""
}

// scheduler finds what runs scheduled work inside an image.
var scheduler = regexp.MustCompile(`\b(supercronic|crond|crontab|yacron|ofelia)\b|\b(?:apt-get|apt|apk|dnf|yum)\b[^;&|]*\b(cron|cronie|dcron|busybox-suid)\b|^(cron)(?:\s|$)`)

func (b *build) cron(script string, at int) {
	m := scheduler.FindStringSubmatch(script)
	if m == nil || b.file.Cron.Value != "" {
		return
	}
	b.file.Cron = Text{Value: m[1] + m[2] + m[3], Line: at}
}
