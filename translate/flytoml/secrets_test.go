package flytoml

import (
	"fmt"
	"strings"
	"testing"
)

// Wherever a password stands, no message repeats it.
func TestNoMessageTellsAPassword(t *testing.T) {
	const password = "hunter2hunter2"
	for _, text := range []string{
		"[env]\nDB_PASSWORD = " + password,
		"env = \"postgres://u:" + password + "@db/x\"",
		"[env]\nDB_PASSWORD = [\"" + password + "\"]",
		"[http_service]\ninternal_port = \"TOKEN=" + password + "\"",
		"[processes]\napp = \"run --token=" + password + " 'x\"",
		"[deploy]\nrelease_command = \"API_TOKEN=" + password + " 'x\"",
		"[deploy]\nwait_timeout = \"secret=" + password + "\"",
	} {
		f, err := Parse("fly.toml", []byte(text))
		told := fmt.Sprint(err)
		if f != nil {
			_, group := f.Group(f.DefaultGroup())
			_, release := f.ReleaseMachine()
			told += fmt.Sprint(f.Quirks, group, release)
		}
		if strings.Contains(told, password) {
			t.Errorf("%s: %s", text, told)
		}
	}
}
