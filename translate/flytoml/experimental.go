package flytoml

import (
	"strings"
	"time"
)

// Experimental is [experimental].
type Experimental struct {
	Field string
	// Cmd is the command of groups that have none of their own.
	Cmd        []string
	Entrypoint []string
	// Exec replaces entrypoint and command of the image.
	Exec          []string
	MachineConfig string // wins over the top-level machine_config

	// Without an effect on machines.
	AutoRollback   bool
	EnableConsul   bool
	EnableEtcd     bool
	LazyLoadImages bool
	UseZstd        bool
	// AttachedSecrets is [experimental.attached.secrets.export], by name.
	AttachedSecrets []EnvVar
}

func (r *reader) experimental(t table) *Experimental {
	if n := t.exact("experimental"); n != nil && n.shape != dict {
		r.problem(n, "a table")
		return nil
	}
	x, ok := t.sub("experimental")
	if !ok || r.known == nil && len(x.n.children) == 0 {
		return nil
	}
	e := &Experimental{
		Field:          x.field,
		Cmd:            x.words("cmd"),
		Entrypoint:     x.words("entrypoint"),
		Exec:           x.words("exec"),
		MachineConfig:  x.string("machine_config"),
		AutoRollback:   x.bool("auto_rollback"),
		EnableConsul:   x.bool("enable_consul"),
		EnableEtcd:     x.bool("enable_etcd"),
		LazyLoadImages: x.bool("lazy_load_images"),
		UseZstd:        x.bool("use_zstd"),
	}
	if attached, ok := x.sub("attached"); ok {
		if secrets, ok := attached.sub("secrets"); ok {
			e.AttachedSecrets = secrets.namedTexts("export")
		}
	}
	return e
}

// words takes a list, or one string as a list of one: it is not split.
func (t table) words(key string) []string {
	n := t.exact(key)
	if n == nil || n.shape != scalar || empty(n) {
		return t.strings(key)
	}
	text := t.string(key)
	if strings.ContainsAny(text, " \t") {
		t.r.quirk(n, CommandNotSplit, "a string is one argument here, blanks and all; a list would be several")
	}
	return []string{text}
}

// killTimeout is kill_timeout or, without it, the same key of [experimental].
func (r *reader) killTimeout(t table) *time.Duration {
	if r.known != nil || t.exact("kill_timeout") != nil {
		return t.looseDuration("kill_timeout", time.Second)
	}
	if x := t.exact("experimental"); x != nil && x.shape == dict {
		if n := x.member("kill_timeout"); n != nil {
			n.field = "kill_timeout"
			r.quirk(n, LegacyForm, "flyctl reads it as kill_timeout")
			return r.castDuration(n, time.Second)
		}
	}
	return t.duration("kill_timeout")
}
