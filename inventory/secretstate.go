package inventory

import (
	"strings"
	"time"
)

// markSecrets works out which secrets are only staged. Fly's list does not say
// it, but a machine's version is a ULID and tells when it was made: a secret
// that is newer than the version of some machine can't be in that machine.
// An app without machines that run anything has nothing to compare with.
func markSecrets(app *App) {
	oldest, ok := oldestVersion(app)
	if !ok {
		return
	}
	for i := range app.Secrets.Items {
		s := &app.Secrets.Items[i]
		set, err := time.Parse(time.RFC3339, s.UpdatedAt)
		switch {
		case err != nil:
		case set.After(oldest):
			s.State = "staged"
		default:
			s.State = "deployed"
		}
	}
}

func oldestVersion(app *App) (time.Time, bool) {
	var oldest time.Time
	found := false
	for _, m := range live(app) {
		if m.Kind() == MachineLeftover {
			continue
		}
		made, ok := ulidTime(m.InstanceID)
		if !ok {
			return time.Time{}, false
		}
		if !found || made.Before(oldest) {
			oldest, found = made, true
		}
	}
	return oldest, found
}

// crockford is ULID's alphabet (https://github.com/ulid/spec).
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// ulidTime reads the milliseconds in the first ten letters of a ULID.
func ulidTime(id string) (time.Time, bool) {
	if len(id) != 26 {
		return time.Time{}, false
	}
	var ms int64
	for _, letter := range id[:10] {
		digit := strings.IndexRune(crockford, letter)
		if digit < 0 {
			return time.Time{}, false
		}
		ms = ms<<5 | int64(digit)
	}
	return time.UnixMilli(ms), true
}
