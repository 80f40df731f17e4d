package verify

import (
	"bytes"
	"regexp"
	"strings"
)

// pattern is a shape that credentials of one issuer have.
type pattern struct {
	name  string
	shape *regexp.Regexp
}

// patterns are the shapes that the issuers publish for their tokens, so that
// leaks can be found. A hit is always worth a look, and never printed.
func patterns() []pattern {
	shapes := []struct{ name, shape string }{
		{"a private key", `-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----`},
		{"a Fly.io token", `\b(?:FlyV1 |fm[12][ar]?_|fo1_)[A-Za-z0-9+/_=-]{20,}`},
		{"a password in an address", `\b[a-z][a-z0-9+.-]*://[^\s:/@"'$<>{}]+:[^\s:/@"'$<>{}*…]{3,}@[^\s"']`},
		{"an AWS access key", `\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`},
		{"a Google API key", `\bAIza[A-Za-z0-9_-]{35}\b`},
		{"a Google service account key", `"private_key_id":\s*"[0-9a-f]{20,}"`},
		{"a GitHub token", `\b(?:gh[opsur]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})`},
		{"a GitLab token", `\bglpat-[A-Za-z0-9_-]{20,}`},
		{"a Slack token", `\bxox[abeprs]-[A-Za-z0-9-]{10,}`},
		{"a Slack webhook", `hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{16,}`},
		{"a Stripe key", `\b(?:sk|rk)_live_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9]{24,}`},
		{"a Doppler token", `\bdp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9._-]{30,}`},
		{"an OpenAI or Anthropic key", `\bsk-(?:proj-|ant-|svcacct-)?[A-Za-z0-9_-]{32,}`},
		{"a SendGrid key", `\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{32,}`},
		{"an npm token", `\bnpm_[A-Za-z0-9]{36}\b`},
		{"a Hugging Face token", `\bhf_[A-Za-z0-9]{30,}`},
		{"a signed web token", `\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}`},
	}
	var all []pattern
	for _, s := range shapes {
		all = append(all, pattern{s.name, regexp.MustCompile(s.shape)})
	}
	return all
}

// credentials reads every file of the tree for values that nobody should commit.
func credentials(s *site) outcome {
	all := patterns()
	var seen outcome
	for _, f := range s.files {
		seen.checked++
		for number, line := range bytes.Split(f.data, []byte("\n")) {
			if name := credential(string(line), all); name != "" {
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

// credential names the first shape that a line has; empty for none. Generated
// digests and addresses with placeholders don't count.
func credential(line string, all []pattern) string {
	for _, p := range all {
		if hit := p.shape.FindString(line); hit != "" && !placeholder(hit) {
			return p.name
		}
	}
	return ""
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
