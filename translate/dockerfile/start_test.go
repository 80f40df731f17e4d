package dockerfile

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStart(t *testing.T) {
	cases := map[string]struct {
		text       string
		entrypoint []string
		args       []string
		want       Start
	}{
		"what the image says": {
			text: "ENTRYPOINT [\"tini\", \"--\"]\nCMD [\"gunicorn\", \"a:b\"]",
			want: Start{Init: Text{"tini", 2}, Server: "gunicorn", Runtime: Python, Line: 2}},
		"args replace CMD and leave ENTRYPOINT": {
			text: "ENTRYPOINT [\"tini\", \"--\"]\nCMD [\"gunicorn\", \"a:b\"]", args: []string{"celery", "-A", "a", "worker"},
			want: Start{Init: Text{"tini", 2}, Runtime: Python, Line: 2}},
		"an entrypoint replaces both": {
			text: "ENTRYPOINT [\"tini\", \"--\"]\nCMD [\"gunicorn\", \"a:b\"]", entrypoint: []string{"puma"},
			want: Start{Server: "puma", Runtime: Ruby}},
		"a shell that runs one command makes way": {
			text: "CMD node server.js", want: Start{Runtime: Node, Line: 2}},
		"a shell that runs two stays": {
			text: "CMD npx prisma migrate deploy && node server.js", want: Start{Runtime: Node, Shell: true, Line: 2}},
		"unless it hands over": {
			text: "CMD cd /app && exec node server.js", want: Start{Runtime: Node, Line: 2}},
		"npm keeps the signals for itself": {
			text: "CMD [\"npm\", \"start\"]", want: Start{Runtime: Node, Shell: true, Line: 2}},
		"a process group with a shell of its own": {
			text: "CMD [\"node\", \"x\"]", args: []string{"bash", "-c", "uvicorn a:b; true"},
			want: Start{Server: "uvicorn", Runtime: Python, Shell: true}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := mustParse(t, "FROM debian\n"+c.text, Options{}).Start(c.entrypoint, c.args)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
