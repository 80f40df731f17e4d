package flyapi

import (
	"errors"
	"testing"
)

func TestNew(t *testing.T) {
	tests := map[string]struct {
		opts Options
		rate float64
		err  bool
	}{
		"fly is asked twenty times a second":     {Options{Token: "t"}, 20, false},
		"as often as somebody decided":           {Options{Token: "t", Rate: 5}, 5, false},
		"a server on this machine is not held":   {Options{Token: "t", APIURL: "http://127.0.0.1:1", MachinesURL: "http://127.0.0.1:1"}, 1000, false},
		"unless somebody decided":                {Options{Token: "t", MachinesURL: "http://localhost:1", Rate: 7}, 7, false},
		"an address that is none":                {Options{Token: "t", MachinesURL: "api.machines.dev"}, 0, true},
		"a web address that is none":             {Options{Token: "t", APIURL: "::"}, 0, true},
		"without a token there is nothing to do": {Options{}, 0, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c, err := New(test.opts)
			if (err != nil) != test.err {
				t.Fatalf("error is %v", err)
			}
			if err == nil && c.Pressure().Rate != test.rate {
				t.Errorf("rate is %v, want %v", c.Pressure().Rate, test.rate)
			}
		})
	}
	if _, err := New(Options{}); !errors.Is(err, ErrNoToken) {
		t.Errorf("error is %v", err)
	}
}
