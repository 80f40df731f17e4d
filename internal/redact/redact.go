// Package redact turns text of a user's file into text that can stand in a
// report: what looks like the value of a credential becomes an ellipsis.
//
// It errs on the side of hiding: a digest or a random-looking id disappears with
// the secrets, since the file and line beside the text lead to it anyway.
package redact

import (
	"regexp"
	"strings"
)

// Mark stands where a value was.
const Mark = "…"

// Secret says whether a variable of this name usually holds a credential.
// Connection strings count, as they carry a password.
func Secret(name string) bool {
	name = strings.ToUpper(name)
	if strings.HasPrefix(name, "NEXT_PUBLIC_") || strings.HasPrefix(name, "VITE_") {
		return false // meant for the browser
	}
	for _, part := range []string{"SECRET", "TOKEN", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "PRIVATE", "APIKEY", "COOKIE", "SALT", "SIGNATURE"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	for _, end := range []string{"KEY", "_PASS", "_PWD", "_DSN", "DATABASE_URL", "REDIS_URL", "_AUTH"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

var (
	// user:password@ inside any URL
	userinfo = regexp.MustCompile(`(://)[^\s/@'"]*:[^\s@'"]*@`)
	// NAME=value, name: "value", "name" => 'value'; the value runs to the next quote, comma or blank
	assignment = regexp.MustCompile(`([A-Za-z_][A-Za-z0-9_.-]*)(["']?\s*(?:=>|:=|[=:])\s*)("[^"]*"?|'[^']*'?|` + "`[^`]*`?" + `|[^\s,;'")}\]]+)`)
	// Authorization headers: the word after the scheme
	bearer = regexp.MustCompile(`(?i)\b(bearer|basic|flyv1|token)\s+[A-Za-z0-9+/_.,=-]{8,}`)
	// the shapes that issuers give their tokens
	shaped = regexp.MustCompile(`\b(?:fm[12][a-z]?_|fo1_|sk_(?:live|test)_|rk_live_|gh[opsu]_|github_pat_|glpat-|xox[abprs]-|dp\.[a-z]+\.|AKIA|ASIA|eyJ|tid_|tsec_|whsec_|SG\.)[A-Za-z0-9+/_.=-]{6,}`)
	// anything long and random
	random = regexp.MustCompile(`[A-Za-z0-9+/_=-]{24,}`)
)

// Line hides the values in one line of code or configuration.
func Line(text string) string {
	text = userinfo.ReplaceAllString(text, "${1}"+Mark+"@")
	text = bearer.ReplaceAllString(text, "${1} "+Mark)
	text = shaped.ReplaceAllString(text, Mark)
	text = assignment.ReplaceAllStringFunc(text, hideValue)
	return random.ReplaceAllStringFunc(text, hideRandom)
}

func hideValue(s string) string {
	m := assignment.FindStringSubmatch(s)
	if !Secret(m[1]) || reference(m[3]) {
		return s
	}
	quote := ""
	if strings.ContainsAny(m[3][:1], "\"'`") {
		quote = m[3][:1]
	}
	return m[1] + m[2] + quote + Mark + quote
}

// reference says that the value only names where the secret is:
// process.env.TOKEN, ${TOKEN}, os.environ["TOKEN"].
func reference(value string) bool {
	bare := strings.Trim(value, "\"'`")
	for _, p := range []string{"$", "process.env", "import.meta.env", "os.", "env.", "env(", "ENV[", "ENV.", "System.", "Deno.env", "Bun.env", "getenv", "config.", "settings."} {
		if strings.HasPrefix(bare, p) {
			return true
		}
	}
	return bare == ""
}

// hideRandom hides a long word that mixes letters and digits. Paths and words
// joined by dashes or underscores are names.
func hideRandom(s string) string {
	digits, letters, joints := 0, 0, 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '-' || r == '_' || r == '/':
			joints++
		default:
			letters++
		}
	}
	if digits < 4 || letters < 4 || joints > len(s)/6 {
		return s
	}
	return Mark
}
