package translate

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

func TestAVolumeIsLiteFSsOnlyIfTheCodeSaysSo(t *testing.T) {
	tests := map[string]struct {
		code []source.Hit
		want bool
	}{
		"code with LiteFS":      {[]source.Hit{{Kind: source.LiteFS, Name: "litefs"}}, true},
		"code with Consul only": {[]source.Hit{{Kind: source.LiteFS, Name: "consul"}}, false},
		"code without either":   {nil, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := spec.Process{Volumes: []spec.Volume{{Name: "data"}}}
			if liteFS(tt.code, &p); p.Volumes[0].LiteFS != tt.want {
				t.Errorf("got %t", p.Volumes[0].LiteFS)
			}
		})
	}
}
