package inventory

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/fly2k8s/fly2k8s/inventory/yamljson"
)

// Redacted stands where a value looked like a credential.
const Redacted = "[redacted]"

// redactApp replaces every value of the app that looks like a credential. Such
// values stand in [env] or in files, where Fly shows them to every reader.
func redactApp(app *App) error {
	found, err := redactInto(app)
	if err != nil {
		return fmt.Errorf("scan %s for credentials: %w", app.Name, err)
	}
	app.Redacted = append(app.Redacted, found...)
	return nil
}

// redactOrg does the same for everything outside of apps.
func redactOrg(s *Snapshot) error {
	found, err := redactInto(s)
	if err != nil {
		return fmt.Errorf("scan %s for credentials: %w", s.Org.Slug, err)
	}
	s.Redacted = append(s.Redacted, found...)
	return nil
}

func redactInto[T any](v *T) ([]Redaction, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	clean, found, err := redact(raw)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	var out T
	if err := json.Unmarshal(clean, &out); err != nil {
		return nil, err
	}
	*v = out
	return found, nil
}

// redact replaces credentials in a JSON text and keeps the order of its keys.
func redact(raw []byte) ([]byte, []Redaction, error) {
	var found []Redaction
	clean, err := yamljson.MapText(raw, func(path, name, text string) string {
		looks := looksLike(name, text)
		if looks == "" && name == "raw_value" {
			looks = looksLikeInside(text)
		}
		if looks == "" {
			return text
		}
		found = append(found, Redaction{Path: path, Looks: looks})
		return Redacted
	})
	sort.Slice(found, func(i, j int) bool { return found[i].Path < found[j].Path })
	return clean, found, err
}

// looksLikeInside looks into a file's base64, line by line.
func looksLikeInside(encoded string) string {
	text, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || !utf8.Valid(text) {
		return ""
	}
	for line := range bytes.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSpace(string(line)), "=")
		if looks := looksLike(strings.TrimSpace(name), strings.Trim(strings.TrimSpace(value), `"'`)); looks != "" {
			return looks
		}
		if looks := looksLike("", string(line)); looks != "" {
			return looks
		}
	}
	return ""
}
