package translate_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
	"github.com/fly2k8s/fly2k8s/translate/source"
)

const served = "app = \"shop\"\nprimary_region = \"fra\"\n[http_service]\ninternal_port = 8080\n"

// process translates one app with one group.
func process(t *testing.T, toml, image string, code []source.Hit) (spec.Process, []report.Finding) {
	t.Helper()
	file, err := flytoml.Parse("fly.toml", []byte(toml))
	if err != nil {
		t.Fatal(err)
	}
	in := translate.AppInput{File: file, Code: code}
	if image != "" {
		if in.Dockerfile, err = dockerfile.Parse("Dockerfile", []byte(image), dockerfile.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	app, findings, err := translate.App(in)
	if err != nil || len(app.Processes) != 1 {
		t.Fatalf("%d processes, %v", len(app.Processes), err)
	}
	return app.Processes[0], findings
}

func TestRuntimeVariables(t *testing.T) {
	reads := func(names ...string) []source.Hit {
		var hits []source.Hit
		for _, n := range names {
			hits = append(hits, source.Hit{Kind: source.FlyVariable, Name: n})
		}
		return hits
	}
	cases := map[string]struct {
		image string
		code  []source.Hit
		want  []spec.Runtime
	}{
		"nothing is set that nobody reads": {code: nil, want: nil},
		"a machine is a pod": {code: reads("FLY_MACHINE_ID", "FLY_PRIVATE_IP", "FLY_VM_MEMORY_MB"), want: []spec.Runtime{
			{Name: "FLY_MACHINE_ID", From: spec.FromPodName}, {Name: "FLY_PRIVATE_IP", From: spec.FromPodIP}, {Name: "FLY_VM_MEMORY_MB", From: spec.FromMemoryLimit}}},
		"names stay Fly's": {code: reads("FLY_APP_NAME", "FLY_PROCESS_GROUP"), want: []spec.Runtime{
			{Name: "FLY_APP_NAME", From: spec.FromValue, Value: "shop"}, {Name: "FLY_PROCESS_GROUP", From: spec.FromValue, Value: "app"}}},
		"a region is Google's": {code: reads("FLY_REGION"), want: []spec.Runtime{{Name: "FLY_REGION", From: spec.FromRegion}}},
		"code that asks whether this is the primary region hears yes": {code: reads("FLY_REGION", "PRIMARY_REGION"), want: []spec.Runtime{
			{Name: "FLY_REGION", From: spec.FromValue, Value: "fra"}, {Name: "PRIMARY_REGION", From: spec.FromValue, Value: "fra"}}},
		"what has no equal is not invented": {code: reads("FLY_PUBLIC_IP", "FLY_IMAGE_REF"), want: nil},
		"a command reads variables, too":    {image: "FROM debian\nCMD exec run --name $FLY_ALLOC_ID", want: []spec.Runtime{{Name: "FLY_ALLOC_ID", From: spec.FromPodName}}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p, _ := process(t, strings.Split(served, "[http_service]")[0], c.image, c.code)
			if diff := cmp.Diff(c.want, p.Runtime); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestKeepAlive(t *testing.T) {
	hit := func(k source.Kind, name string) source.Hit { return source.Hit{Kind: k, Name: name} }
	cases := map[string]struct {
		toml, image string
		code        []source.Hit
		set         string // the variable; empty: none
		outcome     report.Outcome
		why         string
	}{
		"a server with a variable gets it":          {image: "FROM node\nCMD [\"next\", \"start\"]", set: "KEEP_ALIVE_TIMEOUT=620000", outcome: report.Changed, why: "next closes an idle connection after 5 s"},
		"the code names the server":                 {image: "FROM node\nCMD [\"node\", \"server.js\"]", code: []source.Hit{hit(source.Server, "next")}, set: "KEEP_ALIVE_TIMEOUT=620000", outcome: report.Changed, why: "next closes"},
		"a variable that is taken is left alone":    {toml: "[env]\nGUNICORN_CMD_ARGS = \"-w 4\"\n", image: "FROM python\nCMD [\"gunicorn\", \"a:b\"]", outcome: report.Undecided, why: "gunicorn closes"},
		"a server without one is a person's":        {image: "FROM node\nCMD [\"node\", \"server.js\"]", outcome: report.Undecided, why: "node closes an idle connection after 5 s"},
		"a command that says enough is believed":    {image: "FROM python\nCMD [\"uvicorn\", \"a:b\", \"--timeout-keep-alive\", \"620\"]"},
		"a command that says too little is not":     {image: "FROM python\nCMD uvicorn a:b --timeout-keep-alive=30", outcome: report.Undecided, why: "the command sets 30 s"},
		"Go has no limit":                           {image: "FROM golang\nCMD [\"/app\"]"},
		"unless the code sets one":                  {image: "FROM golang\nCMD [\"/app\"]", code: []source.Hit{hit(source.KeepAlive, "IdleTimeout")}, outcome: report.Undecided, why: "the code sets one"},
		"an image that nothing is known of":         {image: "FROM example.com/x", outcome: report.Undecided, why: "some requests end with 502"},
		"the process group's command names another": {toml: "[processes]\napp = \"puma\"\n", image: "FROM ruby\nCMD [\"thrust\", \"rails\", \"s\"]", outcome: report.Undecided, why: "puma closes"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p, findings := process(t, served+c.toml, c.image, c.code)
			set := ""
			for _, r := range p.Runtime {
				set = r.Name + "=" + r.Value
			}
			if set != c.set {
				t.Errorf("set %q, want %q", set, c.set)
			}
			checkFinding(t, findings, report.RuleKeepAlive, c.outcome, c.why)
		})
	}
}

// checkFinding wants one finding of a rule, or none when outcome is empty.
func checkFinding(t *testing.T, findings []report.Finding, r report.Rule, outcome report.Outcome, why string) {
	t.Helper()
	var got []report.Finding
	for _, f := range findings {
		if f.Code == r.Code {
			got = append(got, f)
		}
	}
	if outcome == "" && len(got) == 0 {
		return
	}
	if len(got) != 1 || got[0].Outcome != outcome || !strings.Contains(got[0].Why, why) {
		t.Errorf("findings %+v, want one that is %s: %s", got, outcome, why)
	}
}

func TestLongConnections(t *testing.T) {
	p, _ := process(t, served, "", []source.Hit{{Kind: source.LongConnection, Name: "socket.io"}})
	if e := p.Edges[0]; !e.Websockets || e.Timeout != 86400 {
		t.Errorf("websockets %v, timeout %d", e.Websockets, e.Timeout)
	}
	p, _ = process(t, served, "", nil)
	if e := p.Edges[0]; e.Websockets || e.Timeout != 60 {
		t.Errorf("websockets %v, timeout %d without any", e.Websockets, e.Timeout)
	}
}

func TestWhatStarts(t *testing.T) {
	cases := map[string]struct {
		image   string
		rule    report.Rule
		outcome report.Outcome
		why     string
	}{
		"node as process 1":              {"FROM node\nCMD [\"node\", \"x\"]", report.RuleNoInit, report.Changed, "node becomes process 1"},
		"one of Next.js's own":           {"FROM node\nCMD [\"next\", \"start\"]", report.RuleNoInit, "", ""},
		"node below tini":                {"FROM node\nENTRYPOINT [\"tini\", \"--\"]\nCMD [\"node\", \"x\"]", report.RuleNoInit, "", ""},
		"a server that knows signals":    {"FROM python\nCMD [\"gunicorn\", \"x\"]", report.RuleNoInit, "", ""},
		"npm as process 1":               {"FROM node\nCMD [\"npm\", \"start\"]", report.RuleShellForm, report.Changed, "passes no signal on"},
		"one of Fly's own images":        {"FROM flyio/litefs:0.5", report.RuleImageBase, report.Changed, "flyio/litefs:0.5"},
		"an image for other processors":  {"FROM --platform=linux/arm64 node", report.RuleBuild, report.Changed, "asks for linux/arm64"},
		"cron in the image":              {"FROM debian\nRUN apt-get install -y cron", report.RuleSchedule, report.Changed, "cron is in the image"},
		"another port than fly.toml's":   {"FROM debian\nEXPOSE 3000", report.RulePortMismatch, report.Changed, "the image opens 3000, and 8080 is named"},
		"the same port":                  {"FROM debian\nEXPOSE 3000 8080", report.RulePortMismatch, "", ""},
		"a port that PORT moves":         {"FROM debian\nENV PORT=8080\nEXPOSE 3000", report.RulePortMismatch, "", ""},
		"a volume of the image":          {"FROM debian\nVOLUME /data", report.RuleImageVolume, report.Dropped, "goes with the pod"},
		"a check of the image":           {"FROM debian\nHEALTHCHECK CMD true", report.RuleImageHealthcheck, report.Dropped, "runs the image's own check"},
		"a user that nothing names":      {"FROM debian\nUSER $WHO", report.RuleBuildVariable, report.Undecided, "WHO has no value"},
		"a port that nothing names":      {"FROM debian\nEXPOSE $WHICH", report.RuleBuildVariable, report.Changed, "WHICH has no value"},
		"every instruction is accounted": {"FROM debian\nWORKDIR /x", report.RuleBuildVariable, "", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, findings := process(t, served, c.image, nil)
			checkFinding(t, findings, c.rule, c.outcome, c.why)
		})
	}
}

// The company's scan: paths start at the source folder, a folder is read once for
// all environments, and another app's folder isn't read for this one.
func TestCompanyReadsCode(t *testing.T) {
	const line = "fetch('http://cerbos.internal')\n"
	tree := fstest.MapFS{
		"fly.toml":          {Data: []byte(served)},
		"fly.staging.toml":  {Data: []byte(strings.Replace(served, "shop", "shop-staging", 1))},
		"src/a.ts":          {Data: []byte(line)},
		"apps/web/fly.toml": {Data: []byte(strings.Replace(served, "shop", "web", 1))},
		"apps/web/b.ts":     {Data: []byte(line)},
	}
	sources, err := translate.FindSources(tree, ".")
	if err != nil {
		t.Fatal(err)
	}
	_, findings, err := translate.Company(translate.Input{Sources: sources})
	if err != nil {
		t.Fatal(err)
	}
	var got []report.Source
	for _, f := range findings {
		if f.Code == report.RuleInternalNames.Code {
			got = append(got, f.From)
		}
	}
	want := []report.Source{
		{App: "shop", File: "src/a.ts", Key: "cerbos", Line: 1},
		{App: "web", File: "apps/web/b.ts", Key: "cerbos", Line: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What lies beside the apps is read, too, and named nobody's.
func TestCompanyReadsSharedCode(t *testing.T) {
	tree := fstest.MapFS{
		"web/fly.toml":                {Data: []byte(served)},
		"web/a.ts":                    {Data: []byte("fetch('http://api.internal')\n")},
		"packages/x/b.ts":             {Data: []byte("fetch('http://cerbos.internal')\n")},
		".github/workflows/build.yml": {Data: []byte("- uses: superfly/flyctl-actions/setup-flyctl@master\n")},
	}
	sources, err := translate.FindSources(tree, ".")
	if err != nil {
		t.Fatal(err)
	}
	_, findings, err := translate.Company(translate.Input{Sources: sources})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range findings {
		if f.Code == report.RuleInternalNames.Code || f.Code == report.RuleDeployWorkflow.Code {
			got = append(got, f.From.App+" "+f.From.File)
		}
	}
	if diff := cmp.Diff([]string{" .github/workflows/build.yml", " packages/x/b.ts", "shop web/a.ts"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestBuildArguments(t *testing.T) {
	cases := map[string]struct {
		value    string
		outcome  report.Outcome
		severity report.Severity
	}{
		"a host of Fly's in the browser's code":  {"https://shop.fly.dev", report.Changed, report.Warning},
		"a host that moves keeps its name":       {"https://api.acme.example", report.Changed, report.Note},
		"what holds no host is carried as it is": {"dark", report.Carried, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, findings := process(t, "app = \"shop\"\n[build.args]\nNEXT_PUBLIC_X = \""+c.value+"\"\n", "", nil)
			i := slices.IndexFunc(findings, func(f report.Finding) bool { return f.From.Key == "build.args.NEXT_PUBLIC_X" })
			if i < 0 {
				t.Fatal("no finding about it")
			}
			if f := findings[i]; f.Outcome != c.outcome || f.Severity != c.severity || f.From.Line != 3 {
				t.Errorf("got %s %s at line %d: %s", f.Outcome, f.Severity, f.From.Line, f.Why)
			}
		})
	}
}

func TestUserOfTheImage(t *testing.T) {
	number := func(n int64) *int64 { return &n }
	cases := map[string]struct {
		image           string
		uid, gid, group *int64
	}{
		"a name with a number": {"FROM node:22\nUSER node", number(1000), number(1000), number(1000)},
		"a number alone keeps the group of the image's own files": {"FROM debian\nUSER 1001", number(1001), nil, number(1001)},
		"a name without a number is left to the image":            {"FROM example.com/x\nUSER app", nil, nil, nil},
		"root needs nothing": {"FROM debian\nUSER root", nil, nil, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p, _ := process(t, "app = \"shop\"\n[mounts]\nsource = \"data\"\ndestination = \"/data\"\n", c.image, nil)
			got := []*int64{p.Security.UID, p.Security.GID, p.Security.FSGroup}
			if diff := cmp.Diff([]*int64{c.uid, c.gid, c.group}, got); diff != "" {
				t.Error(diff)
			}
			if p.Security.NonRoot != (c.uid != nil) {
				t.Errorf("NonRoot is %v", p.Security.NonRoot)
			}
		})
	}
}

// A Dockerfile that can't be read is one finding, at its line where there is one.
func TestDockerfilesThatAreNotRead(t *testing.T) {
	cases := map[string]struct {
		build, image string
		rule         report.Rule
		file, key    string
		line         int
		why          string
	}{
		"none":                          {"", "", report.RuleDockerfileMissing, "fly.toml", "build.dockerfile", 1, "no Dockerfile where flyctl would look"},
		"a broken one":                  {"", "FROM debian\nCOPY x\n", report.RuleDockerfileBroken, "Dockerfile", "COPY", 2, "COPY requires"},
		"an empty one":                  {"", "# nothing\n", report.RuleDockerfileBroken, "Dockerfile", "FROM", 1, "no instructions"},
		"an instruction that is none":   {"", "FROM debian\n  RUUN x\n", report.RuleDockerfileBroken, "Dockerfile", "RUUN", 2, "unknown instruction"},
		"no such target":                {"[build]\nbuild-target = \"prod\"\n", "FROM debian\n", report.RuleDockerfileBroken, "Dockerfile", "FROM", 1, "no such stage"},
		"a remote one":                  {"[build]\ndockerfile = \"https://example.com/Dockerfile\"\n", "", report.RuleDockerfileMissing, "fly.toml", "build.dockerfile", 3, "downloads"},
		"a named one that is not there": {"[build]\ndockerfile = \"deploy/Dockerfile.prod\"\n", "", report.RuleDockerfileMissing, "fly.toml", "build.dockerfile", 3, "no file deploy/Dockerfile.prod"},
		"one outside of what was read":  {"[build]\ndockerfile = \"../../Dockerfile\"\n", "FROM debian\n", report.RuleDockerfileMissing, "fly.toml", "build.dockerfile", 3, "out of the folder that was read, to ../../Dockerfile"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			tree := fstest.MapFS{"fly.toml": {Data: []byte("app = \"shop\"\n" + c.build)}}
			if c.image != "" {
				tree["Dockerfile"] = &fstest.MapFile{Data: []byte(c.image)}
			}
			sources, err := translate.FindSources(tree, ".")
			if err != nil {
				t.Fatal(err)
			}
			_, findings, err := translate.Company(translate.Input{Sources: sources})
			if err != nil {
				t.Fatal(err)
			}
			var got []report.Finding
			for _, f := range findings {
				if f.Code == report.RuleDockerfileMissing.Code || f.Code == report.RuleDockerfileBroken.Code {
					got = append(got, f)
				}
			}
			if len(got) != 1 || !strings.Contains(got[0].Why, c.why) {
				t.Fatalf("got %+v", got)
			}
			if diff := cmp.Diff(report.Source{App: "shop", File: c.file, Key: c.key, Line: c.line}, got[0].From); got[0].Code != c.rule.Code || diff != "" {
				t.Errorf("%s is about another place (-want +got):\n%s", got[0].Code, diff)
			}
		})
	}
}
