package translate_test

import (
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

const headers = web + webCheck + "[http_service.http_options.response.headers]\n"

func TestWhatTheGatewayDoesToAnswers(t *testing.T) {
	many := headers
	for _, c := range "ABCDEFGHIJKLMNOPQ" {
		many += "X-" + string(c) + " = \"1\"\n"
	}
	run(t, map[string]behaviour{
		"several values of a header are one": {
			add: headers + "Link = [\"<a>\", \"<b>\"]\n", change: settled(t),
			check: func(a spec.App) any { return firstEdge(a).Headers }, is: []spec.Header{{Name: "Link", Value: "<a>, <b>"}},
		},
		"cookies are not joined": {
			add: headers + "Set-Cookie = [\"a=1\", \"b=2\"]\n", change: settled(t),
			want: []string{"FLY015 dropped http_service.http_options.response.headers.Set-Cookie"},
		},
		"an empty value would break the route": {
			add: headers + "X-Empty = \"\"\n", change: settled(t),
			want:  []string{"FLY015 dropped http_service.http_options.response.headers.X-Empty"},
			check: func(a spec.App) any { return len(firstEdge(a).Headers) }, is: 0,
		},
		"a name that is none would, too": {
			add: headers + "\"X Y\" = \"z\"\n", change: settled(t),
			want: []string{"FLY015 dropped http_service.http_options.response.headers.\"X Y\""},
		},
		"Google keeps some headers for itself": {
			add: headers + "X-Goog-Hash = \"z\"\nConnection = false\n", change: settled(t),
			want: []string{
				"FLY015 dropped http_service.http_options.response.headers.X-Goog-Hash",
				"FLY015 dropped http_service.http_options.response.headers.Connection",
			},
		},
		"a route sets sixteen headers": {
			add: many, change: settled(t),
			want:  []string{"FLY015 dropped http_service.http_options.response.headers.X-Q"},
			check: func(a spec.App) any { return len(firstEdge(a).Headers) }, is: 16,
		},
		"ports that disagree about a header share one route": {
			add: "[[services]]\ninternal_port = 80\n[[services.ports]]\nport = 80\nhandlers = [\"http\"]\nhttp_options = { response = { headers = { X-A = \"plain\" } } }\n" +
				"[[services.ports]]\nport = 443\nhandlers = [\"tls\", \"http\"]\nhttp_options = { response = { headers = { X-A = \"tls\" } } }\n[[services.http_checks]]\npath = \"/\"\n",
			change: settled(t),
			want:   []string{"FLY015 dropped services[0].ports[1].http_options.response.headers.X-A"},
			check:  func(a spec.App) any { return firstEdge(a).Headers }, is: []spec.Header{{Name: "X-A", Value: "plain"}},
		},
	})
}

func TestPlainHTTP(t *testing.T) {
	const tls = "[[services]]\ninternal_port = 80\n[[services.http_checks]]\npath = \"/\"\n[[services.ports]]\nport = 443\nhandlers = [\"tls\", \"http\"]\n"
	const plain = "[[services.ports]]\nport = 80\nhandlers = [\"http\"]\n"
	forces := func(a spec.App) any { return firstEdge(a).ForceHTTPS }
	run(t, map[string]behaviour{
		"port 80 without force_https stays open": {add: tls + plain, change: settled(t), check: forces, is: false},
		"port 80 with it is redirected":          {add: tls + plain + "force_https = true\n", change: settled(t), check: forces, is: true},
		"a port 80 that was closed isn't opened": {
			add: tls, change: settled(t), check: forces, is: true,
			want: []string{"FLY015 changed services[0].ports[0].port"},
		},
	})
}

func TestHowLongAnAnswerMayTake(t *testing.T) {
	long := func(seconds int) []func(*translate.AppInput) {
		return settled(t, func(in *translate.AppInput) {
			in.Decisions.Timeout, in.Code = seconds, []source.Hit{{Kind: source.LongConnection, Name: "ws"}}
		})
	}
	timeout := func(a spec.App) any { return firstEdge(a).Timeout }
	const idle = web + webCheck + "[http_service.http_options]\nidle_timeout = 90\n"
	run(t, map[string]behaviour{
		"a websocket that is busy outlives the idle time-out": {add: idle, change: long(0), check: timeout, is: 86400, want: []string{"FLY012 changed http_service.http_options.idle_timeout"}},
		"a person knows better":                               {add: idle, change: long(300), check: timeout, is: 300, want: []string{"FLY012 changed http_service.http_options.idle_timeout"}},
		"no limit is no limit of zero":                        {add: strings.Replace(idle, "90", "0", 1), change: settled(t), check: timeout, is: 30, want: []string{"FLY012 dropped http_service.http_options.idle_timeout"}},
	})
}

func TestTheLoadBalancersCheck(t *testing.T) {
	check := func(text string) string { return web + "[[http_service.checks]]\n" + text }
	health := func(a spec.App) any { h := firstEdge(a).Health; return []string{h.Type, h.Path, h.Host} }
	run(t, map[string]behaviour{
		"a path without a slash gets one":         {add: check("path = \"up\"\n"), change: settled(t), check: health, is: []string{"HTTP", "/up", ""}},
		"a sign that Google refuses is escaped":   {add: check("path = \"/up?q={a}\"\n"), change: settled(t), check: health, is: []string{"HTTP", "/up?q=%7Ba%7D", ""}},
		"a path that is too long is not asked":    {add: check("path = \"/" + strings.Repeat("a", 2048) + "\"\n"), change: settled(t), check: health, is: []string{"TCP", "", ""}, want: []string{"FLY011 changed http_service.checks[0].path"}},
		"a Host header is kept without its port":  {add: check("path = \"/\"\nheaders = { Host = \"Shop.example:443\" }\n"), change: settled(t), check: health, is: []string{"HTTP", "/", "shop.example"}},
		"a Host that is no host name is told":     {add: check("path = \"/\"\nheaders = { Host = \"a_b\" }\n"), change: settled(t), check: health, is: []string{"HTTP", "/", ""}, want: []string{"FLY011 changed http_service.checks[0].headers.Host"}},
		"a check over TLS stays one":              {add: check("path = \"/\"\nprotocol = \"https\"\ntls_skip_verify = true\n"), change: settled(t), check: health, is: []string{"HTTPS", "/", ""}},
		"Google waits no longer than it pauses":   {add: check("path = \"/\"\ninterval = \"5s\"\ntimeout = \"9s\"\n"), change: settled(t), check: func(a spec.App) any { return firstEdge(a).Health.Timeout }, is: 5},
		"Google asks every five minutes at least": {add: check("path = \"/\"\ninterval = \"10m\"\ntimeout = \"9s\"\n"), change: settled(t), check: func(a spec.App) any { return firstEdge(a).Health.Interval }, is: 300},
	})
}

func TestEdgeDecisions(t *testing.T) {
	over, none := 101.0, 0.0
	tests := map[string]struct {
		decided decisions.Decisions
		want    string // in the error; empty: none
	}{
		"nothing decided is fine":          {decisions.Decisions{}, ""},
		"no log at all is a choice":        {decisions.Decisions{Edge: decisions.Edge{LogPercent: &none}}, ""},
		"more than all requests is not":    {decisions.Decisions{Edge: decisions.Edge{LogPercent: &over}}, "edge.logPercent"},
		"a policy has a resource's name":   {decisions.Decisions{Edge: decisions.Edge{SecurityPolicy: "Edge Policy"}}, "edge.securityPolicy"},
		"a time-out has Google's bounds":   {decisions.Decisions{Apps: []decisions.App{{Name: "shop", Timeout: 1 << 31}}}, "apps[0].timeout"},
		"a negative latency is no latency": {decisions.Decisions{Apps: []decisions.App{{Name: "shop", Latency: -1}}}, "apps[0].latency"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, _, err := translate.Company(translate.Input{Decisions: tt.decided, Sources: nil, Snapshot: nil})
			switch {
			case tt.want == "" && err != nil:
				t.Error(err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %v, want %s in it", err, tt.want)
			}
		})
	}
}
