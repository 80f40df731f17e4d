package translate_test

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

func TestWhoIsBehindThePrivateName(t *testing.T) {
	const found = "FLY001 changed app"
	dns := settled(t, func(in *translate.AppInput) { in.Code = []source.Hit{{Kind: source.Peers, Name: "dns_cluster"}} })
	peers := func(a spec.App) any { return a.Peers }
	run(t, map[string]behaviour{
		"one address is the rule":                    {add: web + webCheck, change: settled(t), check: peers, is: false},
		"a library that finds copies needs them all": {add: web + webCheck, change: dns, check: peers, is: true, want: []string{found}},
		"so does Phoenix's variable":                 {add: web + webCheck + "[env]\nDNS_CLUSTER_QUERY = \"shop.internal\"\n", change: settled(t), check: peers, is: true, want: []string{found, "FLY001 changed env.DNS_CLUSTER_QUERY"}},
		"a person says that one address is enough":   {add: web + webCheck, change: append(dns, func(in *translate.AppInput) { in.Decisions.Peers = new(false) }), check: peers, is: false},
		"or that callers want all":                   {add: web + webCheck, change: settled(t, func(in *translate.AppInput) { in.Decisions.Peers = new(true) }), check: peers, is: true},
		"a raw port's address is its group's":        {add: "[[services]]\ninternal_port = 25\n[[services.ports]]\nport = 25\n", change: settled(t), check: func(a spec.App) any { return a.Processes[0].L4[0].Address }, is: "shop--app", want: []string{"FLY008 changed services[0].ports[0].port"}},
	})
}
