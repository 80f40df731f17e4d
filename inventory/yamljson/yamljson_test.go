package yamljson

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRoundTrip(t *testing.T) {
	tests := map[string]string{
		"keys keep their order":                 `{"zeta":1,"alpha":{"m":true,"b":null}}`,
		"text that looks like another type":     `{"a":"true","b":"12","c":"1.0","d":"null","e":"2024-01-02","f":"~","g":"0x10","h":"no","i":"12:30"}`,
		"empty things stay what they are":       `{"list":[],"map":{},"text":""}`,
		"numbers keep their digits":             `{"a":1e21,"b":1.5,"c":-7,"d":9007199254740993,"e":0}`,
		"lines, tabs and quotes":                `{"a":"one\ntwo\n","b":"tab\there","c":"it's \"so\"","d":" lead","e":"trail ","f":"# no comment","g":"a: b","h":"- x"}`,
		"letters beyond ascii":                  `{"a":"grüße 🚀","b":"\u2028"}`,
		"control characters":                    `{"a":"bell\u0007","b":"\u0000"}`,
		"a list of lists":                       `[[1,[2]],[{"a":[]}]]`,
		"html characters are not escaped away":  `{"a":"<b>&amp;"}`,
		"merge keys and anchors are plain text": `{"<<":"x","a":"*b","c":"&d","e":"!f"}`,
	}
	for name, in := range tests {
		t.Run(name, func(t *testing.T) {
			text, err := Encode([]byte(in), "", nil)
			if err != nil {
				t.Fatal(err)
			}
			back, err := Decode(text)
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if diff := cmp.Diff(compact(t, in), compact(t, string(back))); diff != "" {
				t.Errorf("changed (-want +got):\n%s\n%s", diff, text)
			}
		})
	}
}

// JSON may say a key twice, and YAML may not: the later one is kept.
func TestAKeyOfJSONThatStandsTwice(t *testing.T) {
	text, err := Encode([]byte(`{"a":1,"b":{"c":1,"c":[{"d":1,"d":2}]},"a":2}`), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("b:\n  c:\n    - d: 2\na: 2\n", string(text)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestProblems(t *testing.T) {
	type inner struct {
		Size  int      `json:"size"`
		Names []string `json:"names"`
	}
	type Kept struct {
		Unknown map[string]json.RawMessage `json:"unknown"`
	}
	type outer struct {
		On    *bool            `json:"on"`
		Parts []inner          `json:"parts"`
		Named map[string]inner `json:"named"`
		Kept
	}
	tests := map[string]struct {
		text string
		want []Problem
	}{
		"a text that fits": {"on: true\nparts: [{size: 1}]\nunknown: {any: [thing]}\nnamed: null\n", nil},
		"all of them, in the order of the text": {"parts:\n- size: 1\n  colour: red\n- size: big\non: 1\nOn: true\n", []Problem{
			{3, "parts[0].colour", "no such key in this version"}, {4, "parts[1].size", "expected a whole number, found text"},
			{5, "on", "expected true or false, found another number"}, {6, "On", "no such key in this version"},
		}},
		"inside of a map and a list": {"named:\n  a: {names: [x, {}]}\n  b: []\n", []Problem{
			{2, "named.a.names[1]", "expected text, found a table"}, {3, "named.b", "expected a table, found a list"},
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Problems([]byte(test.text), &outer{})); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	tests := map[string]string{
		"a key that stands twice": "a: 1\na: 2\n",
		"an alias":                "a: &x 1\nb: *x\n",
		"broken yaml":             "a: [1\n",
		"a second document":       "a: 1\n---\nb: 2\n",
		"a number without a json": "a: .inf\n",
	}
	for name, in := range tests {
		t.Run(name, func(t *testing.T) {
			if out, err := Decode([]byte(in)); err == nil {
				t.Errorf("read as %s", out)
			}
		})
	}
}

func TestComments(t *testing.T) {
	got, err := Encode([]byte(`{"apps":[{"name":"a"}],"b":1}`), "read me", Comments{"apps.name": "who"})
	if err != nil {
		t.Fatal(err)
	}
	want := "# read me\n\napps:\n  - # who\n    name: a\nb: 1\n"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func compact(t *testing.T, in string) string {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	if err := enc.Encode(json.RawMessage(in)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
