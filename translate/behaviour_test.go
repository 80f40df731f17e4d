package translate_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func run(t *testing.T, tests map[string]behaviour) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			app, findings := ofFile(t, quiet+tt.add, tt.change...)
			if diff := cmp.Diff(tt.want, said(findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if tt.check == nil {
				return
			}
			if diff := cmp.Diff(tt.is, tt.check(app)); diff != "" {
				t.Errorf("spec (-want +got):\n%s", diff)
			}
		})
	}
}

func equal(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
