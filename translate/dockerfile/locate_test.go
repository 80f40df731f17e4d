package dockerfile

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestLocate(t *testing.T) {
	tree := fstest.MapFS{
		"Dockerfile":              {},
		"apps/api/dockerfile":     {},
		"deploy/Dockerfile.prod":  {},
		"apps/web/src/index.html": {},
	}
	cases := map[string]struct {
		dir, named string
		want       Location
	}{
		"a name is relative to the config": {"deploy", "Dockerfile.prod",
			Location{"deploy/Dockerfile.prod", Named, []string{"deploy/Dockerfile.prod"}}},
		"a name may lead upwards": {"deploy", "../Dockerfile",
			Location{"Dockerfile", Named, []string{"Dockerfile"}}},
		"a name that is not there is missing, whatever else there is": {"apps/web", "Dockerfile.x",
			Location{"", Missing, []string{"apps/web/Dockerfile.x"}}},
		"a name that leads out of the sources is missing": {"", "../../etc/passwd",
			Location{"", Missing, []string{"../../etc/passwd"}}},
		"without a name the one beside the config is taken, small letters too": {"apps/api", "",
			Location{"apps/api/dockerfile", Beside, []string{"apps/api/Dockerfile", "apps/api/dockerfile"}}},
		"else the one at the root": {"apps/web", "",
			Location{"Dockerfile", Above, []string{"apps/web/Dockerfile", "apps/web/dockerfile", "Dockerfile"}}},
		"a URL is downloaded by flyctl": {"apps/web", "https://example.com/Dockerfile",
			Location{"https://example.com/Dockerfile", Remote, nil}},
		"a folder is no Dockerfile": {"", "apps",
			Location{"", Missing, []string{"apps"}}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Locate(tree, c.dir, c.named)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
