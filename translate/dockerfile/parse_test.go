package dockerfile

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func mustParse(t *testing.T, text string, opts Options) *File {
	t.Helper()
	f, err := Parse("Dockerfile", []byte(text), opts)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestStages(t *testing.T) {
	const text = `# syntax=docker/dockerfile:1.7
ARG NODE=22
FROM --platform=$BUILDPLATFORM node:${NODE}-alpine AS base
WORKDIR /app
USER node
FROM golang:1.24 AS build
RUN go build -o /bin/api
FROM base AS Web
COPY --from=build /bin/api /bin/api
EXPOSE 3000
CMD ["node", "server.js"]
FROM scratch AS last
USER 7
`
	cases := map[string]struct {
		opts Options
		want File
	}{
		"a target builds on the stages before it, and others decide nothing": {
			Options{Target: "web"},
			File{
				Stage: "web", Runtime: Node,
				Base:     Image{Reference: "node:22-alpine", Repository: "node", Tag: "22-alpine", Platform: "linux/amd64", Line: 3},
				Builders: []Image{{Reference: "golang:1.24", Repository: "golang", Tag: "1.24", Line: 6}},
				Workdir:  Text{"/app", 4}, User: User{Name: "node", UID: ptr(1000), GID: ptr(1000), Known: true, Line: 5},
				Ports: []Port{{3000, "tcp", 10}}, Command: Command{Words: []string{"node", "server.js"}, Line: 11},
				Deciding: []Instruction{
					{"FROM", "node:22-alpine", 3}, {"WORKDIR", "/app", 4}, {"USER", "node", 5},
					{"FROM", "base", 8}, {"EXPOSE", "3000", 10}, {"CMD", "node server.js", 11},
				},
			},
		},
		"without a target the last stage is built": {
			Options{},
			File{
				Stage: "last", Base: Image{Reference: "scratch", Repository: "scratch", Line: 12},
				User:     User{Name: "7", UID: ptr(7), Known: true, Line: 13},
				Deciding: []Instruction{{"FROM", "scratch", 12}, {"USER", "7", 13}},
			},
		},
		"a build argument from outside beats the default": {
			Options{Target: "0", Args: map[string]string{"NODE": "20"}},
			File{
				Stage: "base", Runtime: Node,
				Base:    Image{Reference: "node:20-alpine", Repository: "node", Tag: "20-alpine", Platform: "linux/amd64", Line: 3},
				Workdir: Text{"/app", 4}, User: User{Name: "node", UID: ptr(1000), GID: ptr(1000), Known: true, Line: 5},
				Deciding: []Instruction{{"FROM", "node:20-alpine", 3}, {"WORKDIR", "/app", 4}, {"USER", "node", 5}},
			},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			c.want.Name, c.want.Syntax = "Dockerfile", Text{"docker/dockerfile:1.7", 1}
			if diff := cmp.Diff(&c.want, mustParse(t, text, c.opts)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	cases := map[string]struct {
		text string
		opts Options
		want string
	}{
		"an unknown instruction names its line": {
			"FROM scratch\nFORM x\n", Options{}, "parse Dockerfile:2: dockerfile parse error on line 2: unknown instruction: FORM (did you mean FROM?)"},
		"a target that is not there": {
			"FROM scratch\n", Options{Target: "prod"}, `parse Dockerfile: find stage "prod": the file has no such stage`},
		"no FROM at all": {
			"ARG X=1\n", Options{}, "parse Dockerfile: no FROM instruction"},
		"an empty file": {
			"", Options{}, "parse Dockerfile: file with no instructions"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("Dockerfile", []byte(c.text), c.opts)
			if err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestProcess(t *testing.T) {
	cases := map[string]struct {
		text       string
		entrypoint Command
		command    Command
		init       Text
		server     string
	}{
		"the exec form is kept word by word": {
			text:       "ENTRYPOINT [\"/usr/bin/tini\", \"--\"]\nCMD [\"gunicorn\", \"app:app\"]",
			entrypoint: Command{Words: []string{"/usr/bin/tini", "--"}, Line: 2},
			command:    Command{Words: []string{"gunicorn", "app:app"}, Line: 3},
			init:       Text{"tini", 2}, server: "gunicorn",
		},
		"the shell form runs in the shell that SHELL names": {
			text:    "SHELL [\"/bin/bash\", \"-lc\"]\nCMD dumb-init node server.js",
			command: Command{Words: []string{"/bin/bash", "-lc", "dumb-init node server.js"}, Shell: true, Line: 3},
			init:    Text{"dumb-init", 3},
		},
		"an empty ENTRYPOINT clears the base image's": {
			text:       "ENTRYPOINT []\nCMD [\"caddy\", \"run\"]",
			entrypoint: Command{Line: 2}, command: Command{Words: []string{"caddy", "run"}, Line: 3}, server: "caddy",
		},
		"a CMD before ENTRYPOINT in one stage stays": {
			text:       "CMD [\"start\"]\nENTRYPOINT [\"npm\"]",
			entrypoint: Command{Words: []string{"npm"}, Line: 3}, command: Command{Words: []string{"start"}, Line: 2},
		},
		"ENTRYPOINT drops a CMD that came with the base stage": {
			text:       "CMD [\"start\"]\nFROM a AS b\nENTRYPOINT [\"npm\"]",
			entrypoint: Command{Words: []string{"npm"}, Line: 4},
		},
		"the last CMD counts": {
			text: "CMD one\nCMD [\"two\"]", command: Command{Words: []string{"two"}, Line: 3},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f := mustParse(t, "FROM debian AS a\n"+c.text, Options{})
			got := []any{f.Entrypoint, f.Command, f.Init, f.Server}
			if diff := cmp.Diff([]any{c.entrypoint, c.command, c.init, c.server}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func ptr(n int64) *int64 { return &n }
