package translate

import (
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/redact"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// credential says whether a plain variable holds what should be a secret. The
// inventory hides such values itself; a file's are judged here: a URL by the
// password in it, anything else by the variable's name.
func credential(name, value string) bool {
	switch {
	case value == inventory.Redacted:
		return true
	case strings.Contains(value, "://"):
		return urlPassword(value)
	case value == "", harmless(value), !redact.Secret(name):
		return false
	}
	line := name + "=" + value
	return redact.Line(line) != line // a reference to another variable stays as it is
}

// urlPassword: scheme://user:password@host.
func urlPassword(value string) bool {
	_, rest, _ := strings.Cut(value, "://")
	authority, _, _ := strings.Cut(rest, "/")
	at := strings.LastIndexByte(authority, '@')
	if at < 0 {
		return false
	}
	_, password, found := strings.Cut(authority[:at], ":")
	return found && password != "" && !strings.HasPrefix(password, "$")
}

// harmless: switches, numbers and paths, whatever the variable is called
// (TOKEN_EXPIRY, SECRETS_DIR).
func harmless(value string) bool {
	if _, err := strconv.ParseFloat(value, 64); err == nil {
		return true
	}
	if _, err := strconv.ParseBool(value); err == nil {
		return true
	}
	return strings.HasPrefix(value, "/") || strings.HasPrefix(value, "./")
}
