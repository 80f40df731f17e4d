package dockerfile

import (
	"slices"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

// command is what ENTRYPOINT or CMD starts.
func (b *build) command(c instructions.ShellDependantCmdLine, at int) Command {
	if !c.PrependShell {
		return Command{Words: slices.Clone(c.CmdLine), Line: at}
	}
	return Command{Words: append(slices.Clone(b.shell), words(c)), Shell: true, Line: at}
}

// words joins a command line for reading.
func words(c instructions.ShellDependantCmdLine) string {
	return strings.Join(c.CmdLine, " ")
}

// script is what a RUN hands to its shell: its line, or the heredoc behind it.
func script(c instructions.ShellDependantCmdLine) string {
	text := words(c)
	for _, f := range c.Files {
		text += "\n" + f.Data
	}
	if len(c.Files) > 0 && strings.HasPrefix(strings.TrimSpace(text), "<<") {
		_, text, _ = strings.Cut(text, "\n") // `RUN <<EOF`: the first line only opens the heredoc
	}
	return text
}

func (b *build) healthcheck(c *instructions.HealthCheckCommand, at int) {
	h := c.Health
	if h == nil {
		return
	}
	b.file.Healthcheck = Healthcheck{
		Test: h.Test, Interval: h.Interval, Timeout: h.Timeout,
		Start: h.StartPeriod, StartPoll: h.StartInterval, Retries: h.Retries, Line: at,
	}
	b.decide("HEALTHCHECK", strings.Join(h.Test, " "), at)
}

// signalName writes a signal as fly.toml does. Numbers are Linux's on amd64.
func signalName(s string) string {
	s = strings.ToUpper(strings.TrimSpace(s))
	if n, err := strconv.Atoi(s); err == nil {
		return signalNumber(n)
	}
	if s == "" || strings.HasPrefix(s, "SIG") {
		return s
	}
	return "SIG" + s
}

// signalNumber names the signals that people stop programs with; signal(7).
func signalNumber(n int) string {
	switch n {
	case 1:
		return "SIGHUP"
	case 2:
		return "SIGINT"
	case 3:
		return "SIGQUIT"
	case 9:
		return "SIGKILL"
	case 10:
		return "SIGUSR1"
	case 12:
		return "SIGUSR2"
	case 15:
		return "SIGTERM"
	case 28:
		return "SIGWINCH"
	}
	return strconv.Itoa(n)
}
