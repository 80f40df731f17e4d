package main

import (
	"io"
	"os"
	"runtime/debug"
	"time"

	"golang.org/x/term"
)

// env is everything that a command takes from its surroundings. Nothing else
// reads the process's own.
type env struct {
	out, err io.Writer // the result; everything else
	in       io.Reader
	getenv   func(string) string
	now      func() time.Time
	version  string
	terminal bool // err is a terminal: a live line may be drawn
}

func system() env {
	return env{
		out: os.Stdout, err: os.Stderr, in: os.Stdin,
		getenv: os.Getenv, now: time.Now, version: version(),
		terminal: term.IsTerminal(int(os.Stderr.Fd())),
	}
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
