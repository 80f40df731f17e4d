package translate

import (
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// quirks reports where flyctl's reading differs from what the file seems to say.
// What runs is carried over; the finding tells that it is not what it looks like.
func quirks(f *flytoml.File, l *ledger) {
	for _, q := range f.Quirks {
		finding := report.Of(quirkRule(q.Name), report.Changed, l.from.base, q.Why)
		finding.Env = l.env
		finding.From.Key, finding.From.Line = q.Key.Path, q.Key.Line
		l.book.write(finding)
	}
}

func quirkRule(name flytoml.QuirkName) report.Rule {
	switch name {
	case flytoml.DurationNanoseconds, flytoml.DurationLost:
		return report.RuleOddDuration
	case flytoml.DurationSeconds, flytoml.DurationMillis:
		return noteOf(report.RuleOddDuration)
	case flytoml.EnvNotString:
		return noteOf(report.RuleOddEnv)
	case flytoml.EnvRepeated, flytoml.EnvOverruled:
		return report.RuleOddEnv
	case flytoml.CommandNotSplit, flytoml.CommandOverrule:
		return report.RuleOddCommand
	case flytoml.ConcurrencyRequests, flytoml.NoInternalPort, flytoml.ServiceEmpty:
		return report.RuleOddService
	case flytoml.MemoryOfPreset:
		return report.RuleOddSize
	case flytoml.RawValueEncoded, flytoml.FilesReplaced, flytoml.FilesEverywhere:
		return report.RuleOddFile
	case flytoml.KeyRepeated, flytoml.LetterCase, flytoml.LegacyForm:
		return report.RuleOddSpelling
	}
	return report.RuleOddGroup
}

// ignored reports the keys that flyctl reads past: they do nothing on Fly.
func ignored(f *flytoml.File, l *ledger) {
	for _, k := range f.Unknown {
		r, why := report.RuleIgnoredKey, "flyctl does not read this key, so it has no effect on Fly today"
		if old(k.Path) {
			r, why = noteOf(report.RuleIgnoredKey), "a key of Fly's older platform, without an effect today"
		}
		finding := report.Of(r, report.Dropped, l.from.base, why)
		finding.Env = l.env
		finding.From.Key, finding.From.Line = k.Path, k.Line
		l.book.write(finding)
	}
}

// old are keys that `fly launch` wrote for the Nomad platform.
func old(key string) bool {
	for _, name := range []string{"allowed_public_ports", "private_network", "restart_limit", "script_checks", "enable_6pn"} {
		if strings.HasSuffix(key, name) || strings.Contains(key, name+"[") {
			return true
		}
	}
	return false
}
