package dockerfile

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestExpose(t *testing.T) {
	cases := map[string]struct {
		text       string
		want       []Port
		unresolved []Unresolved
	}{
		"a plain port is TCP":             {"EXPOSE 8080", []Port{{8080, "tcp", 2}}, nil},
		"a protocol in capitals":          {"EXPOSE 53/UDP", []Port{{53, "udp", 2}}, nil},
		"a range is all of its ports":     {"EXPOSE 7000-7002/udp", []Port{{7000, "udp", 2}, {7001, "udp", 2}, {7002, "udp", 2}}, nil},
		"the container's side of a pair":  {"EXPOSE 80:8080", []Port{{8080, "tcp", 2}}, nil},
		"a variable that ENV sets":        {"ENV PORT=3000\nEXPOSE ${PORT}/tcp", []Port{{3000, "tcp", 3}}, nil},
		"a variable with a default":       {"EXPOSE ${PORT:-4000}", []Port{{4000, "tcp", 2}}, nil},
		"one variable holds two ports":    {"ENV P=\"80 443\"\nEXPOSE $P", []Port{{80, "tcp", 3}, {443, "tcp", 3}}, nil},
		"a variable without a value":      {"EXPOSE $PORT", nil, []Unresolved{{"EXPOSE", "PORT", 2}}},
		"ARG before FROM doesn't reach":   {"EXPOSE $GLOBAL", nil, []Unresolved{{"EXPOSE", "GLOBAL", 2}}},
		"a bare ARG takes the global one": {"ARG GLOBAL\nEXPOSE $GLOBAL", []Port{{99, "tcp", 3}}, nil},
		"what is no port is left out":     {"EXPOSE http 0 70000 9-1 8/smtp", nil, nil},
		"the same port twice counts once": {"EXPOSE 80\nEXPOSE 80/tcp", []Port{{80, "tcp", 2}}, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f := mustParse(t, "ARG GLOBAL=99\nFROM debian\n"+c.text, Options{})
			for i := range f.Ports {
				f.Ports[i].Line-- // counted from FROM
			}
			for i := range f.Unresolved {
				f.Unresolved[i].Line--
			}
			if diff := cmp.Diff(c.want, f.Ports); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.unresolved, f.Unresolved); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRest(t *testing.T) {
	f := mustParse(t, `FROM nginx:1.29
ENV PORT=80 LINK=$PORT SECRET_KEY_BASE=hunter2
ENV AGAIN=$PORT
ENV PORT=81
WORKDIR /srv
WORKDIR www
VOLUME ["/data", "/cache"]
VOLUME /data
HEALTHCHECK --interval=5s --retries=2 CMD curl -f http://localhost/
COPY crontab /etc/cron.d/jobs
`, Options{})
	want := &File{
		Name: "Dockerfile", Base: Image{Reference: "nginx:1.29", Repository: "nginx", Tag: "1.29", Line: 1},
		Runtime: Nginx, StopSignal: Text{Value: "SIGQUIT"},
		User: User{Name: "root", UID: ptr(0), GID: ptr(0), Known: true},
		Env: []Variable{
			{Name: "PORT", Value: "81", Line: 4}, {Name: "LINK", Line: 2},
			{Name: "SECRET_KEY_BASE", Redacted: true, Line: 2}, {Name: "AGAIN", Value: "80", Line: 3},
		},
		Workdir: Text{"/srv/www", 6}, Volumes: []Text{{"/data", 7}, {"/cache", 7}},
		Healthcheck: Healthcheck{Test: []string{"CMD-SHELL", "curl -f http://localhost/"}, Interval: 5 * time.Second, Retries: 2, Line: 9},
		Cron:        Instruction{"COPY", "crontab", 10},
		Deciding: []Instruction{
			{"FROM", "nginx:1.29", 1}, {"ENV", "PORT LINK SECRET_KEY_BASE", 2}, {"ENV", "AGAIN", 3}, {"ENV", "PORT", 4},
			{"WORKDIR", "/srv/www", 6}, {"VOLUME", "/data /cache", 7}, {"VOLUME", "/data", 8},
			{"HEALTHCHECK", "CMD-SHELL curl -f http://localhost/", 9},
		},
	}
	if diff := cmp.Diff(want, f); diff != "" {
		t.Error(diff)
	}
}

func TestRuntime(t *testing.T) {
	cases := map[string]struct {
		text string
		want Runtime
	}{
		"the image's name":                      {"FROM python:3.13-slim", Python},
		"a mirror of an official image":         {"FROM public.ecr.aws/docker/library/ruby:3.4", Ruby},
		"the program beats the image":           {"FROM debian\nCMD [\"python3.12\", \"-m\", \"app\"]", Python},
		"a shell form names it":                 {"FROM debian\nCMD cd app && node server.js", Node},
		"a binary comes from its build stage":   {"FROM golang:1.24 AS b\nFROM gcr.io/distroless/static\nCOPY --from=b /x /x\nENTRYPOINT [\"/x\"]", Go},
		"a stage by number":                     {"FROM hexpm/elixir:1.18 AS b\nFROM debian\nCOPY --from=0 /x /x\nCMD [\"/app/bin/server\"]", Elixir},
		"static files end up in the web server": {"FROM node:22 AS b\nFROM nginx\nCOPY --from=b /x /x", Nginx},
		"distroless names it":                   {"FROM gcr.io/distroless/nodejs22-debian12", Node},
		"nothing gives it away":                 {"FROM example.com/ours:1", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := mustParse(t, c.text, Options{}).Runtime; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestStopSignal(t *testing.T) {
	cases := map[string]struct {
		text string
		want Text
	}{
		"a name without SIG":              {"FROM debian\nSTOPSIGNAL int", Text{"SIGINT", 2}},
		"a number":                        {"FROM debian\nSTOPSIGNAL 3", Text{"SIGQUIT", 2}},
		"a real-time number stays one":    {"FROM debian\nSTOPSIGNAL 37", Text{"37", 2}},
		"the base image's own":            {"FROM postgres:17-alpine", Text{"SIGINT", 0}},
		"php-fpm has its own, php hasn't": {"FROM php:8.4-cli", Text{}},
		"a variable":                      {"FROM debian\nARG S=SIGUSR2\nSTOPSIGNAL $S", Text{"SIGUSR2", 3}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, mustParse(t, c.text, Options{}).StopSignal); diff != "" {
				t.Error(diff)
			}
		})
	}
}
