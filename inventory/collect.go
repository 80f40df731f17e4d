package inventory

import (
	"cmp"
	"context"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Options say what Collect reads.
type Options struct {
	// Org is the organisation's slug; empty means the only one that the token
	// sees.
	Org string
	// Apps limits the run to these apps; empty means all.
	Apps []string
	// Parallel is how many apps are read at once; 0 means 16. Fly limits by
	// app and the source keeps its own ceiling, so this only hides latency.
	Parallel int
	// Resume is what an earlier run of the same organisation brought home. Its
	// whole parts are kept, the others are read again.
	Resume *Snapshot
}

// Sink gets each part of a snapshot as soon as it is read. Its methods are
// called by one goroutine at a time.
type Sink interface {
	// Org gets everything but the insides of apps, once, first.
	Org(*Snapshot) error
	// App gets one app that was read.
	App(*App) error
}

// Progress is a moment of a run.
type Progress struct {
	// Phase is what is being read: organisation, apps, attachments.
	Phase          string
	AppsDone, Apps int
	// Token is what the preflight learned; nil before it and when resuming.
	Token  *TokenScope
	Source Pressure
}

// Collect reads one organisation. Sink and progress may be nil; progress is
// called by one goroutine at a time. When the run breaks off, what was read so
// far is returned beside the error, and says of itself what is missing.
func Collect(ctx context.Context, source Source, opts Options, sink Sink, progress func(Progress)) (*Snapshot, error) {
	c := &collector{source: source, opts: opts, sink: sink, progress: progress}
	if err := c.org(ctx); err != nil {
		return nil, err
	}
	err := c.apps(ctx)
	if err == nil {
		err = c.attachments(ctx)
	}
	deriveNetworks(c.snapshot)
	strays(c.snapshot)
	return c.snapshot, err
}

type collector struct {
	source   Source
	opts     Options
	sink     Sink
	progress func(Progress)
	snapshot *Snapshot
	token    *TokenScope

	mu   sync.Mutex // guards done, and calls of sink and progress
	done int
}

func (c *collector) report(phase string) {
	if c.progress == nil {
		return
	}
	p := Progress{Phase: phase, AppsDone: c.done, Source: c.source.Pressure(), Token: c.token}
	if c.snapshot != nil {
		p.Apps = len(c.snapshot.Apps.Items)
	}
	c.progress(p)
}

// apps reads the apps side by side; each result has its place from the start.
func (c *collector) apps(ctx context.Context) error {
	kept := resumable(c.opts.Resume)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(1, cmp.Or(c.opts.Parallel, 16)))
	for i := range c.snapshot.Apps.Items {
		app := &c.snapshot.Apps.Items[i]
		if earlier, ok := kept[app.Name]; ok {
			*app = earlier
			c.done++
			continue
		}
		group.Go(func() error { return c.app(ctx, app) })
	}
	err := group.Wait()
	for i := range c.snapshot.Apps.Items {
		unread(&c.snapshot.Apps.Items[i])
	}
	return err
}

func (c *collector) app(ctx context.Context, app *App) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	read, err := c.source.App(ctx, *app)
	if err != nil {
		return err
	}
	markSecrets(&read)
	if err := redactApp(&read); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	*app = read
	c.done++
	c.report("apps")
	if c.sink == nil {
		return nil
	}
	return c.sink.App(app)
}
