package redact

import (
	"strings"
	"testing"
)

func TestLine(t *testing.T) {
	cases := map[string]struct{ in, want string }{
		"a password in a URL goes, the host stays": {
			`DATABASE_URL: postgres://u:hunter2@db.internal:5432/x`, `DATABASE_URL: …`},
		"a password in a URL of any name goes": {
			`const u = "redis://default:hunter2@cache.internal:6379"`, `const u = "redis://…@cache.internal:6379"`},
		"the value of a telling name goes, its quotes stay": {
			`apiToken = "abc"; host = "shop.internal"`, `apiToken = "…"; host = "shop.internal"`},
		"a reference to a secret is no secret": {
			`token: process.env.FLY_API_TOKEN`, `token: process.env.FLY_API_TOKEN`},
		"a shell reference is no secret": {
			`FLY_API_TOKEN=${{ secrets.FLY_API_TOKEN }}`, `FLY_API_TOKEN=${{ secrets.FLY_API_TOKEN }}`},
		"an Authorization header loses its token": {
			`-H "Authorization: Bearer abcdefgh12345"`, `-H "Authorization: Bearer …"`},
		"a Fly token is known by its shape": {
			`flyctl auth fm2_lJPECAAAAAAA`, `flyctl auth …`},
		"a long random word goes": {
			`x("9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c")`, `x("…")`},
		"a long name stays": {
			`import very_long_module_name_for_the_users`, `import very_long_module_name_for_the_users`},
		"a browser variable stays": {
			`NEXT_PUBLIC_API_KEY_HOST=api.fly.dev`, `NEXT_PUBLIC_API_KEY_HOST=api.fly.dev`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := Line(c.in); got != c.want {
				t.Errorf("Line(%q)\n got %q\nwant %q", c.in, got, c.want)
			}
		})
	}
}

func FuzzLine(f *testing.F) {
	f.Add("PASSWORD", "hunter2")
	f.Add("stripe_secret_key", "x")
	f.Fuzz(func(t *testing.T, name, value string) {
		plain := strings.Trim(value, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
		if !plain || len(value) < 3 || reference(value) || !Secret(name) || assignment.FindString(name+"="+value) != name+"="+value {
			return
		}
		if got := Line(name + "=" + value); strings.Contains(got[len(name):], value) {
			t.Errorf("Line kept the value of %s: %q", name, got)
		}
	})
}
