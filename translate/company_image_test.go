package translate

import "testing"

func TestWithRegistry(t *testing.T) {
	tests := map[string]struct{ repo, want string }{
		"an official image is Docker's library": {"redis", "docker.io/library/redis"},
		"anybody else's is theirs":              {"valkey/valkey", "docker.io/valkey/valkey"},
		"a registry stays":                      {"ghcr.io/cerbos/cerbos", "ghcr.io/cerbos/cerbos"},
		"a port makes a registry":               {"registry:5000/redis", "registry:5000/redis"},
		"no image stays none":                   {"", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := withRegistry(test.repo); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
