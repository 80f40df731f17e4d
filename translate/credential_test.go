package translate

import "testing"

func TestCredential(t *testing.T) {
	tests := map[string]struct {
		name, value string
		want        bool
	}{
		"a token":                        {"API_TOKEN", "fo1_abcdefghijklmnop", true},
		"a short password":               {"DB_PASSWORD", "hunter2", true},
		"a URL with a password":          {"UPSTREAM", "https://me:hunter2@shop.example/x", true},
		"a URL without one":              {"DATABASE_URL", "postgres://shop@db.internal:5432/shop", false},
		"a database that is a file":      {"DATABASE_URL", "sqlite:///data/shop.db", false},
		"a URL that refers to a secret":  {"DATABASE_URL", "postgres://shop:${PASSWORD}@db/shop", false},
		"a time of life":                 {"TOKEN_EXPIRY", "3600", false},
		"a switch":                       {"COOKIE_SECURE", "true", false},
		"a folder":                       {"SECRETS_DIR", "/data/secrets", false},
		"an empty value":                 {"API_TOKEN", "", false},
		"an ordinary variable":           {"LOG_LEVEL", "info", false},
		"what the inventory hid already": {"GREETING", "[redacted]", true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := credential(tt.name, tt.value); got != tt.want {
				t.Errorf("credential(%q, %q) = %v", tt.name, tt.value, got)
			}
		})
	}
}
