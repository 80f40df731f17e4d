// Package source turns a folder of source code into hits: lines that give away
// what the code expects of Fly. It reads no language; it knows words that only
// Fly, or a few libraries, would make anybody write.
//
// A hit names its kind, its place, and what it is about: the app in
// `api.internal`, the variable in `FLY_REGION`. Text is the line as a reader
// would see it, with values of credentials left out.
//
// Not read are: what .gitignore excludes, dependencies, build output, lock
// files, binaries, minified files, prose, tests, and lines that are comments.
// Stats counts what was left out, so that nobody takes silence for an answer.
package source

import (
	"cmp"
	"io/fs"
	"slices"
	"sync"
)

// Kind says what a line gives away.
type Kind string

const (
	Internal       Kind = "internal-name"   // Name: the app, empty when it is computed; Form: app, region, process …
	Flycast        Kind = "flycast-name"    // Name: the app
	FlyVariable    Kind = "fly-variable"    // Name: the variable
	RequestHeader  Kind = "request-header"  // Name: the header, as Fly spells it
	Replay         Kind = "fly-replay"      // Name: the header or library
	MachinesAPI    Kind = "machines-api"    // Name: the host or command
	FlySocket      Kind = "fly-socket"      // Name: /.fly/api
	IPv6           Kind = "ipv6"            // Name: what asks for it
	UDPBind        Kind = "udp-bind"        // Name: fly-global-services
	RedisREST      Kind = "redis-rest"      // Name: the library or variable
	LongConnection Kind = "long-connection" // Name: the library or protocol
	Server         Kind = "server"          // Name: what answers HTTP; a key of KeepAliveOf
	KeepAlive      Kind = "keep-alive"      // Name: the setting
	GRPC           Kind = "grpc"            // Name: GRPCServer or GRPCHealth
	Peers          Kind = "peers"           // Name: the library that finds an app's own copies
	LiteFS         Kind = "litefs"          // Name: litefs, consul
	Tigris         Kind = "tigris"          // Name: the host
	FlyDevHost     Kind = "fly-dev-host"    // Name: the app
	ImageCron      Kind = "image-cron"      // Name: the program that runs a crontab
	CodeCron       Kind = "code-cron"       // Name: the library that runs jobs inside the app
	Deploy         Kind = "fly-deploy"      // Name: the action or command
	BuildHost      Kind = "build-time-host" // Name: the variable; Form: fly when its host is Fly's
	Metrics        Kind = "fly-metrics"     // Name: the series or program
)

// Hit is one telling line. Line counts from 1.
type Hit struct {
	Kind Kind
	File string // slash-separated, relative to the folder
	Line int
	Name string // see Kind; empty when the line doesn't say
	Form string // of Internal and BuildHost only
	Text string // the line, trimmed, at most 160 bytes, credentials left out
}

// Stats says how much was read and what was not.
type Stats struct {
	Files, Bytes int
	Ignored      int      // files and folders that .gitignore excludes
	Skipped      int      // files and folders that are no source: see the package
	TooLarge     []string // files above MaxBytes
	Unreadable   []string // files and folders that could not be opened
}

// Options limit a scan.
type Options struct {
	Exclude  []string // paths that somebody else reads, such as fly.toml
	MaxBytes int64    // of one file; 0 means 1 MiB
}

// Scan reads a folder. Hits come in the order of file, line and kind. The error
// is only about the folder itself: what can't be read inside is in Stats.
func Scan(fsys fs.FS, opts Options) ([]Hit, Stats, error) {
	if opts.MaxBytes == 0 {
		opts.MaxBytes = 1 << 20
	}
	s := &scan{fsys: fsys, opts: opts, detectors: detectors(), words: allWords()}
	if err := s.folder(".", nil); err != nil {
		return nil, Stats{}, err
	}
	slices.SortStableFunc(s.hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
	})
	return slices.Compact(s.hits), s.stats, nil
}

// allWords is made once: for a small app it would cost more than all the rest.
var allWords = sync.OnceValue(func() *automaton { return newAutomaton(needles(detectors())) })

func needles(ds []detector) [][]string {
	all := make([][]string, len(ds))
	for i, d := range ds {
		all[i] = d.needles
	}
	return all
}
