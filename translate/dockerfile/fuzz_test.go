package dockerfile

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/moby/buildkit/frontend/dockerfile/parser"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// FuzzParse: no panic, the same file twice is the same File, and every deciding
// instruction of the target is listed with its line, counted on BuildKit's
// syntax tree alone.
func FuzzParse(f *testing.F) {
	for _, text := range fuzzSeeds {
		f.Add([]byte(text), "")
	}
	f.Add([]byte("FROM a AS One\nUSER x\nFROM one\nCMD y\nFROM b\n"), "1")
	scenarios, _ := filepath.Glob(filepath.Join(testenv.Root(), "testdata", "scenarios", "*", "src", "*", "Dockerfile"))
	for _, name := range scenarios {
		if data, err := os.ReadFile(name); err == nil {
			f.Add(data, "")
		}
	}
	if _, err := os.Stat(filepath.Join(testenv.Root(), "..", "shared", "corpus")); err == nil {
		for _, data := range corpus(f) {
			f.Add(data, "")
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, target string) {
		file, err := Parse("Dockerfile", data, Options{Target: target})
		if (file == nil) == (err == nil) {
			t.Fatalf("neither a file nor an error, or both: %v, %v", file, err)
		}
		if err != nil {
			if strings.Contains(err.Error(), "gave up") {
				t.Fatal(err)
			}
			return
		}
		again, _ := Parse("Dockerfile", data, Options{Target: target})
		if diff := cmp.Diff(file, again); diff != "" {
			t.Errorf("two readings differ:\n%s", diff)
		}
		want, ok := expected(data, target)
		if !ok {
			return
		}
		var got []string
		for _, i := range file.Deciding {
			got = append(got, fmt.Sprintf("%d %s", i.Line, i.Keyword))
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("deciding instructions (-counted +listed):\n%s", diff)
		}
	})
}

var fuzzSeeds = []string{
	"# syntax=x\nARG A=1\nFROM a:$A AS b\nRUN <<EOF\nuseradd -u 1 x\nEOF\nUSER x:y\nEXPOSE $P 1-2/udp\nENTRYPOINT []\n",
	"# escape=`\nFROM a\nHEALTHCHECK --interval=1s CMD x\nONBUILD RUN y\nVOLUME [\"/a\"]\nSTOPSIGNAL 9\n",
	"FROM a\nENV A=${B:-c} B=${A#x*}\nRUN adduser -Du \"$((1+1))\" ${A%%y}\nUSER $A\n",
	"FROM a AS b\nCMD [\"x\"]\nENTRYPOINT y\nFROM b\nENTRYPOINT [\"z\"]\nFROM b\nSHELL [\"/bin/bash\", \"-c\"]\nCMD q && r\nWORKDIR c\nWORKDIR ../d\n",
	"FROM a\nCOPY --from=b <<X <<\"Y\" /z/\n1\nX\n2\nY\nHEALTHCHECK NONE\nEXPOSE 80:8080 127.0.0.1:1:2/tcp\nLABEL a=b c=\"d e\"\nMAINTAINER z\n",
	"FROM --platform=$BUILDPLATFORM a@sha256:0 AS b\nADD --chown=1:2 http://x /y\nENV k v w\nVOLUME /a /b\nSTOPSIGNAL SIGRTMIN+3\n",
}

// expected lists the deciding instructions as "line KEYWORD", counted on the
// syntax tree. It is false where that would take the work of the reader under
// test: a base that a build argument names.
func expected(data []byte, target string) ([]string, bool) {
	tree, err := parser.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, false
	}
	var stages []fuzzStage
	for _, n := range tree.AST.Children {
		if strings.EqualFold(n.Value, "from") {
			stages = append(stages, stageOf(n))
		} else if len(stages) > 0 {
			last := &stages[len(stages)-1]
			last.nodes = append(last.nodes, n)
		}
		if len(stages) > 0 && strings.ContainsAny(stages[len(stages)-1].base, "$\\\"'`") {
			return nil, false
		}
	}
	at := len(stages) - 1
	if target != "" {
		if at = named(stages, target); at < 0 {
			at, err = strconv.Atoi(target)
		}
	}
	if err != nil || at < 0 || at >= len(stages) {
		return nil, false
	}
	var many []string
	last := map[string]string{}
	for _, i := range lineage(stages, at) {
		many = append(many, stages[i].play(last)...)
	}
	for _, one := range last {
		many = append(many, one)
	}
	slices.Sort(many)
	return many, true
}

type fuzzStage struct {
	name, base string
	line       int
	nodes      []*parser.Node
}

func stageOf(n *parser.Node) fuzzStage {
	s := fuzzStage{line: n.StartLine}
	if n.Next != nil {
		s.base = n.Next.Value
		if as := n.Next.Next; as != nil && as.Next != nil {
			s.name = as.Next.Value
		}
	}
	return s
}

func named(stages []fuzzStage, name string) int {
	for i := len(stages) - 1; i >= 0; i-- {
		if stages[i].name != "" && strings.EqualFold(stages[i].name, name) {
			return i
		}
	}
	return -1
}

// lineage is the target and the stages that it builds on, the base first.
func lineage(stages []fuzzStage, at int) []int {
	if parent := named(stages[:at], stages[at].base); parent >= 0 {
		return append(lineage(stages, parent), at)
	}
	return []int{at}
}

// play notes the instructions of one stage: all of those that add up, and the
// last of each that replaces the one before.
func (s fuzzStage) play(last map[string]string) []string {
	many := []string{fmt.Sprintf("%d FROM", s.line)}
	command := false
	for _, n := range s.nodes {
		keyword := strings.ToUpper(n.Value)
		this := fmt.Sprintf("%d %s", n.StartLine, keyword)
		switch keyword {
		case "EXPOSE", "ENV", "VOLUME":
			many = append(many, this)
		case "ENTRYPOINT":
			if !command {
				delete(last, "CMD")
			}
			last[keyword] = this
		case "USER", "WORKDIR", "CMD", "STOPSIGNAL", "HEALTHCHECK":
			command = command || keyword == "CMD"
			last[keyword] = this
		}
	}
	return many
}
