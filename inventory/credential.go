package inventory

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory/yamljson"
)

// credentialName reports whether a field of that name holds a credential by
// its nature: those of Fly's API that do (fly.io/docs/machines/api) and the
// words that people use.
func credentialName(name string) bool {
	lower := strings.ToLower(strings.ReplaceAll(name, "_", ""))
	switch lower {
	case "token", "tokenheader", "password", "credentials", "environment", "publicurl",
		"privatekey", "secret", "value", "ssolink", "nonce", "pgbounceruri", "connectionstring":
		return true
	}
	return strings.HasSuffix(lower, "password") || strings.HasSuffix(lower, "token") || strings.HasSuffix(lower, "secret")
}

type shape struct {
	looks   string
	pattern *regexp.Regexp
}

// shapes are values that are credentials wherever they stand. The prefixes are
// those that their issuers publish for secret scanning.
var shapes = []shape{
	{"url with a password", regexp.MustCompile(`[a-zA-Z][a-zA-Z0-9+.-]*://[^/\s:@]*:[^/\s@]+@`)},
	{"fly token", regexp.MustCompile(`\b(fo1_[A-Za-z0-9_-]{8,}|fm1[ra]_[A-Za-z0-9+/_=-]{8,}|fm2_[A-Za-z0-9+/_=-]{8,})|FlyV1\s+\S{8,}`)},
	{"private key", regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----`)},
	{"aws access key", regexp.MustCompile(`\b(AKIA|ASIA)[A-Z0-9]{16}\b|\btid_[A-Za-z0-9_]{20,}|\btsec_[A-Za-z0-9_+]{20,}`)},
	{"doppler token", regexp.MustCompile(`\bdp\.(st|pt|ct|sa|scim|audit)\.[A-Za-z0-9._-]{16,}`)},
	{"github token", regexp.MustCompile(`\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})`)},
	{"gitlab token", regexp.MustCompile(`\bglpat-[A-Za-z0-9_-]{20,}`)},
	{"payment key", regexp.MustCompile(`\b(sk|rk)_(live|test)_[A-Za-z0-9]{10,}|\bwhsec_[A-Za-z0-9+/=]{16,}`)},
	{"slack token", regexp.MustCompile(`\bxox[abeoprs]-[A-Za-z0-9-]{10,}|hooks\.slack\.com/services/T[A-Z0-9]+/B`)},
	{"google key", regexp.MustCompile(`\bAIza[A-Za-z0-9_-]{35}`)},
	{"api key", regexp.MustCompile(`\b(sk-(ant-|proj-)?[A-Za-z0-9_-]{20,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|npm_[A-Za-z0-9]{30,}|tskey-[a-z]+-[A-Za-z0-9-]{10,})`)},
	{"json web token", regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+`)},
	{"sentry key", regexp.MustCompile(`https://[0-9a-f]{32}(:[0-9a-f]{32})?@`)},
	{"bearer header", regexp.MustCompile(`(?i)\b(bearer|basic)\s+[A-Za-z0-9+/._=-]{16,}`)},
}

// looksLike names the credential that a value looks like, empty when it looks
// like none. The name decides only for values that nobody types by hand.
func looksLike(name, value string) string {
	for _, s := range shapes {
		if s.pattern.MatchString(value) {
			return s.looks
		}
	}
	if secretWord.MatchString(name) && random(value) {
		return "value of a secret"
	}
	return ""
}

var (
	secretWord = regexp.MustCompile(`(?i)(password|passwd|secret|token|api_?key|private_?key|access_?key|auth_?key|encryption_?key|signing_?key)s?$`)
	oneWord    = regexp.MustCompile(`^[A-Za-z0-9+/=_.~-]{12,}$`)
	letters    = regexp.MustCompile(`[A-Za-z]`)
	digits     = regexp.MustCompile(`[0-9]`)
)

// random reports whether a value is one long word of letters and digits, as
// generated secrets are, and not a path or a host name.
func random(value string) bool {
	return oneWord.MatchString(value) && letters.MatchString(value) && digits.MatchString(value) &&
		!strings.HasPrefix(value, "/") && strings.Count(value, ".") < 2
}

// holdsCredential reports whether any text in a JSON value is a credential.
func holdsCredential(raw json.RawMessage) bool {
	found := false
	_, err := yamljson.MapText(raw, func(_, name, text string) string {
		found = found || looksLike(name, text) != "" || credentialName(name)
		return text
	})
	return found || err != nil
}
