package short

import "testing"

func TestName(t *testing.T) {
	for name, tt := range map[string]struct {
		in      string
		longest int
		want    string
	}{
		"what fits stays":                    {"acme-api", 8, "acme-api"},
		"what is cut ends in a hash":         {"acme-api-production", 16, "acme-ap-6e276362"},
		"no hyphen stands before the hash's": {"acme---production", 14, "acme-17afcbff"},
	} {
		t.Run(name, func(t *testing.T) {
			got := Name(tt.in, tt.longest)
			if got != tt.want || len(got) > tt.longest {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
	if Name("acme-api-production-1", 16) == Name("acme-api-production-2", 16) {
		t.Error("two names became one")
	}
}
