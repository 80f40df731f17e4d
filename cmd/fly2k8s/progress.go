package main

import (
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// progress shows long work on stderr: a bar on a terminal, a line per phase
// elsewhere.
type progress struct {
	e     env
	quiet bool
	bar   *progressbar.ProgressBar
	phase string
	told  bool // what the token covers
}

func newProgress(e env, quiet bool) *progress { return &progress{e: e, quiet: quiet} }

// inventory shows one moment of an inventory.
func (p *progress) inventory(now inventory.Progress) {
	p.token(now.Token)
	switch {
	case p.quiet:
	case p.e.terminal:
		p.draw(now)
	case now.Phase != p.phase:
		fmt.Fprintf(p.e.err, "reading %s\n", now.Phase)
	}
	p.phase = now.Phase
}

// token says once what the token covers. The warning is worth breaking --quiet.
func (p *progress) token(scope *inventory.TokenScope) {
	if scope == nil || p.told {
		return
	}
	p.told = true
	says, warning := inventory.Preflight(*scope)
	if !p.quiet {
		fmt.Fprintln(p.e.err, says)
	}
	if warning != "" {
		fmt.Fprintln(p.e.err, "warning: "+warning)
	}
}

func (p *progress) draw(now inventory.Progress) {
	if p.bar == nil {
		p.bar = progressbar.NewOptions(now.Apps,
			progressbar.OptionSetWriter(p.e.err), progressbar.OptionClearOnFinish(),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetWidth(30))
	}
	text := fmt.Sprintf("%s: %d requests, at most %.0f a second", now.Phase, now.Source.Requests, now.Source.Rate)
	if now.Source.Throttled > 0 {
		text += fmt.Sprintf(", slowed down %d times", now.Source.Throttled)
	}
	p.bar.ChangeMax(max(now.Apps, 1))
	p.bar.Describe(text)
	_ = p.bar.Set(now.AppsDone) // a bar that can't be drawn changes nothing
}

func (p *progress) done() {
	if p.bar != nil {
		_ = p.bar.Finish() // as above
	}
}
