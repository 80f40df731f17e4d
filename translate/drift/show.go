package drift

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/redact"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// show is a value as a person may see it: short, and no credential. Of a file's
// content it is a fingerprint.
func show(field, value string) string {
	name := field[strings.LastIndexByte(field, '.')+1:]
	switch {
	case strings.HasSuffix(field, ".raw_value"):
		return fingerprint(value)
	case variable(field) && redact.Secret(name):
		return redact.Mark
	}
	return redact.Line(value)
}

// fingerprint is the start of what sha256sum says of a file's content.
func fingerprint(encoded string) string {
	content, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		content = []byte(encoded)
	}
	sum := sha256.Sum256(content)
	return "sha256:" + hex.EncodeToString(sum[:6])
}

// hidden says that the inventory does not know the value.
func hidden(value string) bool { return strings.Contains(value, inventory.Redacted) }
