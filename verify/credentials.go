package verify

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// pattern is a shape that credentials of one issuer have. Each holds one of its
// signs: looking for those first is a hundred times faster.
type pattern struct {
	name  string
	signs []string
	shape *regexp.Regexp
}

// patterns are the shapes that the issuers publish for their tokens, so that
// leaks can be found. A hit is always worth a look, and never printed.
func patterns() []pattern {
	shapes := []struct{ name, signs, shape string }{
		{"a private key", `PRIVATE KEY-----|AGE-SECRET-KEY-`, `-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----|\bAGE-SECRET-KEY-1[A-Z0-9]{20,}`},
		{"a Fly.io token", `FlyV1 |fm1|fm2|fo1_`, `\bFlyV1 [A-Za-z0-9+/_=-]{20,}|\b(?:fm[12][ar]?_|fo1_)[A-Za-z0-9+/_=-]{20,}`},
		{"a password in an address", `://`, `\b[a-z][a-z0-9+.-]*://[^\s:/@"'$<>{}]*:[^\s:/@"'$<>{}*…]{3,}@[^\s"']`},
		{"an AWS access key", `AKIA|ASIA`, `\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`},
		{"a Tigris key", `tid_|tsec_`, `\btid_[A-Za-z0-9_]{20,}|\btsec_[A-Za-z0-9_+]{20,}`},
		{"a Google API key", `AIza`, `\bAIza[A-Za-z0-9_-]{35}\b`},
		{"a Google client secret", `GOCSPX-`, `\bGOCSPX-[A-Za-z0-9_-]{20,}`},
		{"a Google access token", `ya29.`, `\bya29\.[A-Za-z0-9_-]{20,}`},
		{"a Google service account key", `private_key_id`, `"private_key_id":\s*"[0-9a-f]{20,}"`},
		{"a GitHub token", `gho_|ghp_|ghs_|ghu_|ghr_|github_pat_`, `\b(?:gh[opsur]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})`},
		{"a GitLab token", `glpat-|gldt-|glrt-|glptt-|glcbt-`, `\bgl(?:pat|dt|rt|ptt|cbt)-[A-Za-z0-9_-]{20,}`},
		{"a Slack token", `xox|xapp-`, `\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\bxapp-[0-9]-[A-Z0-9]+-[0-9]+-[a-f0-9]{20,}`},
		{"a Slack webhook", `hooks.slack.com`, `hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{16,}`},
		{"a Discord webhook", `/api/webhooks/`, `discord(?:app)?\.com/api/webhooks/[0-9]{15,}/[A-Za-z0-9_-]{40,}`},
		{"a Telegram token", `:AA`, `\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}\b`},
		{"a Stripe key", `sk_|rk_|whsec_`, `\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9+/=]{24,}`},
		{"a Doppler token", `dp.`, `\bdp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9._-]{30,}`},
		{"an OpenAI or Anthropic key", `sk-`, `\bsk-(?:proj-|ant-|svcacct-)?[A-Za-z0-9_-]{32,}`},
		{"a SendGrid key", `SG.`, `\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{32,}`},
		{"a Sentry token", `sntrys_|sntryu_`, `\bsntry[su]_[A-Za-z0-9+/=_-]{40,}`},
		{"a Linear key", `lin_`, `\blin_(?:api|oauth)_[A-Za-z0-9]{32,}`},
		{"a Supabase token", `sbp_|sbs_`, `\bsb[ps]_(?:secret_)?[A-Za-z0-9_-]{24,}`},
		{"a DigitalOcean token", `_v1_`, `\bdo[opr]_v1_[a-f0-9]{64}\b`},
		{"a Vault token", `hvs.|hvb.|hvr.`, `\bhv[sbr]\.[A-Za-z0-9_-]{24,}`},
		{"a Tailscale key", `tskey-`, `\btskey-[a-z]+-[A-Za-z0-9-]{10,}`},
		{"a PyPI token", `pypi-`, `\bpypi-AgE[A-Za-z0-9_-]{30,}`},
		{"an npm token", `npm_`, `\bnpm_[A-Za-z0-9]{36}\b`},
		{"a Hugging Face token", `hf_`, `\bhf_[A-Za-z0-9]{30,}`},
		{"a signed web token", `eyJ`, `\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}`},
		{"a bearer header", `uthorization`, `(?i)\bauthorization["']?[:=]\s*["']?(?:bearer|basic) [A-Za-z0-9+/._=-]{16,}`},
	}
	var all []pattern
	for _, s := range shapes {
		all = append(all, pattern{s.name, strings.Split(s.signs, "|"), regexp.MustCompile(s.shape)})
	}
	return all
}

// credentials reads every file of the tree for values that nobody should commit.
func credentials(s *site) outcome {
	all := patterns()
	var seen outcome
	for _, f := range s.files {
		seen.checked++
		likely := signed(string(f.data), all)
		for number, line := range bytes.Split(f.data, []byte("\n")) {
			if name := credential(string(line), likely); name != "" {
				seen.findings = append(seen.findings, Finding{
					Severity: Error, File: f.path, Line: number + 1,
					Found: "what looks like " + name, Expected: "names of secrets only",
					Do: "move the value to the secret store and rotate it",
				})
			}
		}
	}
	return seen
}

// signed keeps the patterns of which a text has a sign.
func signed(text string, all []pattern) []pattern {
	var likely []pattern
	for _, p := range all {
		if slices.ContainsFunc(p.signs, func(sign string) bool { return strings.Contains(text, sign) }) {
			likely = append(likely, p)
		}
	}
	return likely
}

// credential names the first shape that a line has; empty for none. Generated
// digests and addresses with placeholders don't count.
func credential(line string, all []pattern) string {
	for _, p := range signed(line, all) {
		if hit := p.shape.FindString(line); hit != "" && !placeholder(hit) {
			return p.name
		}
	}
	return assigned(line)
}

// assignment is a name that says it is secret, and one long word as its value.
var assignment = regexp.MustCompile(`(?i)(?:password|passwd|secret|token|api_?key|private_?key|access_?key|auth_?key|encryption_?key|signing_?key|secret_?key_?base)["']?\s*[:=]\s*["']?([A-Za-z0-9+/=_.~-]{20,})`)

// assigned finds the values that no issuer gave a shape: under such a name, a
// word of small and capital letters and digits, or of hexadecimal digits, that
// is neither a path nor a host name nor the digest of something.
func assigned(line string) string {
	if !secretive(line) {
		return ""
	}
	for _, hit := range assignment.FindAllStringSubmatch(line, -1) {
		if word := hit[1]; generated(word) && !placeholder(word) {
			return "the value of a secret"
		}
	}
	return ""
}

// secretive says whether a line has a word that assignment looks for.
func secretive(line string) bool {
	line = strings.ToLower(line)
	return slices.ContainsFunc([]string{"passw", "secret", "token", "key"}, func(word string) bool { return strings.Contains(line, word) })
}

func generated(word string) bool {
	if strings.Count(word, "/") > 1 || strings.Count(word, ".") > 1 || strings.Count(word, "-") > 4 || !strings.ContainsAny(word, "0123456789") {
		return false
	}
	mixed := strings.ToLower(word) != word && strings.ToUpper(word) != word
	return mixed || len(word) >= 32 && strings.Trim(word, "0123456789abcdef") == ""
}

// placeholder says that a text only shows where a value would stand.
func placeholder(text string) bool {
	text = strings.ToLower(text)
	for _, word := range []string{":password@", ":pass@", ":postgres@localhost", ":user@", "example", "changeme", "placeholder", "xxxx"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
